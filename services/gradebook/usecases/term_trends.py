"""Each subject's term beside the last one before in which it was taught (¶1)."""

from collections.abc import Iterable, Mapping, Sequence

from services.gradebook.contract import GroupTrend, MeanBefore, SubjectTrend
from services.gradebook.domain.terms import term_before
from services.gradebook.domain.trends import Trend, trend
from services.gradebook.store.models import Journal
from services.gradebook.views.insights import written
from services.gradebook.views.journals import group_of, subject_of, term_span

Points = Mapping[str, Sequence[int]]


def former_journals(readable: Sequence[Journal], chosen: Sequence[Journal]) -> list[Journal]:
    """The journals of the chosen ones' subjects in the subject's last term before theirs."""
    found = []
    for subject, journals in _by_subject(chosen).items():
        earlier = [each for each in readable if each.subject_id == subject]
        before = term_before((each.term_starts for each in earlier), journals[0].term_starts)
        found += [each for each in earlier if each.term_starts == before]
    return found


def subject_trends(chosen: Sequence[Journal], former: Sequence[Journal], points: Points) -> Iterable[SubjectTrend]:
    """One for each subject that has points in both terms, as far as its journals are open."""
    before = _by_subject(former)
    for subject, journals in _by_subject(chosen).items():
        then = before.get(subject, [])
        found = trend(_points(journals, points), _points(then, points))
        if found:
            groups = tuple(_groups(journals, then, points))
            yield SubjectTrend(
                subject=subject_of(journals[0]), term=term_span(then[0]), mean=_mean(found), groups=groups
            )


def _groups(journals: Sequence[Journal], former: Sequence[Journal], points: Points) -> Iterable[GroupTrend]:
    then = {each.group_id: each for each in former}
    for journal in journals:
        same = then.get(journal.group_id)
        found = trend(_points([journal], points), _points([same], points)) if same else None
        if same and found:
            yield GroupTrend(journal=journal.id, former=same.id, group=group_of(journal), mean=_mean(found))


def _points(journals: Iterable[Journal], points: Points) -> list[int]:
    return [found for each in journals for found in points.get(each.id, ())]


def _mean(found: Trend) -> MeanBefore:
    return MeanBefore(
        now=written(found.now.exact) or "",
        before=written(found.before.exact) or "",
        change=found.change,
        difference=written(found.difference) or "",
    )


def _by_subject(journals: Iterable[Journal]) -> dict[str, list[Journal]]:
    found: dict[str, list[Journal]] = {}
    for each in journals:
        found.setdefault(each.subject_id, []).append(each)
    return found
