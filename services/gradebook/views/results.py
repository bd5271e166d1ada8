"""A cadet's results as readers see them (¶2)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from services.gradebook.contract import ExplainedStep, Explanation, Mean, Result
from services.gradebook.domain.explanations import Step, steps
from services.gradebook.domain.figures import Figure, with_decimals
from services.gradebook.domain.policies import MOST_DECIMALS, Version
from services.gradebook.domain.term_results import Entry, Final, TermResult, result_by


def results(
    version: Version | None, entries: Mapping[str, Sequence[Entry]], of: Iterable[str], now: datetime
) -> tuple[Result, ...]:
    """The results of some cadets."""
    return tuple(result_reply(cadet, result_by(version, entries.get(cadet, ()), now)) for cadet in of)


def means(found: Iterable[Result]) -> tuple[Mean, ...]:
    """The current means alone, for programs that ask for nothing else."""
    return tuple(Mean(cadet=each.cadet, value=each.current, broken=each.broken) for each in found)


def result_reply(cadet: str, found: TermResult) -> Result:
    """Figures as they are printed."""
    final, attestation, entered = found.final, found.attestation, found.attestation_entry
    return Result(
        cadet=cadet,
        current=printed(found.current),
        controls=printed(found.controls),
        rating=printed(found.rating),
        admitted=found.admitted,
        attempts=found.attempts,
        sittings=found.sittings,
        examination=found.examination,
        final=printed(final.figure) if final else None,
        points=final.points if final else None,
        letter=final.band.letter if final else None,
        worth=_worth(final),
        attestation=attestation.points if attestation else None,
        attestation_letter=attestation.band.letter if attestation else None,
        attestation_absence=None if isinstance(entered, int) else entered,
        broken=found.broken,
    )


def explanation(version: Version | None, cadet: str, found: TermResult) -> Explanation:
    """How the figures came about, step by step; of a policy that does not read nothing is told (¶5)."""
    result = result_reply(cadet, found)
    if version is None:
        return Explanation(policy=0, credits=0, pass_mark=0, result=result, steps=())
    policy = version.policy
    told = tuple(_step(each) for each in steps(policy, found))
    return Explanation(
        policy=version.number, credits=policy.credits, pass_mark=policy.pass_mark, result=result, steps=told
    )


def _step(step: Step) -> ExplainedStep:
    return ExplainedStep(name=step.name, expression=step.expression, figure=step.figure, rounded=step.rounded)


def printed(figure: Figure | None) -> str | None:
    """The figure as its policy prints it."""
    return None if figure is None else str(figure)


def _worth(final: Final | None) -> str | None:
    return with_decimals(final.band.points, MOST_DECIMALS) if final else None
