"""What a report may ask for, before anybody files one (¶4, ¶19)."""

from services.common.storage.unit_of_work import Work
from services.corrections.contract import OfferedReports, OfferReports
from services.corrections.domain.reports import MOST_OPEN_DAYS, offered_reports


def offer_reports(work: Work, request: OfferReports) -> OfferedReports:
    """The kinds of reports, and the last day for each."""
    return OfferedReports(reports=offered_reports(request.lesson_date, work.now), most_open_days=MOST_OPEN_DAYS)
