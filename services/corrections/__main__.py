"""Starts the service: ``python -m services.corrections``."""

from services.common.runtime.runner import main

main("corrections")
