"""Dates, times and names as people write them."""

from datetime import datetime, timedelta

import pytest

from gateway.i18n.formats import Formats
from services.common.clocks.zones import zone

ALMATY = zone("Asia/Almaty")
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("kk", "2026\u00a0ж. 12 қазан"), ("ru", "12 октября 2026\u00a0г."), ("en", "12 October 2026")],
)
def test_a_date_in_prose(language: str, expected: str) -> None:
    """Each language has its own order and endings."""
    assert expected == Formats(language, ALMATY).long_date("2026-10-12")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("kk", "12 қазан, дүйсенбі"), ("ru", "понедельник, 12 октября"), ("en", "Monday 12 October")],
)
def test_a_day_with_its_weekday(language: str, expected: str) -> None:
    """A lesson's day is said with the weekday."""
    assert expected == Formats(language, ALMATY).day("2026-10-12")


def test_an_instant_is_shown_in_academy_time() -> None:
    """Stored instants are UTC; people read the academy's clock."""
    assert "13.10.2026 04:30" == Formats("kk", ALMATY).instant("2026-10-12T23:30:00+00:00")


def test_the_last_day_of_a_membership_is_the_day_before_its_end() -> None:
    """``until`` is the first day no longer."""
    assert "30.09.2026" == Formats("kk", ALMATY).last_day("2026-10-01")


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (timedelta(days=2, hours=14, minutes=59), "2 күн 14 сағ"),
        (timedelta(hours=3, minutes=20), "3 сағ 20 мин"),
        (timedelta(seconds=10), "1 мин"),
    ],
)
def test_time_left_in_its_two_largest_units(left: timedelta, expected: str) -> None:
    """Close to the end nothing is shown as no time at all."""
    assert expected == Formats("kk", ALMATY).left(NOW + left, NOW)


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [
        ("kk", 5, "5 топ"),
        ("ru", 1, "1 группа"),
        ("ru", 22, "22 группы"),
        ("ru", 11, "11 групп"),
        ("en", 1, "1 group"),
        ("en", 0, "0 groups"),
    ],
)
def test_a_count_has_the_form_that_goes_with_the_number(language: str, number: int, expected: str) -> None:
    """Russian has three forms, English two, Kazakh one."""
    assert expected == Formats(language, ALMATY).count("ui.count.groups", number)


def test_a_name_is_shown_short_and_full() -> None:
    """Тегі А. Ә.; a person may have no patronymic."""
    formats = Formats("kk", ALMATY)
    person = {"family": "Қасымова", "given": "Жанар", "patronymic": "Әлімқызы"}
    assert "Қасымова\u00a0Ж.\u00a0Ә." == formats.short_name(person)
    assert "Ким Виктор" == formats.full_name({"family": "Ким", "given": "Виктор", "patronymic": ""})
