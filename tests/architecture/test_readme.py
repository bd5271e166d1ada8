"""What the README says is so."""

import re

from deploy import readme
from tests.architecture.source import ROOT


def test_the_table_of_paragraphs_is_current() -> None:
    """The README's table is what the code and the tests say today."""
    text = readme.README.read_text(encoding="utf-8")
    assert readme.renewed(text) == text


def test_every_link_of_the_readme_leads_to_a_file() -> None:
    """No link in the README is dead."""
    links = re.findall(r"\]\(([^)#:]+)\)", readme.README.read_text(encoding="utf-8"))
    assert [] == [link for link in links if not (ROOT / link).exists()]


def test_paragraphs_are_found_in_a_text() -> None:
    """A paragraph's number is read where it stands, and only there."""
    assert {4, 17} == readme.paragraphs_in("¶17: closes; ¶4 too; 22 is not one")


def test_a_paragraph_that_no_rule_holds_shows_the_code_that_does() -> None:
    """Readiness and exposure are no service's rules; where there are rules, they alone are shown."""
    rows = readme.table().splitlines()[2:]
    assert "[gateway/api/readiness.py](gateway/api/readiness.py)" in rows[8 - 1]
    assert "[common/security/exposure.py](services/common/security/exposure.py)" in rows[9 - 1]
    assert "gateway/" not in rows[4 - 1].split("|")[3]


def test_a_row_names_six_places_and_counts_the_rest() -> None:
    """Nobody reads a row of thousands of characters."""
    assert ("—", "a, b", "1, 2, 3, 4, 5, 6", "1, 2, 3, 4, 5, 6 and 2 more") == tuple(
        readme.shortened(places) for places in ("", "ab", "123456", "12345678")
    )
    assert max(map(len, readme.table().splitlines())) < 1000


def test_the_test_files_with_the_most_cases_come_first() -> None:
    """Those that are left out say least."""
    for places in readme.tests().values():
        counts = [int(place.rsplit("(", 1)[1].rstrip(")")) for place in places]
        assert sorted(counts, reverse=True) == counts
