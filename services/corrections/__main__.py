"""Starts the service: ``python -m services.corrections``."""

from services.common.runner import main

main("corrections")
