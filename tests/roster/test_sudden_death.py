"""An applied notice reaches the journals exactly once, whichever process is killed on the way (¶11, ¶15)."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from functools import partial
from itertools import count
from typing import Any

import httpx
import pytest

from tests.gateway.academy import Academy, open_academy
from tests.support.databases import Databases
from tests.support.deaths import kill, kill_and_start, until_alive, until_all_answer
from tests.support.node import Node
from tests.support.stack import START, running_stack

_DAYS = count(1)
Until = Callable[[Callable[[], Any]], Any]


@pytest.fixture(scope="module")
def academy(tmp_path_factory: pytest.TempPathFactory, databases: Databases, node: Node) -> Iterator[Academy]:
    """The system with a journal in it."""
    with running_stack(tmp_path_factory.mktemp("killed"), databases, node.uri) as stack:
        yield open_academy(stack)


@pytest.mark.parametrize("name", ["services.roster", "services.gradebook"])
def test_a_service_is_killed_right_after_the_answer(academy: Academy, name: str) -> None:
    """¶11: what IT was told is applied is in the journal when the service is back."""
    _rename_while(academy, lambda: kill_and_start(academy.stack, name))


def test_the_gradebook_is_dead_when_a_notice_is_applied(academy: Academy) -> None:
    """¶11: the roster does not need it."""
    with academy.client("t.first") as teacher, academy.client("methodist") as methodist, academy.stack.it() as it:
        journal = _shown(teacher, academy.journal)
        kill(academy.stack, "services.gradebook")
        _apply_while(partial(until_alive, academy.stack), methodist, it, _rename(journal), lambda: None)
        until_all_answer(academy.stack)
        before = _cadet(journal)["names"]
        assert len(before) + 1 == len(
            until_alive(academy.stack, lambda: _names_but(before, _journal(academy, teacher)))
        )


def test_the_broker_is_killed_right_after_the_answer(academy: Academy, node: Node) -> None:
    """¶11: what was committed is told when the broker is back."""
    _rename_while(academy, node.restart)


@pytest.mark.parametrize("name", ["services.roster", "services.gradebook"])
def test_a_service_is_killed_right_after_a_transfer(academy: Academy, name: str) -> None:
    """¶11, ¶15: both groups change or neither: the cadet leaves the one and is in the other, once."""
    _transfer_while(academy, lambda: kill_and_start(academy.stack, name))


def _rename_while(academy: Academy, death: Callable[[], None]) -> None:
    """A cadet gets a name from the next day on; IT is answered, something dies, and IT asks once more."""
    until = partial(until_alive, academy.stack)
    with academy.client("t.first") as teacher, academy.client("methodist") as methodist, academy.stack.it() as it:
        journal = until(lambda: _journal(academy, teacher))
        before = _cadet(journal)["names"]
        wish = _rename(journal)
        _apply_while(until, methodist, it, wish, death)
        after = until(lambda: _names_but(before, _journal(academy, teacher)))
    assert len(before) + 1 == len(after)


def _transfer_while(academy: Academy, death: Callable[[], None]) -> None:
    """A cadet goes from where they are to the other group; IT is answered, something dies, and IT asks once more."""
    until = partial(until_alive, academy.stack)
    journals = ((academy.journal, "t.first"), (academy.foreign, "t.second"))
    with ExitStack() as open_:
        methodist, it = open_.enter_context(academy.client("methodist")), open_.enter_context(academy.stack.it())
        reads = [partial(_shown, open_.enter_context(academy.client(login)), each) for each, login in journals]
        shown = [until(read) for read in reads]
        cadet = max(shown[0]["cadets"], key=lambda each: each["id"])["id"]
        old, new = (0, 1) if _is_in(shown[0], cadet) else (1, 0)
        _apply_while(until, methodist, it, wish := _move(shown[old], shown[new], cadet), death)
        for place, ends in ((old, "to"), (new, "from")):
            before = _stays(shown[place], cadet)
            after = until(lambda: _other_stays(before, reads[place](), cadet))  # noqa: B023
            assert (wish["since"] if ends == "from" else _day_before(wish["since"])) == after[-1][ends]
            assert len(after) - len(before) == (ends == "from")


def _apply_while(
    until: Until, methodist: httpx.Client, it: httpx.Client, wish: dict[str, Any], death: Callable[[], None]
) -> None:
    notice = until(lambda: _answer(methodist.post("/api/v1/notices", json=wish), 201))["id"]
    path, body = f"/api/v1/notices/{notice}/apply", {"command_id": f"apply-{notice}"}
    first = until(lambda: _answer(it.post(path, json=body)))
    death()
    assert first == until(lambda: _answer(it.post(path, json=body)))


def _rename(journal: Any) -> dict[str, Any]:
    """A notice of another name than the last, from another day."""
    cadet, day = _cadet(journal), next(_DAYS)
    names = {"family": "Т" + "ә" * day, "given": "А", "since": (START + timedelta(days=day)).date().isoformat()}
    about = {"kind": "rename", "cadet": cadet["id"], "group": journal["group"]["id"], "text": "№ 1"}
    return {"command_id": f"rename-{day:04}", **about, **names}


def _move(old: Any, new: Any, cadet: str) -> dict[str, Any]:
    """A notice of a transfer from another day than the last."""
    day = next(_DAYS)
    about = {"kind": "transfer", "cadet": cadet, "group": old["group"]["id"], "to_group": new["group"]["id"]}
    since = (START + timedelta(days=day)).date().isoformat()
    return {"command_id": f"transfer-{day:04}", **about, "since": since, "text": "№ 2"}


def _journal(academy: Academy, teacher: httpx.Client) -> Any:
    return _shown(teacher, academy.journal)


def _shown(teacher: httpx.Client, journal: str) -> Any:
    return _answer(teacher.get(f"/api/v1/journals/{journal}"))


def _stays(journal: Any, cadet: str) -> list[Any]:
    return [stay for each in journal["cadets"] if each["id"] == cadet for stay in each["stays"]]


def _is_in(journal: Any, cadet: str) -> bool:
    return any(stay["to"] is None for stay in _stays(journal, cadet))


def _other_stays(before: list[Any], journal: Any, cadet: str) -> list[Any] | None:
    """The cadet's stays in the group, once they are others."""
    stays = _stays(journal, cadet) if journal else before
    return stays if stays != before else None


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _cadet(journal: Any) -> Any:
    return min(journal["cadets"], key=lambda cadet: cadet["id"])


def _names_but(before: list[Any], journal: Any) -> list[Any] | None:
    """The cadet's names in the journal, once they are others."""
    names = list(_cadet(journal)["names"]) if journal else before
    return names if names != before else None


def _answer(response: httpx.Response, status: int = 200) -> Any:
    return response.json() if response.status_code == status else None
