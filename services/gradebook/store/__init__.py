"""gradebook's tables: what is read from them and written into them."""
