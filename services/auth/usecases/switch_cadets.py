"""Lets cadets sign in, or no longer (¶3, ¶4)."""

from services.auth.contract import (
    CADETS_SWITCHED,
    CadetsSwitched,
    CadetSwitch,
    ShowCadetSwitch,
    SwitchCadets,
    SwitchChange,
)
from services.auth.domain.sessions import IDLE, LONGEST
from services.auth.refusals import Reasons
from services.auth.sealing import cadet_switch
from services.auth.sealing.cadet_switch import SWITCHED_OFF, SWITCHED_ON
from services.auth.store import cadets
from services.auth.usecases.permissions import require_it
from services.auth.usecases.sign_out import end_session
from services.auth.views.displayed_names import displayed_names
from services.common.storage.unit_of_work import Work


def show_cadet_switch(work: Work, _request: ShowCadetSwitch) -> CadetSwitch:
    """Whether they may, and who has switched it when."""
    if not (work.principal.has("it_staff") or work.principal.has("moderator")):
        raise Reasons.role_required.refused(under="¶3", role="it_staff")
    return _shown(work)


def switch_cadets(work: Work, request: SwitchCadets) -> CadetSwitch:
    """Switch it. What it is already it stays; off, every cadet's session ends at once."""
    require_it(work)
    if cadet_switch.is_on(work) != request.on:
        newest = cadets.newest_switching(work.session)
        number = newest.number + 1 if newest else 1
        by = work.principal.person
        work.session.add(cadet_switch.signed_switching(work, number, on=request.on, by=by, at=work.now))
        work.session.flush()
        ended = 0 if request.on else _end_sessions(work)
        work.audit(SWITCHED_ON if request.on else SWITCHED_OFF, "cadets", sessions_ended=ended)
        emit_switch(work)
    return _shown(work)


def emit_switch(work: Work) -> None:
    """Tell the other services what it is."""
    work.emit(CADETS_SWITCHED, "academy/cadets", CadetsSwitched(on=cadet_switch.is_on(work)))


def _end_sessions(work: Work) -> int:
    """Those that opened something still: for a while every process remembers each that is said to have ended."""
    now = work.machine_now
    sessions = cadets.living_sessions(work.session, begun_since=now - LONGEST, seen_since=now - IDLE)
    for each in sessions:
        end_session(work, each)
    return len(sessions)


def _shown(work: Work) -> CadetSwitch:
    rows, names = cadets.switchings(work.session), displayed_names(work.session)
    changes = tuple(SwitchChange(on=each.on, by=names[each.by], at=each.at) for each in rows)
    return CadetSwitch(on=cadet_switch.is_on(work), changes=changes)
