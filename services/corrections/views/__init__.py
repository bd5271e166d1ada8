"""Rows into the contract's answers."""
