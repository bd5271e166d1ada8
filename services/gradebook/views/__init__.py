"""Rows into the contract's answers; no rules."""
