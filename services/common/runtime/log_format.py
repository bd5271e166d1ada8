"""What a line of a process's log looks like: its instant has a zone, so that several hosts' fit together."""

LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
INSTANT = "%Y-%m-%dT%H:%M:%S%z"
