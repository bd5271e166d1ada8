"""Tokens, warrants, keys and sealing, revoked sessions, and who may read what lies on a disk."""
