"""The chapter about a group that changes (¶11, ¶15)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from deploy.story import dates
from deploy.story.cast import Person, until
from deploy.story.desk import Desk
from deploy.story.places import NowhereError

NEW_FAMILY = "Жаңабаев"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Member:
    """A cadet of a journal's group, and the journal's teacher."""

    teacher: Person
    journal: Any
    cadet: Any

    def notice(self, kind: str, since: date, **more: Any) -> dict[str, Any]:
        """As the methodist files it."""
        named = {"kind": kind, "cadet": self.cadet["id"], "group": self.journal["group"]["id"]}
        return {**named, "since": since.isoformat(), "text": "№ 41 бұйрық.", **more}

    def renamed(self, since: date, family: str) -> dict[str, Any]:
        """Another surname; the other names stay."""
        kept = {name: self.cadet[name] for name in ("given", "patronymic")}
        return self.notice("rename", since, family=family, **kept)

    def row(self) -> Any:
        """The journal's row."""
        shown = self.teacher.sees(f"/journals/{self.journal['id']}")
        return next(each for each in shown["cadets"] if each["id"] == self.cadet["id"])


def composition(desk: Desk, today: date) -> None:
    """A cadet gets another surname; a transfer is refused, an expulsion returned."""
    member = _somebody(desk)
    words = f"{member.journal['group']['name']}: the methodist notifies IT, and nothing that was is rewritten."
    desk.tell.chapter("A group changes: the methodist's notice, applied by IT", words)
    _another_name(desk, member, today)
    _other_notices(desk, member, today)


def _another_name(desk: Desk, member: Member, today: date) -> None:
    methodist, it = desk.cast.methodist, desk.cast.it
    body = member.renamed(today, NEW_FAMILY)
    what = f"files a notice: {member.cadet['family']} is {NEW_FAMILY} from {dates.day(today)} on"
    notice = desk.tell.does(methodist, what, lambda: methodist.posts("/notices", **body))
    path = f"/notices/{notice['id']}"
    desk.tell.refuses(methodist, "applies it", lambda: methodist.posts(f"{path}/apply"), "role_required")
    desk.tell.does(it, "applies it", lambda: it.posts(f"{path}/apply"))
    names = until(lambda: _two_names(member))
    desk.tell.comes(f"the journal of {member.teacher.name} has both names, each with its days: {' → '.join(names)}")
    earlier = member.renamed(today - DAY, "Басқабаев")
    what = f"files another name, from {dates.day(today - DAY)} on"
    desk.tell.refuses(methodist, what, lambda: methodist.posts("/notices", **earlier), "dated_before_previous")


def _other_notices(desk: Desk, member: Member, today: date) -> None:
    methodist, it = desk.cast.methodist, desk.cast.it
    same = member.notice("transfer", today, to_group=member.journal["group"]["id"])
    what = "files a transfer to the group where the cadet is"
    desk.tell.refuses(methodist, what, lambda: methodist.posts("/notices", **same), "same_group")
    body = member.notice("expulsion", today + DAY)
    notice = desk.tell.does(methodist, "files an expulsion", lambda: methodist.posts("/notices", **body))
    path, reason = f"/notices/{notice['id']}/return", "Бұйрық тіркелмеген."
    ended = desk.tell.does(it, "returns it: there is no such order", lambda: it.posts(path, reason=reason))
    desk.tell.comes(f"{ended['state']}; the cadet stays in the group")


def _two_names(member: Member) -> list[str] | None:
    names = [each["name"] for each in member.row()["names"]]
    return names if len(names) > 1 else None


def _somebody(desk: Desk) -> Member:
    """Somebody who has had one name so far."""
    for teacher, journal in desk.places.rows:
        once = {each["id"] for each in journal["cadets"] if len(each["names"]) == 1}
        group = desk.cast.methodist.sees(f"/groups/{journal['group']['id']}")
        for cadet in group["cadets"]:
            if cadet["id"] in once and not cadet["until"]:
                return Member(teacher, journal, cadet)
    raise NowhereError
