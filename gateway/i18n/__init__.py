"""Texts in three languages, and how each of them writes dates and numbers."""
