"""A process: its settings, its own files, how a call reaches a use case, and the commands it takes."""
