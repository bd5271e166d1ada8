"""Time zones come from one place, and none from the machine."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT, python_files

#: Where a zone is made.
HOME = ROOT / "services" / "common" / "clocks" / "zones.py"
#: Other sources of zones than the one above.
OTHERS = ("zoneinfo", "dateutil", "pytz", "tzlocal", "babel.dates.get_timezone", "time.localtime", "time.tzset")
#: What is in the machine's own zone when it is called without one, and how many arguments it has with one.
LOCAL = {"astimezone": 1, "now": 1, "fromtimestamp": 2}


def crossings(source: ast.Module) -> Iterator[str]:
    """What makes a zone, or takes the machine's; ``ZoneInfo`` may be imported to name the type."""
    for node in ast.walk(source):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith(OTHERS))
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names} - {"zoneinfo.ZoneInfo"}
            yield from (name for name in sorted(names) if name.startswith(OTHERS))
        elif isinstance(node, ast.Call) and _makes_one(ast.unparse(node.func), len(node.args) + len(node.keywords)):
            yield ast.unparse(node)


def _makes_one(called: str, given: int) -> bool:
    of, _, method = called.rpartition(".")
    if "ZoneInfo" in called.split("."):
        return True
    if method == "today" or (method == "now" and of not in ("datetime", "datetime.datetime")):
        return method == "today"
    return given < LOCAL.get(method, 0)


def test_zones_are_made_in_one_place() -> None:
    """¶17: from the pinned data; the machine's files and its own zone decide nothing."""
    files = [path for path in python_files("services", "gateway", "deploy") if path != HOME]
    found = {str(path.relative_to(ROOT)): [*crossings(ast.parse(path.read_text("utf-8")))] for path in files}
    assert {} == {name: made for name, made in found.items() if made}


@pytest.mark.parametrize(
    "line",
    [
        "ZoneInfo('UTC')",
        "zoneinfo.ZoneInfo.no_cache(name)",
        "import zoneinfo",
        "from zoneinfo import available_timezones",
        "from dateutil.tz import gettz",
        "moment.astimezone()",
        "datetime.now()",
        "date.today()",
        "datetime.fromtimestamp(seconds)",
    ],
)
def test_another_place_is_found(line: str) -> None:
    """The test above can fail."""
    assert [*crossings(ast.parse(line))]


@pytest.mark.parametrize("line", ["from zoneinfo import ZoneInfo", "datetime.now(UTC)", "work.now()", "zones.zone(a)"])
def test_what_is_no_other_place_is_not(line: str) -> None:
    """Nor does it fail for nothing."""
    assert [] == [*crossings(ast.parse(line))]
