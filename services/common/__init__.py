"""What every service shares. Never a rule of the regulation, never an import of a service."""
