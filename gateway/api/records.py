"""Electronic records: issued and revoked with the password, printed, and checked by anybody (¶2, ¶5)."""

from dataclasses import dataclass

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from gateway.api.codes import KEYS, REASON
from gateway.api.confirmation import CODE, CONFIRMED, ask_confirmed
from gateway.api.endpoint import Endpoint
from gateway.api.forwarding import reply_to
from gateway.api.schemas import shape_of
from gateway.http.callers import Caller
from gateway.papers.asking import PDF, address_of, printed
from gateway.papers.record import RecordFacts
from services.auth.contract import SERVICE as AUTH
from services.common.refusals import Reasons as Common
from services.gradebook import contract as gradebook
from services.gradebook.contract import SERVICE as GRADEBOOK
from services.gradebook.refusals import Reasons

_CODE = str | msgspec.UnsetType
IssueRecord = shape_of(gradebook.IssueRecord, without=["confirmation"], password=str, code=_CODE)
RevokeRecord = shape_of(gradebook.RevokeRecord, without=["record", "confirmation"], password=str, code=_CODE)
_CONFIRMED = (*CONFIRMED, *CODE, "password_wrong", "too_many_attempts")
#: Why no record of a cadet can be issued.
_ISSUED = (
    "role_required",
    "record_cadet_not_yours",
    "record_nothing_closed",
    "record_sheet_outdated",
    "record_sheet_unreadable",
    "record_key_missing",
)
CHECK = "/check"


@dataclass(frozen=True, kw_only=True)
class PrintRecord:
    """A record asked for as a paper: ``language`` kk, ru or en."""

    record: str
    language: str = "kk"


async def paper(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """The record as a PDF; what was altered in the database is not printed (¶5)."""
    record = msgspec.convert(await reply_to(endpoint, request, caller, {}), gradebook.Record)
    if record.hidden:
        raise Reasons.marks_not_for_role.refused()
    if record.altered:
        raise Common.data_damaged.refused()
    address, zone = address_of(request, CHECK), request.app.state.config.zone
    return await printed(RecordFacts(record=record, language=caller.language, address=address, zone=zone))


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/records",
        summary="The electronic records of one's faculties, newest first; all for IT and moderators (¶2).",
        request=gradebook.ListRecords,
        reply=gradebook.Records,
        query=("search", "cadet"),
    ),
    Endpoint(
        method="POST",
        path="/records",
        summary="Issue a cadet's electronic record of closed grade sheets, giving the password again (¶2, ¶4).",
        request=gradebook.IssueRecord,
        body=IssueRecord,
        reply=gradebook.RecordIssued,
        status=201,
        codes=(
            *_CONFIRMED,
            *KEYS[1:],
            *_ISSUED,
            "record_signing_key_missing",
        ),
        asks=(AUTH,),
        handler=ask_confirmed,
    ),
    Endpoint(
        method="GET",
        path="/records/preview",
        summary="What a cadet's electronic record would say if it were issued now; nothing is kept (¶2).",
        request=gradebook.PreviewRecord,
        reply=gradebook.RecordPreview,
        query=("cadet",),
        codes=(*KEYS, *_ISSUED),
    ),
    Endpoint(
        method="GET",
        path="/records/{record}/paper",
        summary="An electronic record to be printed, in Kazakh, Russian or English (¶2).",
        request=PrintRecord,
        service=GRADEBOOK,
        rpc="show_record",
        reply=bytes,
        reply_media_type=PDF,
        query=("language",),
        codes=("record_unknown", "marks_not_for_role", *KEYS),
        handler=paper,
    ),
    Endpoint(
        method="GET",
        path="/records/{record}",
        summary="An electronic record as it was issued; IT and moderators see no figure (¶2, ¶5).",
        request=gradebook.ShowRecord,
        reply=gradebook.Record,
        codes=("record_unknown", *KEYS),
    ),
    Endpoint(
        method="POST",
        path="/records/{record}/revoke",
        summary="Revoke an electronic record for good, with a reason and the password (¶2, ¶4).",
        request=gradebook.RevokeRecord,
        body=RevokeRecord,
        reply=gradebook.Done,
        codes=(*_CONFIRMED, *REASON, "role_required", "record_unknown", "record_revoked"),
        asks=(AUTH,),
        handler=ask_confirmed,
    ),
    Endpoint(
        method="POST",
        path=CHECK,
        summary="What the code of a printed record is worth, for anybody; each look-up stands in the audit (¶2).",
        request=gradebook.CheckRecord,
        reply=gradebook.CheckedRecord,
        public=True,
        costly=True,
    ),
)
