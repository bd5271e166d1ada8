"""The bus, spoken from asyncio: calls, live events, revoked sessions, the services' clocks."""
