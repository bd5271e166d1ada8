"""Tokens, warrants, keys and sealing, revoked sessions, and which addresses may be used."""
