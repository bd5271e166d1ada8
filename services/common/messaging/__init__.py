"""The bus: calls, events and audit entries, what they look like and how they are sent."""
