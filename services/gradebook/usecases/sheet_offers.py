"""Which grade sheets the caller may open, and of which groups the summary is the caller's to see (¶2, ¶3)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import report_unreadable
from services.common.text.kazakh import kazakh_order
from services.gradebook.contract import SheetOffer, SummaryOffer
from services.gradebook.domain.sheets import Column, offered
from services.gradebook.store.models import Journal
from services.gradebook.usecases.journal_access import may_sum_up
from services.gradebook.views.sheets import sheet_offer, summary_offer


def sheet_offers(
    work: Work,
    journals: Iterable[Journal],
    columns: Mapping[str, Sequence[Column]],
    there: Collection[tuple[str, str, str]],
) -> tuple[SheetOffer, ...]:
    """Which sheets of the journals their methodist may open (¶2)."""

    def own(each: Journal) -> list[SheetOffer]:
        known = {(kind, lesson) for journal, kind, lesson in there if journal == each.id}
        return [sheet_offer(each, kind, column) for kind, column in offered(columns.get(each.id, ()), known)]

    found = [offers for offers in sound(journals, own, report_unreadable(work, "journal")) if offers]
    return tuple(offer for offers in sorted(found, key=_place) for offer in offers)


def summary_offers(work: Work, journals: Collection[Journal]) -> tuple[SummaryOffer, ...]:
    """Each group and term once (¶3)."""
    mine = [each for each in journals if may_sum_up(work, each)]
    found = sound(mine, summary_offer, report_unreadable(work, "journal"))
    offers = {(each.group.id, each.term.id): each for each in found}
    return tuple(
        sorted(offers.values(), key=lambda each: (kazakh_order(each.group.name), -each.term.starts.toordinal()))
    )


def _place(offers: Sequence[SheetOffer]) -> tuple[Any, ...]:
    """A journal's, by subject and group."""
    return kazakh_order(offers[0].subject.name), kazakh_order(offers[0].group.name)
