"""How long something takes."""

import time
from collections.abc import Callable


def took(step: Callable[[], object]) -> float:
    """The seconds that a step takes."""
    began = time.perf_counter()
    step()
    return time.perf_counter() - began
