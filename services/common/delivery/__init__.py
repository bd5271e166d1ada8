"""From one database to the others: what was committed is published at least once, and taken in once and in order."""
