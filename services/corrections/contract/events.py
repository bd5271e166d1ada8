"""What corrections tells others by event."""

from dataclasses import dataclass

WARRANT_ISSUED = "corrections.warrant_issued.v1"


CASE_MOVED = "corrections.case_moved.v1"


SUBSTITUTION_REVOKED = "corrections.substitution_revoked.v1"


@dataclass(frozen=True, kw_only=True)
class WarrantIssued:
    """Data of ``WARRANT_ISSUED``, aggregate ``case/<id>``: act on this warrant; the gradebook answers with
    ``WARRANT_SETTLED``. ``warrant`` is the signed statement, ``services.common.security.warrants``.
    """

    case: str
    warrant: str
    asked_by: str


@dataclass(frozen=True, kw_only=True)
class SubstitutionRevoked:
    """Data of ``SUBSTITUTION_REVOKED``, aggregate ``case/<id>``: the permission ends at once."""

    case: str
    warrant: str


@dataclass(frozen=True, kw_only=True)
class CaseMoved:
    """Data of ``CASE_MOVED``: which journals a case is about, and whether it is not over.

    Aggregate ``case/<id>/journals``: it does not wait behind a warrant of the case that was put aside.
    """

    case: str
    journals: tuple[str, ...]
    open: bool


EVENTS: dict[str, type] = {
    CASE_MOVED: CaseMoved,
    WARRANT_ISSUED: WarrantIssued,
    SUBSTITUTION_REVOKED: SubstitutionRevoked,
}
