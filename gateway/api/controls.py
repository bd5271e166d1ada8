"""A journal's controls, and its examination with what belongs to it (¶2). One is added as a lesson is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from gateway.api.codes import READ_JOURNAL
from gateway.api.endpoint import Endpoint
from services.gradebook import contract as gradebook


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Some of a journal's columns, by date, and the kinds that they may have to who asks."""

    lessons: tuple[gradebook.Lesson, ...]
    kinds: tuple[gradebook.OfferedKind, ...]


def counting_as(reply: dict[str, Any], _language: str, *, counts: tuple[str, ...]) -> Any:
    """``Columns``: those of a journal's answer that count as one of these."""
    kinds = [each for each in reply["kinds"] if each["counts_as"] in counts]
    names = {each["name"] for each in kinds}
    return {"lessons": [each for each in reply["lessons"] if each["kind"] in names], "kinds": kinds}


def _present(*counts: gradebook.CountsAs) -> Callable[[Any, str], Any]:
    return partial(counting_as, counts=counts)


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/controls/{journal}",
        summary="A journal's midterm and rating controls (¶2); POST /journals/{journal}/lessons adds one.",
        request=gradebook.ShowJournal,
        reply=Columns,
        codes=READ_JOURNAL,
        present=_present("control"),
    ),
    Endpoint(
        method="GET",
        path="/examinations/{journal}",
        summary="Its examination, retakes and final attestation (¶2); POST /journals/{journal}/lessons adds one.",
        request=gradebook.ShowJournal,
        reply=Columns,
        codes=READ_JOURNAL,
        present=_present("examination", "final_attestation"),
    ),
)
