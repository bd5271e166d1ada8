"""What people write in papers is kept sealed (¶5)."""

from typing import Any

from sqlalchemy import select, text

from services.common.storage.tables import damage
from tests.corrections.academy import METHODIST, TEACHER, Academy

DAMAGED = "damaged"
NAMED, COMPARED = "Қағазда 85, мұнда 58.", "Қағазда да 58 тұр."


def alter(academy: Academy, statement: str, **values: Any) -> None:
    """Write into the database, past the service."""
    with academy.runtime.unit.database.writing() as session:
        session.execute(text(statement), values)
        session.commit()


def rows(academy: Academy, table: str) -> list[Any]:
    """What lies in a table."""
    with academy.runtime.unit.database.reading() as session:
        return list(session.execute(text(f"SELECT * FROM {table}")))


def said(academy: Academy, notice: str) -> tuple[str, str]:
    """What the methodist reads."""
    shown = academy.show(notice, METHODIST)
    text, reason = (DAMAGED if shown[f"{each}_damaged"] else shown[each] for each in ("text", "reason"))
    return text, reason


def closed(academy: Academy, cadet: str = "alieva") -> str:
    """A notice that was closed with a reason."""
    notice = academy.file(cadet=cadet, text=f"  {NAMED} ")["id"]
    academy.close(notice, reason=COMPARED)
    return str(notice)


def test_words_are_read_by_who_may_and_stand_nowhere_in_clear(academy: Academy) -> None:
    """¶5: nor in the answers that are kept for a command sent again."""
    assert (NAMED, COMPARED) == said(academy, closed(academy))
    found = [*rows(academy, "discrepancy"), *rows(academy, "command")]
    assert 3 == len(found)
    kept = b"".join(each if isinstance(each, bytes) else str(each).encode() for row in found for each in row)
    assert (-1, -1) == (kept.find(NAMED.encode()), kept.find(COMPARED.encode()))


def test_altered_words_do_not_open(academy: Academy) -> None:
    """¶7: the others are shown as they are, and moderators are told."""
    notice = closed(academy)
    alter(academy, "UPDATE discrepancy SET sealed_reason = :junk", junk=b"\x01" + bytes(60))
    assert (NAMED, DAMAGED) == said(academy, notice)
    with academy.runtime.unit.reading() as work:
        told = work.session.execute(select(damage.c.kind, damage.c.subject)).all()
    assert [("words_broken", notice)] == [tuple(each) for each in told]


def test_words_of_another_notice_do_not_open(academy: Academy) -> None:
    """Nobody is made to have said what was said of something else."""
    one, other = closed(academy), closed(academy, "li")
    alter(academy, "UPDATE discrepancy SET sealed_text = (SELECT sealed_text FROM discrepancy WHERE id = :o)", o=other)
    assert (DAMAGED, NAMED) == (said(academy, one)[0], said(academy, other)[0])


def test_a_notice_of_the_release_before_is_read_and_closed(academy: Academy) -> None:
    """Its words stand in clear in columns of their own."""
    notice = academy.file(TEACHER)["id"]
    alter(academy, "UPDATE discrepancy SET text = :words, sealed_text = NULL", words=NAMED)
    academy.close(notice, reason=COMPARED)
    assert (NAMED, COMPARED) == said(academy, notice)
