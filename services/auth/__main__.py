"""Starts the service: ``python -m services.auth``."""

from services.common.runtime.runner import main

main("auth")
