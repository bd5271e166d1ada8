"""The table of OWASP ASVS 5.0 is whole, and what it calls met by a test names one that is there."""

import re

import pytest

from tests.architecture.source import ROOT

DOCS = ROOT / "docs"
#: Requirements of levels 1 and 2 in ASVS 5.0.0.
REQUIREMENTS = 253
ID = re.compile(r"V(?:[1-9]|1[0-7])\.\d{1,2}\.\d{1,2}")
ROW = re.compile(r"^\| (V[\d.]+) \| ([12]) \| ([^|]+) \| ([^|]+) \|$", re.M)
NOT_APPLYING = re.compile(r"^\| (V[\d., V]+) \| ([^|]+) \|$", re.M)
HOW = re.compile(r"met: \[`test_|met, no test: \S|\*\*not met\*\*: \S")

TEXT = (DOCS / "asvs.md").read_text(encoding="utf-8")
ROWS = ROW.findall(TEXT)


def test_each_requirement_is_there_once() -> None:
    """Those that apply, and those that do not."""
    applying = [row[0] for row in ROWS]
    others = [each for ids, _ in NOT_APPLYING.findall(TEXT) for each in ids.split(", ")]
    ids = applying + others
    assert [] == [each for each in ids if not ID.fullmatch(each)]
    assert (REQUIREMENTS, REQUIREMENTS) == (len(ids), len(set(ids)))


def test_each_row_says_how() -> None:
    """Met by a test that is linked, met without one, or not met, with a reason."""
    assert [] == [row[0] for row in ROWS if not HOW.match(row[3])]


def test_the_sums_are_those_of_the_rows() -> None:
    """What the introduction counts."""
    by_test, untested, not_met = (
        sum(row[3].startswith(word) for row in ROWS) for word in ("met:", "met, no test:", "**not met**:")
    )
    told = f"{len(ROWS)}, {by_test} are met and a test holds them, {untested} are met by what is or is not there, "
    assert told + f"and **{not_met} are not met**" in " ".join(TEXT.split())


@pytest.mark.parametrize("page", ["asvs.md", "threats.md"])
def test_every_link_leads_to_a_file(page: str) -> None:
    """Tests move: their links follow."""
    links = re.findall(r"\]\(([^)#:]+)\)", (DOCS / page).read_text(encoding="utf-8"))
    assert [] == [link for link in links if not (DOCS / link).exists()]
