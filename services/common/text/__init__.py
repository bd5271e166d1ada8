"""Names and texts: how they are read, compared, sorted and printed."""
