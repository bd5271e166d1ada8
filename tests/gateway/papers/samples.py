"""Cases as corrections tells them, of every kind, with the papers each has."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, get_args

from gateway.papers import Facts
from services.common.clocks.zones import zone
from services.common.security.warrants import HeldLesson
from services.corrections.contract import (
    Cadet,
    Case,
    CaseKind,
    Change,
    Named,
    Paper,
    PaperKind,
    Someone,
    Step,
    SubstitutionTerms,
)
from services.corrections.domain import kinds
from services.gradebook.contract import OpenedChange

ADDRESS = "https://journal.academy.kz/cases/7d9f5a1e-0c36-4b7a-9f57-2f1d6a0b8c11"
ZONE = zone("Asia/Almaty")
FILED = datetime(2026, 10, 9, 5, 30, tzinfo=UTC)
OPENED = OpenedChange(before=65, after=75)

TEACHER = Someone(id="p1", name="Әбдіғаппарова Ұ. Һ.", full_name="Әбдіғаппарова Ұлпан Һәкімқызы")
METHODIST = Someone(id="p2", name="Құнанбайұлы Ғ.", full_name="Құнанбайұлы Ғабит")
HEAD = Someone(id="p3", name="Өмірзақ Е. Б.", full_name="Өмірзақ Ерлан Бөкенұлы")
CADET = Cadet(id="c1", name="Қасымов Б. І.", full_name="Қасымов Бақыт Ілиясұлы", number="00042")

KINDS: tuple[CaseKind, ...] = get_args(CaseKind)

HELD = HeldLesson(date=date(2026, 10, 5), kind="practical", topic="Дәлелдемелерді бағалау")
TERMS = SubstitutionTerms(
    absent=TEACHER,
    substitute=Someone(id="p4", name="Ізтілеуов Ң. Ү.", full_name="Ізтілеуов Ңұр Үсенұлы"),
    journals=(
        Named(id="j1", name="ІҚ-26-1, Қылмыстық құқық"),
        Named(id="j2", name="ІҚ-26-2, Қазақстан Республикасының тарихы"),
    ),
    since=date(2026, 10, 12),
    until=date(2026, 10, 16),
    revoked_at=None,
)


def case(kind: str = "mark_correction", *papers: Paper, **changed: Any) -> Case:
    """A case of a kind with all its papers, unless others are named."""
    rules = kinds.KINDS[kind]  # type: ignore[index]
    whole = rules.has_terms
    made = Case(
        id="7d9f5a1e-0c36-4b7a-9f57-2f1d6a0b8c11",
        kind=kind,  # type: ignore[arg-type]
        first_paper=rules.first_paper,
        state="approved",
        number="12/2026",
        faculty=Named(id="f1", name="Тергеу факультеті"),
        journal=None if whole else Named(id="j1", name="ІҚ-26-1, Қылмыстық құқық"),
        group="" if whole else "ІҚ-26-1",
        subject="" if whole else "Қылмыстық құқық",
        lesson=None if whole or kind == "late_lesson" else "l1",
        lesson_date=None if whole else date(2026, 10, 5),
        cadet=CADET if kind in ("mark_correction", "make_up", "discrepancy") else None,
        author=TEACHER,
        at=FILED,
        text="",
        open_days=3 if kind in ("late_entry", "late_lesson") else 0,
        window_closed_at=None if whole else datetime(2026, 10, 7, 18, 59, 59, tzinfo=UTC),
        report_until=None,
        due_at=None,
        overdue=False,
        waits_for="",
        returned_to="",
        expires_at=datetime(2026, 10, 19, 18, 59, 59, tzinfo=UTC),
        fingerprint="3f2a9c017b44e1d0",
        discrepancy=None,
        change=Change(version=2, sealed="c2VhbGVk") if rules.has_value else None,
        rule=rules.rule,
        carried_out_by=rules.carried_out_by,
        report_fields=rules.report_fields,
        act_fields=rules.act_fields,
        substitution=TERMS if whole else None,
        held=HELD if kind == "late_lesson" else None,
        papers=papers or _papers(kind),
        steps=(),
        may=(),
    )
    return replace(made, **changed)


def paper(kind: PaperKind, number: int = 12, days: int = 0, text: str = "", **changed: Any) -> Paper:
    """A paper by who draws such up, so many days after the first."""
    author = {"report": TEACHER, "act": METHODIST}.get(kind, HEAD)
    approved = True if kind in ("decision", "permission") else None
    at = FILED + timedelta(days=days)
    made = Paper(kind=kind, number=number, year=2026, author=author, at=at, text=text, approved=approved)
    return replace(made, **changed)


def applied(days: int = 4) -> tuple[Step, ...]:
    """The steps by which IT has had a decision carried out, so many days after the report."""
    gradebook, at = Someone(id="service/gradebook", name=""), FILED + timedelta(days=days)
    return (
        Step(
            action="applying",
            by=Someone(id="p5", name="Сүлейменов Ж.", full_name="Сүлейменов Жандос"),
            at=at,
            reason="",
        ),
        Step(action="applied", by=gradebook, at=at + timedelta(minutes=1), reason=""),
    )


def facts(case: Case, kind: str, language: Literal["kk", "ru"] = "kk", **changed: Any) -> Facts:
    """The case's first paper of a kind, for somebody to whom the gradebook opens the change."""
    chosen = next(each for each in case.papers if each.kind == kind)
    made = Facts(paper=chosen, case=case, change=OPENED, language=language, address=ADDRESS, zone=ZONE)
    return replace(made, **changed)


def _papers(kind: str) -> tuple[Paper, ...]:
    report = paper("report", text="Бағаны журналға көшіргенде жолды шатастырып алдым; қағаз журналда 75 балл тұр.")
    act = paper("act", 3, 1, "Қағаз журналмен салыстырдым: 75 балл тұр, баянатта айтылған расталды.")
    decision = paper("decision", 7, 3, "Баянат пен акт негізді.")
    if kind == "substitution":
        return report, paper("permission", 2, 1, "")
    if kind == "make_up":
        return report, decision
    return (act, decision) if kind == "discrepancy" else (report, act, decision)
