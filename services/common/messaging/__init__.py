"""The bus: calls, events and audit entries, published and taken in."""
