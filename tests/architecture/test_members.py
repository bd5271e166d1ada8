"""Who was in the group on a day, as the journal's script reads it out of the service's answer (¶15)."""

import json
import subprocess
from collections.abc import Sequence
from datetime import date
from itertools import product

from deploy import javascript
from services.common.regulation.spans import Span
from services.gradebook.store.models import Member
from services.gradebook.views.journals import cadets
from tests.architecture.source import ROOT

SCRIPT = ROOT / "gateway" / "web" / "static" / "journal" / "members.js"
ASK = f"""
import {{ isMember }} from "{SCRIPT.as_uri()}";
const asked = JSON.parse(process.argv[1]);
console.log(JSON.stringify(asked.map(([stays, day]) => isMember({{ stays }}, day))));
"""
DAYS = [date(2026, 10, day) for day in range(1, 6)]
ONE = [Span(since, until) for since, until in product(DAYS, [*DAYS, None]) if until is None or since < until]
TWO = [(first, second) for first, second in product(ONE, ONE) if first.until and first.until < second.since]
ASKED = [*product([*((each,) for each in ONE), *TWO], DAYS)]


def _answered(spans: Sequence[Span]) -> list[dict[str, str | None]]:
    """The stays as the API tells them."""
    names = [{"family": "Ким", "given": "Лев", "patronymic": "", "since": DAYS[0].isoformat()}]
    members = [Member(cadet="kim", number="1", since=span.since, until=span.until, names=names) for span in spans]
    (row,) = cadets(members, DAYS[0])
    return [
        {"from": each.since.isoformat(), "to": each.until.isoformat() if each.until else None} for each in row.stays
    ]


def test_who_was_in_the_group_is_so_in_the_table() -> None:
    """¶15: whatever the stays, on the days that one of them holds, and on no other."""
    asked = json.dumps([(_answered(spans), day.isoformat()) for spans, day in ASKED])
    command = javascript.command("--no-warnings", "--input-type=module", "--eval", ASK, asked)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert [any(span.holds(day) for span in spans) for spans, day in ASKED] == json.loads(done.stdout)
