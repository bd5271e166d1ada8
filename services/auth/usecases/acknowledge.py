"""Signs the acknowledgement of ¶22."""

from services.auth.contract import Acknowledge, Done
from services.auth.domain.people import acknowledged_text
from services.auth.refusals import Reasons
from services.auth.store.models import Acknowledgement
from services.auth.usecases.permissions import caller
from services.common.storage.unit_of_work import Work


def acknowledge(work: Work, request: Acknowledge) -> Done:
    """¶22: keep that the caller has read and accepts the text, with the date; signing again changes nothing.

    Raises ``Refused(acknowledgement_required)`` for another text than the caller's.
    """
    if request.text_version != acknowledged_text(held.role for held in work.principal.roles):
        raise Reasons.acknowledgement_required.refused()
    key = (caller(work.session, work.principal).id, request.text_version)
    if work.session.get(Acknowledgement, key) is None:
        signed = Acknowledgement(person=key[0], text_version=key[1], at=work.now)
        work.session.add(signed)
        work.audit("acknowledgement.signed", f"person/{key[0]}", text_version=request.text_version)
    return Done()
