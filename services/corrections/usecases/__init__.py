"""corrections' commands and questions, one a file."""
