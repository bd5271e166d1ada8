"""gradebook's commands and questions, one a file."""
