"""What seals and opens: journals' keys, marks, decided marks, attested public keys (¶5)."""
