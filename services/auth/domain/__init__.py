"""auth's rules: pure functions of facts and the machine's time."""
