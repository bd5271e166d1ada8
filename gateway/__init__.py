"""HTTP in front of the services: pages, the JSON API, files. No rule of the regulation lives here: it asks."""
