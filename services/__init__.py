"""The four services and the mechanism they share."""
