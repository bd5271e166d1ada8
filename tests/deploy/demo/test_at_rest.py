"""What lies on disks after a day's work (¶5): four databases, logs, the broker's queues; no mark stands in clear."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection, Queue
from sqlalchemy import MetaData, create_engine
from sqlalchemy.pool import NullPool

from deploy import users
from deploy.demo.accounts import written_down
from deploy.demo.client import Client
from services.common.messaging.envelope import AUDIT_EXCHANGE, EVENTS_EXCHANGE
from services.common.messaging.topology import RPC_EXCHANGE
from services.common.runtime.config import SERVICES
from tests.deploy.demo.conftest import Demo
from tests.deploy.searching import Marks, named_marks

WRITTEN = ("text", "reason")
WAITING = "nobody.reads"


@dataclass(frozen=True)
class Known:
    """What the teachers see, by cadet; what people have written of it in papers; the folder where all of it lies."""

    data: Path
    marks: Marks
    words: set[str]


@pytest.fixture(scope="module")
def known(run_demo: Demo, told: str) -> Known:
    """Two terms and the story of what happens after the window; then what the teachers can read.

    What is told of the last marks waits at the broker.
    """
    assert told
    _let_messages_wait(run_demo.data / "broker")
    _enter(run_demo.first("teacher"))
    return Known(run_demo.data, _seen(run_demo), _written(run_demo))


def _let_messages_wait(broker: Path) -> None:
    """A queue of everything that is sent from now on, which nobody reads."""
    port = broker.joinpath("rabbitmq.conf").read_text(encoding="utf-8").split("127.0.0.1:")[1].split()[0]
    password = users.make(broker / "users")[users.OPERATOR]
    with Connection(f"amqp://{users.OPERATOR}:{password}@127.0.0.1:{port}/") as connection:
        waiting = Queue(WAITING, durable=True)(connection.default_channel)
        waiting.declare()
        for exchange in (EVENTS_EXCHANGE, AUDIT_EXCHANGE, RPC_EXCHANGE):
            waiting.bind_to(exchange, routing_key="#")


def _enter(teacher: Client) -> None:
    """A teacher holds a lesson today and enters a mark for everybody."""
    term = teacher.get("/frame")["current_term"]
    path = f"/journals/{teacher.get(f'/journals?term={term}')['journals'][0]['id']}"
    held = {"date": teacher.get("/demo/clock")["now"][:10], "kind": "practical", "topic": ""}
    lesson = teacher.command("today", "POST", f"{path}/lessons", held)["id"]
    cadets = [cadet["id"] for cadet in teacher.get(path)["cadets"]]
    marks = [{"lesson": lesson, "cadet": cadet, "value": 57, "version": 0} for cadet in cadets]
    assert teacher.command("marks of today", "PUT", f"{path}/marks", {"marks": marks})["saved"]


def _seen(demo: Demo) -> Marks:
    """Every mark and make-up mark, and under which family names its cadet goes in the journal."""
    values: dict[str, set[Any]] = {}
    names: dict[str, set[str]] = {}
    for account in (each for each in written_down(demo.data) if each.role == "teacher"):
        for shown in (each.json() for each in demo.journals(account)):
            for mark in shown["marks"]:
                values.setdefault(mark["cadet"], set()).update((mark["value"], mark["make_up"]))
            for cadet in shown["cadets"]:
                known = {name["name"].partition(" ")[0] for name in cadet["names"]}
                names.setdefault(cadet["id"], set()).update(known)
    return Marks({cadet: found - {None} for cadet, found in values.items()}, names)


def _written(demo: Demo) -> set[str]:
    """The texts and reasons that methodists read in cases and notices; those a person gave, not the service."""
    words: set[str] = set()
    for account in (each for each in written_down(demo.data) if each.role == "methodist"):
        methodist = demo.signed_in(account)
        for row in methodist.get("/cases?limit=100")["cases"]:
            case = methodist.get(f"/cases/{row['id']}")
            steps = {step["reason"] for step in case["steps"] if step["by"]["name"]}
            words |= {case["text"], *steps} | {paper["text"] for paper in case["papers"]}
        words |= {notice[part] for notice in methodist.get("/discrepancies")["discrepancies"] for part in WRITTEN}
    return {each for each in words if " " in each}


def rows(url: str) -> Iterator[dict[str, Any]]:
    """Every row of every table of a database, with its columns' names; what is only true or false left out."""
    engine = create_engine(url, poolclass=NullPool)
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        for table in tables.tables.values():
            for row in connection.execute(table.select()):
                yield {name: value for name, value in row._mapping.items() if not isinstance(value, bool)}


def files(*folders: Path) -> Iterator[Path]:
    """Everything that lies in them."""
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file())


def test_there_is_much_to_find(known: Known) -> None:
    """Else nothing would be proved: marks, and a name for everybody who has one."""
    assert sum(map(len, known.marks.values.values())) > 100
    assert {*known.marks.values} <= {*known.marks.names}


@pytest.mark.parametrize("service", SERVICES)
def test_no_database_holds_a_mark_beside_its_cadet(known: Known, service: str) -> None:
    """¶5: in no column, in no stored answer, event, audit entry or warrant."""
    found = [leaked for row in rows(f"sqlite:///{known.data / service}.db") if (leaked := known.marks.in_row(row))]
    assert [] == found


def test_no_file_holds_a_mark(known: Known) -> None:
    """¶5: databases with their journals, logs, and what the broker has put on its disk."""
    contents = {path: path.read_bytes() for path in files(known.data)}
    assert any(map(_is_brokers, contents))
    assert [] == [(path.name, found[0]) for path, raw in contents.items() if (found := named_marks(raw))]


def test_no_mark_stands_beside_its_cadet_in_a_log_or_at_the_broker(known: Known) -> None:
    """¶5: by id or by family name, whatever it is called there."""
    contents = {path: path.read_bytes() for path in files(known.data) if path.suffix == ".log" or _is_brokers(path)}
    assert [path for path, raw in contents.items() if _is_brokers(path) and b"marks.recorded" in raw], "none waits"
    assert [] == [(path.name, found) for path, raw in contents.items() if (found := known.marks.in_text(raw))]


def _is_brokers(path: Path) -> bool:
    return "mnesia" in path.parts


def test_no_log_names_a_cadet(known: Known) -> None:
    """¶5, ¶22: in whatever process."""
    names = {row["family"].encode() for row in rows(f"sqlite:///{known.data / 'roster'}.db") if row.get("family")}
    logs = {path.name: path.read_bytes() for path in files(known.data) if path.suffix == ".log"}
    assert (True, True) == (len(logs) >= 5, len(names) > 10)
    assert [] == [(log, name) for log, raw in logs.items() for name in names if name in raw]


def test_no_file_holds_what_people_wrote_in_papers(known: Known) -> None:
    """¶5: for they may have named a mark; neither as text nor as JSON escapes it."""
    assert (True, True) == (len(known.words) > 10, any("75" in each for each in known.words))
    forms = {form.encode() for each in known.words for form in (each, json.dumps(each)[1:-1])}
    contents = {path: path.read_bytes() for path in files(known.data)}
    assert [] == [(path.name, form.decode()) for path, raw in contents.items() for form in forms if form in raw]
