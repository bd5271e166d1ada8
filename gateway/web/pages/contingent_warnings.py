"""What a contingent's page says of its file beside errors: what looks like something else, what was not read (¶14)."""

from collections.abc import Mapping
from typing import Any

from gateway.http.responses import row_of, warning
from gateway.web.pages.visit import Visit

#: How many warnings are shown: who has more corrects the file.
MOST = 200


def warnings(visit: Visit, contingent: Mapping[str, Any]) -> dict[str, Any]:
    """What the page says of the file, the letters that were replaced, and the look-alikes."""
    shown = [_shown(visit, each) for each in contingent["warnings"]]
    alike = [each for each in shown if each["code"] != "letters_replaced"]
    return {
        "notes": [warning(visit.language, note["code"], note["params"]) for note in contingent["notes"]],
        "replaced": [each for each in shown if each["code"] == "letters_replaced"][:MOST],
        "alike": alike[:MOST],
        "more": max(len(alike) - MOST, 0),
        "open": sum(each["choice"] == "open" for each in alike),
        "may_settle": contingent["state"] == "draft" and not contingent["errors"],
    }


def _shown(visit: Visit, told: Mapping[str, Any]) -> dict[str, Any]:
    text = warning(visit.language, told["code"], told["params"])
    return {**told, "text": text, "place": _place(visit, told)}


def _place(visit: Visit, told: Mapping[str, Any]) -> str:
    column = visit.text(f"ui.contingent.columns.{told['column']}")
    rows, row = told["params"].get("rows", "1"), row_of(visit.language, told["row"], told["sheet"])
    return visit.text(f"ui.contingent.{'place' if rows == '1' else 'place_many'}", row=row, column=column, rows=rows)
