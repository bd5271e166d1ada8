"""Starts the service: ``python -m services.roster``."""

from services.common.runner import main

main("roster")
