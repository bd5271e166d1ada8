"""Who sees a notice (¶7, ¶11, ¶15): the rule, its copy in SQL and who is told of it, in every combination."""

from itertools import combinations, product
from typing import Any

from gateway.live.streams import Interest
from services.common.security.tokens import Principal
from services.roster import contract
from services.roster.store.models import Group, Notice
from services.roster.usecases.list_notices import list_notices
from services.roster.views.notices import audit_facts
from tests.roster.academy import STARTS, Academy, row
from tests.support.runtimes import principal

ME, OTHER = "me", "other"
#: Without one of these nobody is shown any notice.
READERS = ("methodist", "faculty_head", "it_staff", "moderator")


def _filed(academy: Academy) -> dict[str, dict[str, Any]]:
    """Notices of either author about groups of either faculty and of both; by id, whom they concern."""
    contingent = academy.applied(row())["id"]
    groups = {"law": academy.group(), "command": "group-2"}
    with academy.runtime.unit.writing() as work:
        made = {"id": "group-2", "faculty": academy.command, "name": "ҚБ-21-1", "key": "қб-21-1"}
        work.session.add(Group(contingent=contingent, **made))
        work.session.flush()
        places = product((ME, OTHER), groups.values(), (None, *groups.values()))
        rows = [_notice(academy, f"notice-{place}", *about) for place, about in enumerate(places)]
        work.session.add_all(rows)
        work.audit("notices.made", "academy")
        return {each.id: audit_facts(work.session, each) for each in rows}


def _notice(academy: Academy, name: str, author: str, group: str, to_group: str | None) -> Notice:
    made = Notice(id=name, kind="transfer", state="filed", faculty=academy.law, group=group, to_group=to_group)
    made.number = made.family = made.given = made.patronymic = made.author_name = made.text = made.reason = ""
    made.author, made.since, made.at = author, STARTS, academy.runtime.clock.now()
    return made


def _everybody(academy: Academy) -> list[Principal]:
    """Every set of roles with which somebody is shown notices."""
    officers = [(role, faculty) for role in READERS[:2] for faculty in (academy.law, academy.command)]
    roles = [("teacher", academy.law), *officers, ("it_staff", ""), ("moderator", "")]
    sets = (held for size in range(len(roles) + 1) for held in combinations(roles, size))
    return [principal(ME, *held) for held in sets if any(role in READERS for role, _ in held)]


def test_a_notice_is_counted_and_told_to_whom_it_is_shown(academy: Academy) -> None:
    """¶7, ¶11, ¶15: those that are counted without being read are those that are listed."""
    filed = _filed(academy)
    for who in _everybody(academy):
        listed = academy.ask(list_notices, contract.ListNotices, who)
        counted = academy.ask(list_notices, contract.ListNotices, who, limit=0)
        assert (listed["filed"], listed["waiting"]) == (counted["filed"], counted["waiting"])
        roles = [{"role": held.role, "faculty": held.faculty} for held in who.roles]
        interest = Interest.of({"id": who.person, "roles": roles})
        told = {name for name, facts in filed.items() if interest.has(f"notice/{name}", facts)}
        assert {each["id"] for each in listed["notices"]} == told
