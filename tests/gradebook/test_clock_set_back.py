"""The server's clock goes back: what is closed stays closed."""

from datetime import date

import pytest

from services.common.errors import Refused
from tests.gradebook.academy import Academy, cell, codes

MONDAY = date(2026, 10, 5)


def test_a_closed_lesson_does_not_open_again(academy: Academy) -> None:
    """¶17: once something was entered on Thursday, it is not Monday any more, whatever the clock says."""
    lesson = academy.hold(MONDAY)
    academy.clock.move(days=3)
    assert ["window_closed"] == codes(academy.record(cell(lesson, "aliev", 90)))
    later = academy.hold(date(2026, 10, 8))
    academy.clock.move(days=-3)
    for attempt in (lambda: academy.record(cell(lesson, "aliev", 90)), lambda: academy.hold(MONDAY, "seminar")):
        with pytest.raises(Refused) as caught:
            attempt()
        assert ("unavailable", "clock_wrong") == (caught.value.refusal.kind, caught.value.refusal.code)
    assert not academy.show()["marks"]
    academy.clock.move(days=3)
    assert [] == codes(academy.record(cell(later, "aliev", 90)))
