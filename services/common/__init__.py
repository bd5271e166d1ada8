"""What every service shares: never an import of a service; of the regulation what several of them go by."""
