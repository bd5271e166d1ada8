"""The spreadsheet to fill in (¶14)."""

import base64
import io
from dataclasses import replace
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from services.common.errors import Refused
from services.roster import contract
from services.roster.domain.rows import read_tables
from services.roster.domain.tables import Table
from services.roster.files.spreadsheet import read_file
from services.roster.usecases.make_template import make_template
from tests.roster.academy import Academy, headers, lines, row
from tests.support.runtimes import principal


def template(academy: Academy, language: str) -> bytes:
    """The template in a language."""
    answer = academy.ask(make_template, contract.MakeTemplate, principal("anybody"), language=language)
    assert answer["filename"].endswith(".xlsx")
    return base64.b64decode(answer["content"])


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_template_has_the_headers_and_nothing_else(academy: Academy, language: str) -> None:
    """¶14: its first sheet is what an upload is read from: the headers, without the example."""
    tables = read_file(template(academy, language))
    assert ((1, headers(language)),) == tables[0].lines
    assert "file_empty" == getattr(read_tables(tables), "code", "")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_second_sheet_says_how(academy: Academy, language: str) -> None:
    """¶14: every column is explained, with an example that would pass."""
    with CalamineWorkbook.from_object(io.BytesIO(template(academy, language))) as book:
        rows: list[Any] = book.get_sheet_by_index(1).to_python()
    table = rows[3:]
    assert headers(language) == [line[0] for line in table]
    example = Table(sheet="", lines=((1, headers(language)), (2, [line[2] for line in table])))
    assert () == getattr(read_tables([example]), "errors", None)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_template_filled_in_is_read_without_a_word(academy: Academy, language: str) -> None:
    """¶14: nobody is told that the sheet which explains the template was passed over."""
    tables = read_file(template(academy, language))
    filled = replace(tables[0], lines=(*tables[0].lines, (2, lines([row()])[0])))
    assert () == getattr(read_tables([filled, *tables[1:]]), "notes", None)


def test_there_is_no_template_in_another_language(academy: Academy) -> None:
    """Three languages, and no fourth."""
    with pytest.raises(Refused) as refused:
        template(academy, "de")
    assert "malformed" == refused.value.refusal.code
