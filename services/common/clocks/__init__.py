"""What time it is: academy time, time zones, and whether a machine's clock may be believed."""
