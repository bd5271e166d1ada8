"""gradebook's rules: pure functions of facts and ``now`` (aware, academy time)."""
