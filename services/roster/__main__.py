"""Starts the service: ``python -m services.roster``."""

from services.common.runtime.runner import main

main("roster")
