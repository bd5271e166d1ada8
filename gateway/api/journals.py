"""Journals: the list, and one with its cadets, lessons and marks."""

from typing import Any

from gateway.api.codes import KEYS, READ_JOURNAL
from gateway.api.endpoint import Endpoint
from gateway.api.schemas import Cadet, shape_of
from services.gradebook import contract as gradebook

Journal = shape_of(gradebook.Journal, cadets=list[Cadet])


def journal(reply: dict[str, Any], _language: str) -> Any:
    """``Journal``: the ``since`` and ``until`` of a cadet and of each stay are ``from`` and ``to``."""
    cadets = [{**_from_to(cadet), "stays": [*map(_from_to, cadet["stays"])]} for cadet in reply["cadets"]]
    return {**reply, "cadets": cadets}


def _from_to(days: dict[str, Any]) -> dict[str, Any]:
    names = {"since": "from", "until": "to"}
    return {names.get(name, name): value for name, value in days.items()}


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/journals",
        summary="The journals one may know of, with what is due in them.",
        request=gradebook.ListJournals,
        reply=gradebook.Journals,
        query=("term",),
        codes=KEYS,
    ),
    Endpoint(
        method="GET",
        path="/journals/{journal}",
        summary="A journal with its cadets, lessons and marks.",
        request=gradebook.ShowJournal,
        reply=Journal,
        codes=READ_JOURNAL,
        present=journal,
    ),
)
