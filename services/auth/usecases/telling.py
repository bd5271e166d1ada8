"""What the other services learn of somebody, after any change of it."""

from dataclasses import replace

from services.auth import queries
from services.auth.contract import PERSON_REGISTERED
from services.auth.models import Person
from services.common.tokens import TokenSigner, Voucher
from services.common.work import Work


def tell(work: Work, person: Person) -> None:
    """Tell the whole state of it, and vouch for the key that belongs to it (¶5)."""
    state = queries.state(work.session, person)
    signer = TokenSigner.from_file(work.keys / "token-signing.pem")
    voucher = Voucher(person=state.id, key=state.public_key, active=state.active, roles=state.roles)
    work.emit(PERSON_REGISTERED, f"person/{state.id}", replace(state, voucher=signer.vouch(voucher)))
