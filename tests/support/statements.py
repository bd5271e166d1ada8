"""What SQL a statement becomes is worked out once in a run, not once for each test's database."""

from sqlalchemy import Dialect, Engine

from services.common.storage import database

open_engine = database.open_engine
_known: dict[str, tuple[Dialect, object]] = {}


def open_sharing_engine(url: str) -> Engine:
    """An engine of the product's, with the statements that engines of its kind have compiled in this process."""
    engine = open_engine(url)
    if engine.name not in _known:
        engine.connect().close()
        _known[engine.name] = engine.dialect, engine._compiled_cache
    engine.dialect, engine._compiled_cache = _known[engine.name]  # type: ignore[assignment]
    return engine
