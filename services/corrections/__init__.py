"""What may be changed afterwards, and who said so."""
