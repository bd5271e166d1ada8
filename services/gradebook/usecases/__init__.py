"""gradebook's commands and questions, one a file, and what several of them share."""
