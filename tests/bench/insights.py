"""How long seeing takes: a faculty of 40 journals × 25 cadets × 60 lessons, and one of its journals (¶1).

The floor is what nobody is spared who holds the keys: a bare query for each kind of fact, each journal's key opened
with the reader's own, each mark's seal opened; by no code of ours, on the same database in the same run.
"""

import random
import sqlite3
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import httpx
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, insert, select

from services.common.security.sealing import PrivateKey
from services.common.storage.database import open_engine
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.key_ring import copy_context, fresh_key, sealed_copy
from services.gradebook.store.models import (
    Journal,
    JournalKeyCopy,
    JournalKeyGeneration,
    Lesson,
    Mark,
    MarkVersion,
    Member,
    Officer,
    Person,
)
from tests.bench.figures import Beside, beside
from tests.bench.stopwatch import took
from tests.support.sessions import signed_in
from tests.support.stack import Stack, command, password_of

GROUPS, SUBJECTS, CADETS, LESSONS = 8, 5, 25, 60
JOURNALS = GROUPS * SUBJECTS
KINDS = ("lecture", "seminar")
#: The term of the benchmark's clock, and the one before.
TERMS = (date(2026, 9, 1), date(2026, 2, 1))
CODE_OF_TEN = ("қ", "а", "ж", *[None] * 27)
_FORMAT_BYTES, _NONCE_BYTES, _TAKEN = 3, 12, 15
_MARKS = (
    "SELECT l.journal, m.lesson, m.cadet, m.version, v.sealed FROM mark m JOIN lesson l ON l.id = m.lesson"
    " JOIN mark_version v ON v.lesson = m.lesson AND v.cadet = m.cadet AND v.version = m.version"
    " JOIN journal j ON j.id = l.journal WHERE j.faculty_id = ? AND j.term_id = ?"
)


class Faculty:
    """The rows of a faculty in a gradebook's database, made without any command; what its head can open."""

    def __init__(self, url: str, person: str, faculty: str) -> None:
        self._url, self._person, self._faculty = url, person, faculty
        self._own = PrivateKey.generate()
        self._groups = [(str(uuid4()), [str(uuid4()) for _ in range(CADETS)]) for _ in range(GROUPS)]
        self._subjects = [str(uuid4()) for _ in range(SUBJECTS)]
        self._copies: dict[str, bytes] = {}

    def fill(self, starts: date) -> list[str]:
        """A term's journals, each of its cells with a mark that the head can open; their ids."""
        engine = open_engine(self._url).execution_options(writes=True)
        with engine.connect() as connection:
            if not self._copies:
                self._enrol(connection)
            pairs = ((group, subject) for group in range(GROUPS) for subject in range(SUBJECTS))
            found = [self._journal(connection, starts, *pair) for pair in pairs]
            connection.commit()
        engine.dispose()
        return found

    def bare(self, term: str, journal: str = "") -> None:
        """The floor: read the sealed marks of a term, or of one of its journals, and open them."""
        connection = sqlite3.connect(self._url.removeprefix("sqlite:///"))
        wanted, named = (f"{_MARKS} AND j.id = ?", (journal,)) if journal else (_MARKS, ())
        rows = connection.execute(wanted, (self._faculty, term, *named)).fetchall()
        connection.execute("SELECT * FROM lesson JOIN journal ON journal.id = lesson.journal").fetchall()
        connection.execute("SELECT * FROM member").fetchall()
        connection.close()
        ciphers = {each: AESGCM(self._key(each)) for each in {row[0] for row in rows}}
        for of, lesson, cadet, version, sealed in rows:
            nonce, box = sealed[_FORMAT_BYTES:_TAKEN], sealed[_TAKEN:]
            ciphers[of].decrypt(nonce, box, f"mark/{of}/{lesson}/{cadet}/{version}".encode())

    def _key(self, journal: str) -> bytes:
        return self._own.open(self._copies[journal], copy_context(journal, 1))

    def _enrol(self, connection: Connection) -> None:
        families = ["Әлиев", "Ким", "Серіков", "Нұрланов", "Ахметова"]
        for group, cadets in self._groups:
            names = [
                {"given": f"Айбек{chr(1072 + n)}", "patronymic": "", "since": "2025-09-01"} for n in range(CADETS)
            ]
            rows = [
                {"cadet": cadet, "number": str(n), "names": [{"family": families[n % 5], **names[n]}]}
                for n, cadet in enumerate(cadets)
            ]
            since = {"group_id": group, "since": date(2025, 9, 1), "until": None}
            connection.execute(insert(Member), [{**row, **since} for row in rows])

    def _journal(self, connection: Connection, starts: date, group: int, subject: int) -> str:
        journal, key = str(uuid4()), fresh_key()
        connection.execute(insert(Journal), self._named(journal, starts, group, subject))
        public = connection.scalar(select(Person.public_key).where(Person.id == self._person))
        assert public
        copy = {"journal": journal, "generation": 1, "person": self._person, "public": public}
        connection.execute(insert(JournalKeyCopy), {**copy, "sealed": sealed_copy(public, journal, 1, key)})
        begun = {"journal": journal, "generation": 1, "author": self._person, "at": datetime.now(UTC)}
        connection.execute(insert(JournalKeyGeneration), begun)
        self._copies[journal] = sealed_copy(self._own.public, journal, 1, key)
        _hold(connection, JournalKey(journal, {1: key}), journal, starts, self._groups[group][1])
        return journal

    def _named(self, journal: str, starts: date, group: int, subject: int) -> dict[str, Any]:
        term = {"term_id": starts.isoformat(), "term_name": starts.isoformat(), "term_starts": starts}
        return {
            "id": journal,
            "group_id": self._groups[group][0],
            "group_name": f"ҚҚ-2{group}",
            "faculty_id": self._faculty,
            "faculty_name": "Факультет",
            "subject_id": self._subjects[subject],
            "subject_name": f"Пән {subject}",
            **term,
            "term_ends": starts + timedelta(days=120),
            "withdrawn": False,
        }


def _hold(connection: Connection, key: JournalKey, journal: str, starts: date, cadets: list[str]) -> None:
    """Two lessons a day, and a mark or a code in each cell."""
    chance, at = random.Random(journal), datetime(2026, 10, 1, tzinfo=UTC)
    plain = {"journal": journal, "topic": "", "author": "", "at": at, "removed": False}
    lessons: list[dict[str, Any]] = [
        {"id": str(uuid4()), "date": starts + timedelta(days=number // 2), "kind": KINDS[number % 2], **plain}
        for number in range(LESSONS)
    ]
    places = ((each["id"], cadet) for each in lessons for cadet in cadets)
    cells: list[dict[str, Any]] = [{"lesson": lesson, "cadet": cadet, "version": 1} for lesson, cadet in places]
    versions = [
        {**cell, "sealed": key.seal(cell["lesson"], cell["cadet"], 1, _value(chance)), "author": "", "at": at}
        for cell in cells
    ]
    connection.execute(insert(Lesson), lessons)
    connection.execute(insert(MarkVersion), versions)
    connection.execute(insert(Mark), [{**cell, "filled": True} for cell in cells])


def _value(chance: random.Random) -> Any:
    return chance.choice(CODE_OF_TEN) or chance.randint(35, 100)


def measure(stack: Stack, rounds: int) -> list[Beside]:
    """A faculty and one of its journals, by the API and as pages; then with a term before to compare with."""
    head, faculty = _head(stack)
    academy = Faculty(stack.environment["JURNAL_DB_GRADEBOOK"], head, faculty)
    journal, *_ = academy.fill(TERMS[0])
    term = TERMS[0].isoformat()
    whole, one = partial(academy.bare, term), partial(academy.bare, term, journal)
    figures = [
        _beside(stack, rounds, "a faculty", "/api/v1/insights", whole),
        _beside(stack, rounds, "its page", "/insights", whole),
        _beside(stack, rounds, "a journal", f"/api/v1/insights/{journal}", one),
        _beside(stack, rounds, "a journal's page", f"/journals/{journal}/insights", one),
    ]
    academy.fill(TERMS[1])
    return [*figures, _beside(stack, rounds, "with last term", "/insights", whole)]


def _head(stack: Stack) -> tuple[str, str]:
    """Somebody who heads a faculty, and the faculty; their key is known to the gradebook."""
    with stack.it() as it:
        faculty = command(it, "POST", "/api/v1/faculties", {"name": "Факультет"})["id"]
    head = stack.register("head", ("faculty_head", faculty))
    stack.client("head").close()
    stack.wait_for_events()
    engine = open_engine(stack.environment["JURNAL_DB_GRADEBOOK"])
    with engine.connect() as connection:
        assert connection.scalar(select(Officer.person).where(Officer.faculty == faculty)) == head
    engine.dispose()
    return head, faculty


def _beside(stack: Stack, rounds: int, what: str, path: str, floor: Any) -> Beside:
    cookies = signed_in(stack.address, "head", password_of("head"), stack.trust).cookies
    with httpx.Client(base_url=stack.address, timeout=60, cookies=cookies) as client:
        _read(client, path)
        pairs = [(took(partial(_read, client, path)), took(floor)) for _ in range(rounds)]
    return beside(what, *zip(*pairs, strict=True))


def _read(client: httpx.Client, path: str) -> None:
    client.get(path).raise_for_status()
