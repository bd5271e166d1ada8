"""What lies on disks after a day's work (¶5): four databases, logs, the broker's queues; no mark stands in clear."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, create_engine
from sqlalchemy.pool import NullPool

from deploy.demo.accounts import written_down
from deploy.demo.client import Client
from deploy.system import ROOT
from services.common.config import SERVICES
from tests.deploy.conftest import Demo

Value = int | str
CODES = ("ж", "а", "дс", "д", "қ")
#: Numbers that count something else.
COUNTS = {"version", "number", "generation", "sequence", "open_days", "year", "rows", "lessons", "before_version"}
_CODE = "|".join(re.escape(form) for code in CODES for form in (code, json.dumps(code)[1:-1]))
#: A mark as JSON would hold it, whatever wrote the file.
MARK = re.compile(rf'"(?:value|before|after|make_up|current)"\s*:\s*(?:\d{{1,3}}\b|"(?:{_CODE})")'.encode())


@dataclass(frozen=True)
class Known:
    """What the teachers see: by cadet, the marks; and the folder where all of it lies."""

    data: Path
    marks: dict[str, set[Value]]


@pytest.fixture(scope="module")
def known(run_demo: Demo) -> Known:
    """Seven weeks and the story of what happens after the window; then what the teachers can read."""
    address, data = run_demo.address, run_demo.data
    command = [sys.executable, "-m", "deploy.story", "--address", address, "--data", str(data)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return Known(data, _seen(address, data))


def _seen(address: str, data: Path) -> dict[str, set[Value]]:
    marks: dict[str, set[Value]] = {}
    for account in (each for each in written_down(data) if each.role == "teacher"):
        teacher = Client.sign_in(address, account.login, account.password)
        with closing(teacher.http):
            for journal in teacher.get("/journals")["journals"]:
                for mark in teacher.get(f"/journals/{journal['id']}")["marks"]:
                    marks.setdefault(mark["cadet"], set()).add(mark["value"])
    return {cadet: values - {None} for cadet, values in marks.items()}


def rows(url: str) -> Iterator[dict[str, Any]]:
    """Every row of every table of a database, with its columns' names; what is only true or false left out."""
    engine = create_engine(url, poolclass=NullPool)
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        for table in tables.sorted_tables:
            for row in connection.execute(table.select()):
                yield {name: value for name, value in row._mapping.items() if not isinstance(value, bool)}


def leaks(row: dict[str, Any], known: Known) -> set[tuple[str, Value]]:
    """The marks of a cadet that stand in clear in a row that names the cadet."""
    text = json.dumps(row, ensure_ascii=False, default=lambda value: "" if isinstance(value, bytes) else str(value))
    found = set(_plain(json.loads(text), ""))
    return {
        (name, value)
        for cadet, values in known.marks.items()
        if cadet in text
        for name, value in found
        if name not in COUNTS and value in values
    }


def _plain(value: Any, name: str) -> Iterator[tuple[str, Value]]:
    """Every number and word with the name it has; a text that is JSON is looked into."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _plain(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from _plain(each, name)
    elif isinstance(value, str) and value[:1] in ("{", "["):
        yield from _plain(json.loads(value), name)
    elif isinstance(value, int | str) and not isinstance(value, bool):
        yield name, value


def files(*folders: Path) -> Iterator[Path]:
    """Everything that lies in them."""
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file())


def test_the_search_finds_what_is_there(known: Known, tmp_path: Path) -> None:
    """A mark put down in clear would be seen, in a row and in a file."""
    cadet, values = next(iter(known.marks.items()))
    value = next(iter(values))
    assert {("points", value)} == leaks({"cadet": cadet, "points": value}, known)
    assert {("value", value)} == leaks({"body": json.dumps({"cadet": cadet, "value": value})}, known)
    (tmp_path / "log").write_text(json.dumps({"cadet": cadet, "value": value}), encoding="utf-8")
    assert MARK.search((tmp_path / "log").read_bytes())
    assert sum(map(len, known.marks.values())) > 100


@pytest.mark.parametrize("service", SERVICES)
def test_no_database_holds_a_mark_beside_its_cadet(known: Known, service: str) -> None:
    """¶5: in no column, in no stored answer, event, audit entry or warrant."""
    found = [leaked for row in rows(f"sqlite:///{known.data / service}.db") if (leaked := leaks(row, known))]
    assert [] == found


def test_no_file_holds_a_mark(known: Known) -> None:
    """¶5: databases with their journals, logs, and what the broker has put on its disk."""
    contents = {path: path.read_bytes() for path in files(known.data)}
    assert any("mnesia" in path.parts for path in contents)
    assert [] == [(path.name, found[0]) for path, raw in contents.items() if (found := MARK.findall(raw))]


def test_no_log_names_a_cadet(known: Known) -> None:
    """¶5, ¶22: in whatever process."""
    names = {row["family"].encode() for row in rows(f"sqlite:///{known.data / 'roster'}.db") if row.get("family")}
    logs = {path.name: path.read_bytes() for path in files(known.data) if path.suffix == ".log"}
    assert (True, True) == (len(logs) >= 5, len(names) > 10)
    assert [] == [(log, name) for log, raw in logs.items() for name in names if name in raw]
