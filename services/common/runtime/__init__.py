"""A process: its settings, its threads, how a call reaches a use case, and the commands it takes."""
