"""What README and docs say is so."""

import fnmatch
import re
import subprocess
from pathlib import Path

import pytest

from deploy import regulation
from tests.architecture.source import ROOT

README = ROOT / "README.md"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
PAGES = [README, ROOT / "tests" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_table_of_paragraphs_is_current() -> None:
    """The table is what the code and the tests say today."""
    text = regulation.PAGE.read_text(encoding="utf-8")
    assert regulation.renewed(text) == text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    """No link in README or docs is dead."""
    links = re.findall(r"\]\(([^)#:]+)[)#]", page.read_text(encoding="utf-8"))
    assert [] == [link for link in links if not (page.parent / link).exists()]


def test_every_file_that_the_map_of_the_code_names_is_there() -> None:
    """docs/architecture.md: by the end of its path, with a star for its languages."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    files = [f"/{name}" for name in subprocess.check_output(listed, cwd=ROOT, text=True).splitlines()]
    named = re.findall(r"`([\w./*-]+\.(?:py|js|html|css|json))`", ARCHITECTURE.read_text(encoding="utf-8"))
    assert len(named) > 50
    assert [] == [name for name in named if not fnmatch.filter(files, f"*/{name}")]


def test_the_readme_is_short() -> None:
    """What it is, two commands, how to run it and the map; the rest stands in docs."""
    assert len(README.read_text(encoding="utf-8").splitlines()) < 250


def test_paragraphs_are_found_in_a_text() -> None:
    """A paragraph's number is read where it stands, and only there."""
    assert {4, 17} == regulation.paragraphs_in("¶17: closes; ¶4 too; 22 is not one")


def test_a_paragraph_that_no_rule_holds_shows_the_code_that_does() -> None:
    """Readiness and what lies on a disk are no service's rules; where there are rules, they alone are shown."""
    rows = regulation.table().splitlines()[2:]
    assert "[gateway/api/readiness.py](../gateway/api/readiness.py)" in rows[8 - 1]
    assert "[common/runtime/own_files.py](../services/common/runtime/own_files.py)" in rows[9 - 1]
    assert "gateway/" not in rows[4 - 1].split("|")[3]


def test_a_row_names_six_places_and_counts_the_rest() -> None:
    """Nobody reads a row of thousands of characters."""
    assert ("—", "a, b", "1, 2, 3, 4, 5, 6", "1, 2, 3, 4, 5, 6 and 2 more") == tuple(
        regulation.shortened(places) for places in ("", "ab", "123456", "12345678")
    )
    shown = re.sub(r"\]\([^)]*\)", "", regulation.table())
    assert max(map(len, shown.splitlines())) < 600


def test_the_test_files_with_the_most_cases_come_first() -> None:
    """Those that are left out say least."""
    for places in regulation.tests().values():
        counts = [int(place.rsplit("(", 1)[1].rstrip(")")) for place in places]
        assert sorted(counts, reverse=True) == counts
