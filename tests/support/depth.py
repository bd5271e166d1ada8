"""How far a run goes: the gate, or everything that a release has to pass (``./deploy/test --deep``)."""

import os

IS_DEEP = os.environ.get("JURNAL_TEST_DEEP") == "1"


def seeds(*, gate: int, deep: int) -> range:
    """The seeds of a test that draws what it does."""
    return range(deep if IS_DEEP else gate)
