"""What every request and answer has: connections, limits, sessions, cookies, CSRF, bodies, languages."""
