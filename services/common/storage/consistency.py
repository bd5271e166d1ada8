"""What contradicts itself in any service's database: the part of each service's check that is the same."""

from collections.abc import Collection, Iterator

from sqlalchemy import MetaData, Table, func, select, text
from sqlalchemy.orm import aliased

from services.common.storage.damages import TIME_BACKWARDS, Damage
from services.common.storage.tables import audit_entry, counter
from services.common.storage.tolerant import UNREADABLE, Tolerant
from services.common.storage.unit_of_work import Work

_READ_AT_ONCE = 500


def contradictions(
    work: Work, tables: MetaData, kept: Collection[str], without: Collection[str] = ()
) -> Iterator[Damage]:
    """Triggers that are missing, gaps and times in the audit, rows that do not read (but in tables ``without``)."""
    yield from _missing_triggers(work, {*kept, "audit_entry"})
    yield from _audit(work)
    for table in tables.sorted_tables:
        if table.name not in without:
            yield from _unreadable(work, table)


def _missing_triggers(work: Work, kept: Collection[str]) -> Iterator[Damage]:
    engine = work.session.get_bind().dialect.name
    counts = {row[0]: int(row[1]) for row in work.session.execute(text(_TRIGGERS[engine]))}
    for table in sorted(kept):
        if counts.get(table, 0) < _MORE[engine].get(table, _LEAST[engine]):
            yield Damage("trigger_missing", table)


#: How many triggers keep a table's rows: against changes and against deletion, on PostgreSQL mostly one for both.
_LEAST = {"sqlite": 2, "postgresql": 1}
#: What is signed is not annulled, nor the other way round: one more on each.
_MORE = {
    "sqlite": {"sheet_signature": 3, "sheet_annulment": 3},
    "postgresql": {"lesson": 2, "mark": 2, "sheet_signature": 2, "sheet_annulment": 2},
}
_TRIGGERS = {
    "sqlite": "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY tbl_name",
    "postgresql": "SELECT c.relname, count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' GROUP BY c.relname",
}


def _audit(work: Work) -> Iterator[Damage]:
    """Entries are numbered from 1 without gaps up to the counter, and no later one is older."""
    session = work.session
    given_out = session.scalar(select(counter.c.value).where(counter.c.name == "audit")) or 0
    there = session.scalar(select(func.count()).where(audit_entry.c.sequence.between(1, given_out))) or 0
    if there != given_out:
        yield Damage("number_missing", "audit")
    for number in session.scalars(select(audit_entry.c.sequence).where(audit_entry.c.sequence > given_out).limit(20)):
        yield Damage("number_taken", f"audit/{number}")
    before = aliased(audit_entry)
    wanted = select(audit_entry.c.sequence).join(before, before.c.sequence == audit_entry.c.sequence - 1)
    for number in session.scalars(wanted.where(audit_entry.c.at < before.c.at).limit(20)):
        yield Damage(TIME_BACKWARDS, f"audit/{number}")


def _unreadable(work: Work, table: Table) -> Iterator[Damage]:
    looked_at = [column for column in table.columns if isinstance(column.type, Tolerant)]
    if not looked_at:
        return
    rows = work.session.execute(
        select(*table.primary_key.columns, *looked_at).execution_options(yield_per=_READ_AT_ONCE)
    )
    named = len(table.primary_key.columns)
    for row in rows:
        if any(value is UNREADABLE for value in row[named:]):
            yield Damage("row_unreadable", "/".join([_SAID.get(table.name, table.name), *map(str, row[:named])]))


#: How a table's rows are called where people are told of them.
_SAID = {"correction_case": "case"}
