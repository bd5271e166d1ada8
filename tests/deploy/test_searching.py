"""The search for marks finds one in whatever form it was put down, and nothing where there is none (¶5)."""

import json
from typing import Any

import pytest

from tests.deploy.searching import Marks, named_marks

CADET = "0a61fb57-57c1-4b57-8e57-3d57aa5757ab"
MARKS = Marks({CADET: {57, 58, "дс"}}, {CADET: {"Әлиев"}})


@pytest.mark.parametrize(
    "row",
    [
        {"cadet": CADET, "points": 57},
        {"cadet": CADET, "points": "57"},
        {"cadet": CADET, "value": "дс"},
        {"body": json.dumps({"cadet": CADET, "value": 57})},
        {"body": json.dumps({"name": "Әлиев С. Б.", "points": 57})},
        {"body": json.dumps({"name": "Әлиев С. Б.", "points": 57}, ensure_ascii=False)},
        {"body": json.dumps([CADET, 57])},
        {"body": json.dumps({CADET: 57})},
        {"subject": f"mark/lesson/{CADET}", "facts": '{"before": 57}'},
        {"text": "Әлиевтің бағасы: 58 → 57"},
        {"text": f"{{'cadet': '{CADET}', 'value': 57}}"},
        {"text": f"cadet={CADET} value=57"},
        {"name": "Әлиев С. Б.", "text": "57."},
    ],
)
def test_a_mark_in_a_row_is_found(row: dict[str, Any]) -> None:
    """¶5: beside an id or a family name; a number, a word, in a text, in JSON, in what looks like it."""
    assert MARKS.in_row(row)


@pytest.mark.parametrize(
    "row",
    [
        {"cadet": CADET, "version": 57, "number": 58},
        {"cadet": CADET, "at": "2026-10-05T09:57:58.570000+05:00", "since": "2026-10-05", "lesson": "57:58"},
        {"name": "Әлиев С. Б.", "text": "57/2026 баянат, № 58, 09:57"},
        {"name": "Баев Б.", "points": 57},
        {"cadet": CADET, "sealed": "AgAB57/58+", "text": "57.5"},
    ],
)
def test_what_is_no_mark_is_passed_over(row: dict[str, Any]) -> None:
    """Versions, instants, papers' numbers, ciphertext; and another's."""
    assert set() == MARKS.in_row(row)


@pytest.mark.parametrize(
    "line",
    [
        '{"value": 57}',
        '{"value": "57"}',
        '{"make_up": "дс"}',
        json.dumps({"current": "дс"}),
        json.dumps({"body": json.dumps({"after": 57})}),
        "{'value': 57}",
        "value=57",
        "points='57'",
    ],
)
def test_a_mark_with_its_name_is_found_in_a_file(line: str) -> None:
    """¶5: in logs and in what the broker writes."""
    assert named_marks(b"\x00\x01" + line.encode() + b"\x02")


LETTER = '{"letter": "A", "lowest": 95, "points": "4"}'


@pytest.mark.parametrize(
    "line",
    ['{"value": null}', "value=", '{"version": 57}', '{"values": 57}', "value INTEGER", LETTER, json.dumps(LETTER)],
)
def test_no_mark_is_found_where_none_is(line: str) -> None:
    """Nor in a schema, nor in a policy's letter."""
    assert [] == named_marks(line.encode())


@pytest.mark.parametrize(
    "line",
    [
        f'["{CADET}", 57]',
        f"mark {CADET}: 58 → 57",
        json.dumps({"name": "Әлиев С. Б.", "x": 57}),
        "Әлиев С. Б. 57",
        f"57 {CADET}",
    ],
)
def test_a_mark_beside_its_cadet_is_found_in_a_file(line: str) -> None:
    """¶5: whatever it is called there."""
    assert MARKS.in_text(b"\xff\x00" + line.encode() + b"\x02")


@pytest.mark.parametrize(
    "line",
    [f'["{CADET}", "2026-10-05T09:57:58"]', f'{{"version": 1, "cadet": "{CADET}"}}', f"{CADET}" + " " * 90 + "57"],
)
def test_nothing_beside_a_cadet_is_nothing(line: str) -> None:
    """Not the digits of the id itself, nor of an instant; nor what stands elsewhere."""
    assert set() == MARKS.in_text(line.encode())
