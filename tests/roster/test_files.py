"""Files that people hand in (¶14): of every kind that spreadsheet programs write, broken ones, and hostile ones."""

import base64
import codecs
import io
import re
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from services.common.errors import Refused
from services.roster.domain.rows import MAX_ROWS, Sheet, read_tables
from services.roster.domain.tables import CellError
from services.roster.files import package, xml_stream
from services.roster.files.spreadsheet import read_file
from tests.roster.academy import Academy, csv_file, headers, lines, row, xlsx_file

#: How a compound file begins: an old workbook, or one under a password.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = [headers(), *lines([row(), row(cadet_number="2021-002", family="Яхин")])]


def grid_of(content: bytes) -> list[list[Any]]:
    """The rows of the file's only sheet that people see."""
    (table,) = (each for each in read_file(content) if each.is_shown and each.lines)
    return [list(cells) for _, cells in table.lines]


def refusal_of(content: bytes) -> str:
    """The code with which a file is refused."""
    code = outcome(content)
    assert code != "read"
    return code


def repacked(content: bytes, change: Callable[[str, bytes], bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same XLSX file with changed parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", packing) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return packed.getvalue()


def changed_sheet(pattern: str, replacement: str) -> bytes:
    """A good file whose first sheet's XML is changed."""

    def change(name: str, part: bytes) -> bytes:
        return re.sub(pattern, replacement, part.decode()).encode() if name.endswith("sheet1.xml") else part

    return repacked(xlsx_file(GOOD), change)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_three_languages_with_any_delimiter(academy: Academy, language: str, delimiter: str) -> None:
    """¶14: headers in kk, ru, en; commas, semicolons or tabs."""
    answer = academy.upload(csv_file([row()], language, delimiter))
    assert ([], ["ІҚ-21-1"]) == (answer["errors"], answer["difference"]["groups"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_in_every_encoding_that_has_kazakh_letters(encoding: str) -> None:
    """¶14: UTF-8 with or without a mark, UTF-16 with one."""
    assert GOOD == grid_of(csv_file([row(), row(cadet_number="2021-002", family="Яхин")]).decode().encode(encoding))


def test_xlsx_is_read(academy: Academy) -> None:
    """¶14: an XLSX file says the same as a CSV file."""
    assert (
        academy.upload_rows(row())["difference"]
        == academy.upload(xlsx_file([headers("ru"), *lines([row()])]))["difference"]
    )


def test_columns_may_stand_in_any_order_beside_others(academy: Academy) -> None:
    """¶14: headers say what a column is; unknown columns are passed over, empty lines too."""
    grid = [[], ["№", *reversed(headers("en"))], [], [1, *reversed(lines([row()])[0])]]
    assert [] == academy.upload(xlsx_file(grid))["errors"]


def test_an_error_names_the_row_as_the_spreadsheet_counts(academy: Academy) -> None:
    """¶14: empty lines before it count."""
    grid = [[], headers(), [], *lines([row(group="")])]
    assert [4] == [error["row"] for error in academy.upload(xlsx_file(grid))["errors"]]


def test_numbers_are_read_as_written(academy: Academy) -> None:
    """¶14: a cadet's number that the spreadsheet holds as 123.0 is "123"."""
    answer = academy.upload(xlsx_file([headers(), *lines([row(cadet_number=123.0)])]))
    assert "123" == answer["difference"]["cadets"][0]["number"]


def test_text_that_became_a_date_is_refused(academy: Academy) -> None:
    """¶14: a group 3-1 that the spreadsheet has made the third of January is not taken for a name."""

    def write_date(book: Any, sheet: Any) -> None:
        sheet.write_datetime(1, 2, datetime(2026, 1, 3), book.add_format({"num_format": "dd.mm"}))

    answer = academy.upload(xlsx_file([headers(), *lines([row()])], write_date))
    assert [("group", "cell_not_text")] == [(error["column"], error["code"]) for error in answer["errors"]]


def test_what_is_on_other_sheets_does_no_harm() -> None:
    """¶14: a hidden sheet before ours and formulas and far cells on a sheet after it; both are named."""

    def two_more(book: Any, sheet: Any) -> None:
        shown, last = book.add_worksheet("Бізде"), book.add_worksheet("Есеп")
        for number, cells in enumerate(GOOD):
            shown.write_row(number, 0, cells)
        last.write_formula(0, 0, "=1+1")
        last.merge_range("A4:C4", "біріккен")
        last.write("XFD2", "алыс")
        shown.activate()
        shown.set_first_sheet()
        sheet.hide()

    read = rows_of(xlsx_file([headers(), *lines([row(cadet_number="9")])], two_more))
    assert ["2021-001", "2021-002"] == [each.cadet_number for each in read.rows]
    expected = {"sheets_hidden": "«Sheet1»", "sheets_without_headers": "«Есеп»"}
    assert expected == {note.code: note.params["sheets"] for note in read.notes}


@pytest.mark.parametrize(
    ("also", "expected"),
    [
        (lambda _, sheet: sheet.merge_range("A4:C4", "біріккен"), "file_merged_cells"),
        (lambda _, sheet: sheet.write_formula("A4", "=1+1", None, 2), "file_formulas"),
        (lambda _, sheet: sheet.write_array_formula("A4:A5", "{=1+1}"), "file_formulas"),
        (lambda _, sheet: sheet.write("A1048576", "алыс"), "file_too_many_rows"),
        (lambda _, sheet: sheet.write("XFD2", "алыс"), "file_too_wide"),
    ],
)
def test_a_sheet_that_is_no_contingent_is_refused(also: Callable[[Any, Any], None], expected: str) -> None:
    """¶14: merged cells, formulas, and cells so far out that a table up to them fills the memory."""
    assert expected == refusal_of(xlsx_file(GOOD, also))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "file_empty"),
        (b" \r\n", "file_empty"),
        (csv_file([row()])[:-30] + b"\xff\xfe\xfa", "file_unreadable"),
        (csv_file([row()], "ru").decode().replace("Ә", "А").encode("cp1251", "replace"), "file_unreadable"),
        (OLE + b"\0" * 600, "file_other_format"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "file_protected"),
        (b"%PDF-1.7\n\0\0", "file_unreadable"),
        (b'a,"b\n', "file_unreadable"),
        (b"PK\x03\x04" + b"\0" * 100, "file_unreadable"),
        (xlsx_file(GOOD)[:3000], "file_unreadable"),
        (b"a" * 8_000_001, "file_too_large"),
    ],
)
def test_what_is_no_spreadsheet_is_refused(content: bytes, expected: str) -> None:
    """¶14: empty, broken UTF-8, Windows-1251, an old or locked workbook, a PDF, half a file, 8 MB and a byte."""
    assert expected == refusal_of(content)


def test_content_that_is_no_base64_is_refused(academy: Academy) -> None:
    """What reaches the service past the gateway is checked too."""
    for content, expected in (("ж", "file_unreadable"), ("a" * 11_000_000, "file_too_large")):
        with pytest.raises(Refused) as refused:
            academy.upload(b"", content=content)
        assert expected == refused.value.refusal.code


def outcome(content: bytes) -> str:
    """The code with which a file is refused, or "read"; anything else that is raised is a defect."""
    try:
        sheet = read_tables(read_file(content))
    except Refused as refused:
        return refused.refusal.code
    return "read" if isinstance(sheet, Sheet) else sheet.code


def rows_of(content: bytes) -> Any:
    """What a file that can be read says, or why it is refused."""
    return read_tables(read_file(content))


@pytest.mark.parametrize("missing", headers())
def test_each_column_must_be_there(missing: str) -> None:
    """¶14: a missing column is named."""
    grid = [[cell for cell, header in zip(cells, headers(), strict=True) if header != missing] for cells in GOOD]
    refusal = rows_of(xlsx_file(grid))
    assert "file_column_missing" == refusal.code
    assert missing in refusal.params["columns"]


def test_a_column_must_be_there_once() -> None:
    """¶14: with two columns of groups nobody knows which holds."""
    assert "file_column_twice" == rows_of(xlsx_file([[*cells, cells[2]] for cells in GOOD])).code


def test_headers_alone_are_an_empty_file() -> None:
    """¶14: the template as it comes is not a contingent."""
    assert "file_empty" == rows_of(xlsx_file([headers()])).code


def test_there_are_at_most_10_000_rows() -> None:
    """¶14: 10,000 rows are read, one more is refused, and 20,000 too."""
    assert MAX_ROWS == len(rows_of(csv_file([row()] * MAX_ROWS)).rows)
    assert "file_too_many_rows" == rows_of(csv_file([row()] * (MAX_ROWS + 1))).code
    assert "file_too_many_rows" == rows_of(xlsx_file([headers(), *lines([row()] * 20_000)])).code


@pytest.mark.parametrize("content", [b"\n" * 7_000_000, b"," * 7_000_000, b"a\n" * 4_000_000])
def test_millions_of_empty_cells_are_refused(content: bytes) -> None:
    """¶14: a file within 8 MB that asks for millions of rows or columns gets neither."""
    assert outcome(content) in ("file_empty", "file_too_many_rows")


def test_rows_after_thousands_of_empty_lines_are_not_lost() -> None:
    """¶14: what is too far down is refused, never left out."""
    assert "file_too_many_rows" == refusal_of(csv_file([row()]) + b"\n" * 30_000 + b"1\n")


# --- whatever the writer has put where --------------------------------------------------------------------------


def renamed(
    content: bytes, change: Callable[[str], str], also: Callable[[str, bytes], bytes] = lambda _, part: part
) -> bytes:
    """The same XLSX file with other names of its parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(change(name), also(name, old.read(name)))
    return packed.getvalue()


def test_parts_may_be_named_with_backslashes_or_in_capitals() -> None:
    """¶14: some writers do, and spreadsheets read it."""
    assert GOOD == grid_of(renamed(xlsx_file(GOOD), lambda name: name.replace("/", "\\")))
    assert GOOD == grid_of(renamed(xlsx_file(GOOD), lambda name: name.replace("sharedStrings", "SharedStrings")))


def test_a_workbook_may_lie_elsewhere() -> None:
    """¶14: the file says where its workbook is, and the workbook where its sheets are."""

    def point(name: str, part: bytes) -> bytes:
        return part.replace(b"xl/workbook.xml", b"/book/workbook.xml") if name == "_rels/.rels" else part

    assert GOOD == grid_of(renamed(xlsx_file(GOOD), lambda name: name.replace("xl/", "book/"), point))


@pytest.mark.parametrize("empty", ["<v/>", "<v></v>", "", "<is><t/></is>"])
@pytest.mark.parametrize("kind", ["s", "n", "b", "e", "str", "inlineStr", "d"])
def test_a_cell_without_a_value_is_empty(kind: str, empty: str) -> None:
    """¶14: formatted, and nothing else."""
    content = changed_sheet(r"</row>", f'<c r="J1" t="{kind}" s="0">{empty}</c></row>')
    assert GOOD == grid_of(content)


def test_how_a_text_is_spoken_is_no_part_of_it() -> None:
    """¶14: what stands above a text to help reading it out is left aside, runs of one cell are joined."""
    rich = (
        '<c r="A1" t="inlineStr"><is><r><t>Факуль</t></r><r><t>тет</t></r><rPh sb="0" eb="1"><t>х</t></rPh></is></c>'
    )
    assert GOOD == grid_of(changed_sheet(r'<c r="A1" t="s"><v>0</v></c>', rich))


def test_zeros_that_a_format_shows_are_read(academy: Academy) -> None:
    """¶14: a number 42 that is shown as 00042 is 00042."""

    def write(book: Any, sheet: Any) -> None:
        sheet.write_number(1, 3, 42, book.add_format({"num_format": "00000"}))

    answer = academy.upload(xlsx_file([headers(), *lines([row()])], write))
    assert ["00042"] == [cadet["number"] for cadet in answer["difference"]["cadets"]]


def test_a_title_may_be_merged_and_worked_out() -> None:
    """¶14: what stands above the headers is no row; from the headers on neither is allowed."""

    def title(_: Any, sheet: Any) -> None:
        sheet.merge_range("A1:I1", "Контингент")
        sheet.write_formula("A2", "=TODAY()", None, "05.10.2026")

    read = rows_of(xlsx_file([[], [], *GOOD], title))
    assert [4, 5] == [each.row for each in read.rows]
    assert {"rows_above_headers": "1–2"} == {note.code: note.params["rows"] for note in read.notes}
    assert "file_merged_cells" == refusal_of(xlsx_file(GOOD, lambda _, sheet: sheet.merge_range("A1:A2", "Факультет")))


@pytest.mark.parametrize(
    ("also", "expected"),
    [
        (lambda _, sheet: sheet.merge_range("A4:C4", "біріккен"), ("file_merged_cells", "Sheet1", "A4:C4")),
        (lambda _, sheet: sheet.write_formula("C2", "=1+1", None, 2), ("file_formulas", "Sheet1", "C2")),
        (lambda _, sheet: sheet.write("XFD2", "алыс"), ("file_too_wide", "Sheet1", "XFD2")),
    ],
)
def test_a_refusal_names_sheet_and_place(also: Callable[[Any, Any], None], expected: tuple[str, str, str]) -> None:
    """¶14: where to look."""
    with pytest.raises(Refused) as refused:
        read_file(xlsx_file(GOOD, also))
    refusal = refused.value.refusal
    assert expected == (refusal.code, refusal.params["sheet"], refusal.params["place"])


def test_a_sheet_that_lacks_one_column_is_not_passed_over() -> None:
    """¶14: beside one that has all: it has our headers, and the one it lacks is named with the sheet."""

    def second(book: Any, _: Any) -> None:
        book.add_worksheet("Екінші").write_row(0, 0, headers()[:-1])

    refusal = rows_of(xlsx_file(GOOD, second))
    assert ("file_column_missing", "Екінші") == (refusal.code, refusal.params["sheet"])
    assert headers()[-1] in refusal.params["columns"]


def test_an_error_says_on_which_sheet() -> None:
    """¶14: and a row that contradicts one of another sheet names that one's sheet."""

    def second(book: Any, _: Any) -> None:
        sheet = book.add_worksheet("Екінші")
        for number, cells in enumerate([headers(), *lines([row(family="Басқа", subject="Тарих", group="")])]):
            sheet.write_row(number, 0, cells)

    read = rows_of(xlsx_file(GOOD, second))
    assert [("Екінші", 2, "group"), ("Екінші", 2, "cadet_number")] == [
        (error.sheet, error.row, error.column) for error in read.errors
    ]
    assert {"first": "2", "sheet": "Sheet1"} == read.errors[1].params


def test_a_document_of_another_kind_is_told_so() -> None:
    """¶14: an OpenDocument table, or a workbook in binary parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    assert "file_other_format" == refusal_of(packed.getvalue())
    binary = renamed(
        xlsx_file(GOOD),
        lambda name: name.replace("workbook.xml", "workbook.bin"),
        lambda _, part: part.replace(b"workbook.xml", b"workbook.bin"),
    )
    assert "file_other_format" == refusal_of(binary)


def test_a_zip_file_under_a_password_is_told_so() -> None:
    """¶14: its parts are marked as encrypted, which no spreadsheet does."""
    content = bytearray(xlsx_file(GOOD))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            content[place + flags] |= 1
            place = content.find(signature, place + 4)
    assert "file_protected" == refusal_of(bytes(content))


formats = st.sampled_from(["General", "0", "0.00", "@", "dd.mm.yyyy", "[h]:mm", '0" жыл"', "# ##0 [$₸-43F]", "[Red]0"])
cells = (
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20)
    | st.booleans()
    | st.integers(-(10**6), 10**6)
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.tuples(cells, formats), min_size=1, max_size=9), min_size=1, max_size=6))
def test_cells_are_read_as_another_reader_reads_them(table: list[list[tuple[Any, str]]]) -> None:
    """¶14: texts, numbers and truth values the same; what one takes for a date or a time the other does."""

    def write(book: Any, sheet: Any) -> None:
        for number, line in enumerate(table, 1):
            for place, (value, code) in enumerate(line):
                put = sheet.write_string if isinstance(value, str) else sheet.write
                put(number, place, value, book.add_format({"num_format": code}))

    content = xlsx_file([headers()], write)
    with CalamineWorkbook.from_object(io.BytesIO(content)) as book:
        expected = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    for number, line in read_file(content)[0].lines:
        for place, value in enumerate(line):
            assert alike(value, expected[number - 1][place]), (value, expected[number - 1][place])


def alike(ours: Any, theirs: Any) -> bool:
    """Whether two readers' values mean the same to a contingent."""
    times = (date, time, timedelta)
    if isinstance(theirs, times) or isinstance(ours, (*times, CellError)):
        return isinstance(ours, (*times, CellError)) and isinstance(theirs, (*times, int, float))
    return bool(ours == theirs or (ours is None and theirs == ""))


# --- hostile files ----------------------------------------------------------------------------------------------


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    """¶14: a part of 200 MB of spaces, packed to 200 kB."""

    def blow_up(name: str, part: bytes) -> bytes:
        return part + b" " * 200_000_000 if name.endswith("sheet1.xml") else part

    bomb = repacked(xlsx_file(GOOD), blow_up)
    assert (True, "file_too_large") == (len(bomb) < 1_000_000, refusal_of(bomb))


def test_a_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    """¶14: what the directory says is the bound of what is unpacked."""

    def blow_up(name: str, part: bytes) -> bytes:
        return part + b" " * 80_000_000 if name.endswith("sheet1.xml") else part

    bomb = repacked(xlsx_file(GOOD), blow_up)
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        size = next(part.file_size for part in archive.infolist() if part.filename.endswith("sheet1.xml"))
    assert "file_unreadable" == refusal_of(bomb.replace(struct.pack("<L", size), struct.pack("<L", 4000)))


def test_thousands_of_parts_are_refused() -> None:
    """¶14: a directory of more parts than any spreadsheet has."""
    packed = io.BytesIO(xlsx_file(GOOD))
    with zipfile.ZipFile(packed, "a") as archive:
        for number in range(package.MAX_PARTS):
            archive.writestr(f"xl/worksheets/more{number}.xml", "")
    assert "file_too_large" == refusal_of(packed.getvalue())


def test_one_long_text_in_every_cell_is_refused() -> None:
    """¶14: a shared text of 30,000 characters in 9,000 cells would fill 270 million."""
    assert "file_unreadable" == refusal_of(xlsx_file([headers(), *[["а" * 30_000] * 9] * 1000]))


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        (r"<worksheet", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'),
        (r"<worksheet", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet'),
        (r"</sheetData>", ""),
        (r'<c r="A1" t="s"><v>0</v>', '<c r="A1" t="s"><v>99999</v>'),
        (r'<c r="A1" t="s"><v>0</v>', '<c r="A1" t="s"><v>x</v>'),
        (r"<sheetData>", "<sheetData>" + "<c/>" * xml_stream.MAX_ELEMENTS),
    ],
    ids=["entities", "outside", "cut", "no-such-text", "no-number", "elements"],
)
def test_a_sheet_that_is_not_what_it_seems_is_refused(pattern: str, replacement: str) -> None:
    """¶14: entities, files from outside, broken XML, texts that are not there, millions of elements."""
    assert "file_unreadable" == refusal_of(changed_sheet(pattern, replacement))


def test_cells_without_a_place_are_counted() -> None:
    """¶14: some writers name no cell's place; the next cell is the next column."""
    assert GOOD == grid_of(changed_sheet(r' r="[A-Z]+[0-9]+"', ""))


def test_a_hidden_sheet_is_not_read_under_the_name_of_a_shown_one() -> None:
    """¶14: sheets are told apart by their parts, whatever they are called."""

    def rename(name: str, part: bytes) -> bytes:
        return part.replace(b'name="Sheet2"', b'name="Sheet1"') if name == "xl/workbook.xml" else part

    def second(book: Any, sheet: Any) -> None:
        book.add_worksheet().activate()
        sheet.hide()

    assert "file_empty" == refusal_of(repacked(xlsx_file(GOOD, second), rename))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    """¶14: whatever bytes are changed in whichever part, the answer is a table or a refusal, never a crash."""
    whole = xlsx_file(GOOD)
    names = [name for name in zipfile.ZipFile(io.BytesIO(whole)).namelist() if name.startswith("xl/")]
    chosen = data.draw(st.sampled_from(names))

    def damage(name: str, part: bytes) -> bytes:
        if name != chosen:
            return part
        place = data.draw(st.integers(0, len(part)))
        return part[:place] + data.draw(st.binary(max_size=12)) + part[place + data.draw(st.integers(0, 40)) :]

    assert outcome(repacked(whole, damage)).startswith(("read", "file_"))


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda tail: b"PK\x03\x04" + tail))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """¶14: no bytes make the reader fail in another way than by a refusal."""
    assert outcome(content).startswith(("read", "file_"))


def test_utf_16_without_a_mark_is_refused() -> None:
    """¶14: nothing says which it is, and its zero bytes are no text."""
    assert "file_unreadable" == refusal_of(codecs.decode("a,b\n".encode("utf-16-le").hex(), "hex"))


def test_base64_of_the_largest_file_is_let_through(academy: Academy) -> None:
    """¶14: 8,000,000 bytes are within the limit; what is refused is that they have a column for nothing."""
    with pytest.raises(Refused) as refused:
        academy.upload(b"", content=base64.b64encode((b"a" + b" " * 9_998 + b"\n") * 800).decode())
    assert "file_column_missing" == refused.value.refusal.code
