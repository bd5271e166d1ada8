"""The JSON API: its table of endpoints, what they do, and its OpenAPI document."""
