"""The bus, spoken from asyncio: calls, what listens, the services' clocks."""
