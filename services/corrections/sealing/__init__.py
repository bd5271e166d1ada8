"""What seals and opens: the texts that people write (¶5)."""
