"""A cadet's results in a journal, and how each figure came about (¶2)."""

from dataclasses import dataclass

from services.gradebook.contract.values import AbsenceCode


@dataclass(frozen=True, kw_only=True)
class Result:
    """What can be said of a cadet's term by the journal's policy; figures as they are printed, None: not yet.

    ``attempts``: the points of the examination and its retakes; ``sittings``: what was entered there, absence codes
    too (none of a sheet that was signed before they were kept); ``examination``: which of the points count. ``final``
    has two decimals, ``points`` is its whole number. ``worth``: the letter's points in the GPA. ``attestation``: the
    final attestation, which stands alone; ``attestation_absence``: the code of who was not there. ``broken``: one of
    the marks, or the policy, does not open or read, so nothing is said (¶5).
    """

    cadet: str
    current: str | None = None
    controls: str | None = None
    rating: str | None = None
    admitted: bool = False
    attempts: tuple[int, ...] = ()
    sittings: tuple[int | AbsenceCode, ...] = ()
    examination: int | None = None
    final: str | None = None
    points: int | None = None
    letter: str | None = None
    worth: str | None = None
    attestation: int | None = None
    attestation_letter: str | None = None
    attestation_absence: AbsenceCode | None = None
    broken: bool = False


@dataclass(frozen=True, kw_only=True)
class ExplainResult:
    """``explain_result``: who may see the journal's marks; replies ``Explanation``."""

    journal: str
    cadet: str


@dataclass(frozen=True, kw_only=True)
class ExplainedStep:
    """``expression`` gives ``figure``: "(72.4 + 80) / 2" gives "76.2". ``rounded``: not exactly.

    ``name``: current, controls, rating, final, cap (an examination below the pass mark), points or letter.
    """

    name: str
    expression: str
    figure: str
    rounded: bool


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """The steps to a cadet's results, by the policy of this number: its pass mark; ``credits`` are the subject's."""

    policy: int
    credits: int
    pass_mark: int
    result: Result
    steps: tuple[ExplainedStep, ...]
