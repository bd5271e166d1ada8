"""How Jurnal is run: install, start, test, demo."""
