"""What corrections tells others by event."""

from dataclasses import dataclass

WARRANT_ISSUED = "corrections.warrant_issued.v1"


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


EVENTS: dict[str, type] = {WARRANT_ISSUED: WarrantIssued, SUBSTITUTION_REVOKED: SubstitutionRevoked}
