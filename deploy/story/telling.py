"""The whole story, in the order of its days, so that papers are numbered as they are dated."""

from collections.abc import Sequence
from datetime import date

from deploy.demo.accounts import SignIn
from deploy.story.cast import Cast
from deploy.story.clock import borrowed
from deploy.story.composition import composition
from deploy.story.desk import Desk
from deploy.story.lessons import late_entry, late_lesson, make_up, removal
from deploy.story.mistakes import (
    a_notice_becomes_an_act,
    nobody_applies_it,
    nobody_decides_on_an_own_report,
    papers_that_come_back,
    the_whole_way,
)
from deploy.story.places import Places
from deploy.story.records import record
from deploy.story.substitutions import substitutions
from deploy.story.teller import StoryError, Teller
from deploy.story.today import papers, what_time_has_done, what_waits

TITLE = "A mark after the window"
WORDS = (
    "Two days after a lesson its column closes for everybody (¶17). From then on a mark changes in one way only: a "
    "teacher reports, the methodist draws up an act, the faculty's head decides, the decision yields a signed "
    "warrant, IT applies it. A → tells what came of a step, a ✗ that it was refused; ¶17 is a paragraph of the "
    "academy's regulation. These people of the demo academy show it:"
)
#: Longer than a decision lasts (¶4), and long enough for IT to be late (¶10) whatever holidays there are.
FIVE_WEEKS, TWO_WEEKS = 35, 14


def tell(address: str, accounts: Sequence[SignIn], *, again: bool) -> None:
    """Tell it, unless the academy has cases in every state already; then say which."""
    cast = Cast.gather(address, accounts)
    teller = Teller(cast.everybody)
    teller.opens(TITLE, WORDS)
    if again or not all(record(cast.moderator).values()):
        with borrowed(cast.it.client) as clock:
            _tell(Desk(cast, clock, Places.of(cast), teller))
    else:
        print("\nIt has been told here: the academy has cases of every kind, in every state.")
    _sum_up(address, cast)


def _tell(desk: Desk) -> None:
    today = _goes_back(desk, FIVE_WEEKS, "the demo's clock goes back five weeks")
    whole = the_whole_way(desk, today)
    papers_that_come_back(desk, today)
    forgotten = nobody_decides_on_an_own_report(desk, today)
    a_notice_becomes_an_act(desk, today)
    removal(desk, today)
    make_up(desk, today)
    today = _goes_back(desk, TWO_WEEKS, "two weeks ago")
    late_entry(desk, today)
    late_lesson(desk, today)
    late = nobody_applies_it(desk, today)
    now = desk.clock.comes_back()
    desk.tell.goes_to(now, "the present")
    what_time_has_done(desk, forgotten, late)
    substitutions(desk, now.date())
    composition(desk, now.date())
    what_waits(desk, now.date())
    papers(desk, whole)


def _goes_back(desk: Desk, days: int, words: str) -> date:
    now = desk.clock.goes_back(days)
    desk.tell.goes_to(now, words)
    return now.date()


def _sum_up(address: str, cast: Cast) -> None:
    """What there is now, and where to look at it."""
    found = record(cast.moderator)
    width = max(map(len, found))
    print("\nWhat the academy has now:")
    for name, count in found.items():
        print(f"   {name.replace('_', ' '):<{width}}  {count}")
    print(f"\nSign in at {address} as any of the demo's people and open “Cases”.")
    missing = [name for name, count in found.items() if not count]
    if missing:
        raise StoryError(f"there are cases of every kind and in every state, but not {', '.join(missing)}")
