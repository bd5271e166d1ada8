"""Whether cadets may sign in, as auth has signed it (¶3, ¶4): a row put into the database lets nobody in."""

from collections.abc import Iterator
from datetime import datetime

from services.auth.sealing.signing_key import signer, verifier
from services.auth.store import cadets
from services.auth.store.models import CadetSwitch
from services.common.security.tokens import Binding
from services.common.storage.unit_of_work import Work

#: What the audit says of each change.
SWITCHED_ON, SWITCHED_OFF = "cadets.switched_on", "cadets.switched_off"


def is_on(work: Work) -> bool:
    """Whether the newest row says so and auth has signed it. Damage is reported; then they may not."""
    row = cadets.newest_switching(work.session)
    if row is None:
        return False
    if verifier(work.keys).binding(row.binding) != _said(row.number, on=row.on):
        work.damaged("cadet_switch_unsigned", f"cadets/{row.number}")
        return False
    return row.on


def unlike_audit(work: Work) -> Iterator[int]:
    """The numbers of the changes that the audit knows otherwise: who deletes the last row puts the one before back."""
    actions = cadets.audited_switchings(work.session, (SWITCHED_ON, SWITCHED_OFF))
    said = {number: action == SWITCHED_ON for number, action in enumerate(actions, 1)}
    kept = {row.number: row.on for row in cadets.switchings(work.session)}
    yield from sorted(number for number in {*said, *kept} if said.get(number) != kept.get(number))


def signed_switching(work: Work, number: int, *, on: bool, by: str, at: datetime) -> CadetSwitch:
    """A row that says what it is from now on."""
    return CadetSwitch(number=number, on=on, by=by, at=at, binding=signer(work.keys).bind(_said(number, on=on)))


def _said(number: int, *, on: bool) -> Binding:
    return Binding(what=f"cadets/{number}", marks=("on" if on else "off",))
