"""Starts the service: ``python -m services.gradebook``."""

from services.common.runner import main

main("gradebook")
