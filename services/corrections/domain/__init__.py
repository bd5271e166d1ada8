"""corrections' rules: pure functions of facts."""
