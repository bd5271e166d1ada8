"""How fast marks are saved, beside a floor measured in the same run: ``python -m tests.bench``."""
