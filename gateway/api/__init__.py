"""The JSON API: a module for each resource, the table of their endpoints, and the OpenAPI document."""
