"""Starts the service: ``python -m services.auth``."""

from services.common.runner import main

main("auth")
