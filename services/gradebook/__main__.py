"""Starts the service: ``python -m services.gradebook``."""

from services.common.runtime.runner import main

main("gradebook")
