"""What is heard of the audit: news for open pages, and sessions that have ended elsewhere."""
