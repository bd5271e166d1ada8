"""auth's commands, one a file."""
