"""A cadet's results as readers see them (¶2)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from services.gradebook.contract import ExplainedStep, Mean, Result
from services.gradebook.domain.explanations import steps
from services.gradebook.domain.figures import Figure, with_decimals
from services.gradebook.domain.policies import MOST_DECIMALS, Policy, Version
from services.gradebook.domain.term_results import Entry, Final, TermResult, term_result

BROKEN = TermResult(broken=True)


def results(
    version: Version | None, entries: Mapping[str, Sequence[Entry]], of: Iterable[str], now: datetime
) -> tuple[Result, ...]:
    """The results of some cadets; nothing can be said without a policy that reads (¶5)."""
    if version is None:
        return tuple(result_reply(cadet, BROKEN) for cadet in of)
    found = ((cadet, term_result(version.policy, entries.get(cadet, ()), now)) for cadet in of)
    return tuple(result_reply(cadet, each) for cadet, each in found)


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


def explained(policy: Policy, found: TermResult) -> tuple[ExplainedStep, ...]:
    """How the figures came about, step by step."""
    return tuple(
        ExplainedStep(name=each.name, expression=each.expression, figure=each.figure, rounded=each.rounded)
        for each in steps(policy, found)
    )


def printed(figure: Figure | None) -> str | None:
    """The figure as its policy prints it."""
    return None if figure is None else str(figure)


def _worth(final: Final | None) -> str | None:
    return with_decimals(final.band.points, MOST_DECIMALS) if final else None
