"""Which grade sheets the caller may open, and of which groups the summary is the caller's to see (¶2, ¶3)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.common.text.kazakh import kazakh_order
from services.gradebook.contract import SheetOffer, SummaryOffer
from services.gradebook.domain.sheets import Column, offered
from services.gradebook.store.models import Journal
from services.gradebook.usecases.journal_access import may_sum_up
from services.gradebook.views.sheets import sheet_offer, summary_offer


def sheet_offers(
    journals: Iterable[Journal],
    columns: Mapping[str, Sequence[Column]],
    there: Collection[tuple[str, str, str]],
) -> Iterator[SheetOffer]:
    """Which sheets of the journals their methodist may open (¶2)."""
    for each in sorted(journals, key=lambda each: (kazakh_order(each.subject_name), kazakh_order(each.group_name))):
        own = {(kind, lesson) for journal, kind, lesson in there if journal == each.id}
        for kind, column in offered(columns.get(each.id, ()), own):
            yield sheet_offer(each, kind, column)


def summary_offers(work: Work, journals: Collection[Journal]) -> tuple[SummaryOffer, ...]:
    """Each group and term once (¶3)."""
    mine = [each for each in journals if may_sum_up(work, each)]

    def damaged(each: Journal) -> None:
        work.damaged("row_unreadable", f"journal/{each.id}")

    offers = {(each.group.id, each.term.id): each for each in sound(mine, summary_offer, damaged)}
    return tuple(
        sorted(offers.values(), key=lambda each: (kazakh_order(each.group.name), -each.term.starts.toordinal()))
    )
