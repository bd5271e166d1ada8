"""Threads and processes: blocking work beside green threads, and which process holds something."""
