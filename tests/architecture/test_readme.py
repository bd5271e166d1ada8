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
