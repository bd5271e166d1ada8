"""Electronic records as people issue, read, revoke and check them."""

from functools import partial
from typing import Any
from uuid import uuid4

from services.common.messaging.envelope import Trace
from services.common.security.tokens import Principal
from services.common.storage.unit_of_work import SYSTEM
from services.gradebook import contract
from services.gradebook.usecases.check_record import check_record
from services.gradebook.usecases.issue_record import issue_record
from services.gradebook.usecases.list_records import list_records
from services.gradebook.usecases.preview_record import preview_record
from services.gradebook.usecases.revoke_record import revoke_record
from services.gradebook.usecases.show_record import show_record
from tests.gradebook.academy import METHODIST, Academy
from tests.gradebook.signing import HEAD
from tests.support.runtimes import confirmation


def issued(academy: Academy, cadet: str = "aliev", who: Principal = METHODIST, **other: Any) -> Any:
    """Somebody issues a record, having given the password again."""
    said = confirmation(academy.runtime.config.data, who, academy.clock)
    body = {"command_id": str(uuid4()), "cadet": cadet, "confirmation": said, **other}
    issue = partial(issue_record, keys=academy.keys(who), verifier=academy.runtime.verifier)
    return academy.runtime.run_command(issue, contract.IssueRecord, body, who, Trace())


def previewed(academy: Academy, cadet: str = "aliev", who: Principal = METHODIST) -> Any:
    """Somebody looks at what would be issued."""
    return academy.ask(preview_record, contract.PreviewRecord, {"cadet": cadet}, who)


def recorded(academy: Academy, record: str, who: Principal = METHODIST) -> Any:
    """Somebody opens a record."""
    return academy.ask(show_record, contract.ShowRecord, {"record": record}, who)


def revoked(academy: Academy, record: str, who: Principal = HEAD, **other: Any) -> Any:
    """Somebody revokes a record, having given the password again."""
    said = confirmation(academy.runtime.config.data, who, academy.clock)
    body = {"command_id": str(uuid4()), "record": record, "reason": "Қате берілді.", "confirmation": said, **other}
    revoke = partial(revoke_record, verifier=academy.runtime.verifier)
    return academy.runtime.run_command(revoke, contract.RevokeRecord, body, who, Trace())


def checked(academy: Academy, code: str) -> Any:
    """Somebody without an account checks a code."""
    return academy.runtime.run_command(check_record, contract.CheckRecord, {"code": code}, SYSTEM, Trace())


def records(academy: Academy, who: Principal = METHODIST, **asked: str) -> Any:
    """The records that somebody sees."""
    return academy.runtime.run_query(list_records, contract.ListRecords, asked, who, Trace())
