"""Who may do and see what, and whose account may be used at all (¶4)."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.auth import contract
from services.auth.domain.accounts import Change, Standing, change_refusal
from services.auth.domain.recovery import decision_refusal
from services.auth.domain.sessions import Life, ended, idle_of, secret_hash
from services.auth.refusals import Reasons
from services.auth.sealing import attestation, attested_people, cadet_switch, credentials
from services.auth.store import queries
from services.auth.store.models import PasswordRequest, Person, SignInSession
from services.auth.views.password_requests import request_views
from services.common.errors import Refused
from services.common.security.tokens import Principal
from services.common.storage.unit_of_work import Work


def caller(session: Session, who: Principal) -> Person:
    """The person who calls. Raises ``Refused(session_ended)`` where the token is older than the database."""
    person = session.get(Person, who.person)
    if person is None:
        raise Reasons.session_ended.refused()
    return person


def session_life(session: SignInSession, person: Person) -> Life:
    """How long the person's session lives."""
    idle = idle_of(held.role for held in attestation.roles(person))
    return Life(session.begun_at, session.seen_at, session.ended_at, idle)


#: Who sees a faculty's marks, and so registers its cadets (¶3).
OFFICERS = ("methodist", "faculty_head")


@dataclass(frozen=True)
class Account:
    """An account that nobody else changes until the work ends, and how many others of IT there are."""

    person: Person
    others_in_it: int

    @classmethod
    def take(cls, work: Work, person: str) -> "Account":
        """Lock the account. Raises ``Refused``: person_unknown, role_required when the caller has left IT."""
        if not work.principal.has("it_staff"):
            raise Reasons.role_required.refused(under="¶4", role="it_staff")
        known = attested_people.lock_with_it_staff(work.session, person)
        in_it = {id for id, each in known.items() if attested_people.standing(each).works_in_it}
        if work.principal.person not in in_it:
            raise Reasons.role_required.refused(under="¶4", role="it_staff")
        if person not in known:
            raise Reasons.person_unknown.refused()
        return cls(known[person], len(in_it - {person}))

    def require(self, work: Work, after: Standing) -> None:
        """Raises ``Refused`` where the caller may not change the person's standing to this one."""
        change = Change(
            asker=work.principal.person,
            person=self.person.id,
            before=attested_people.standing(self.person),
            after=after,
            others_in_it=self.others_in_it,
        )
        if refusal := change_refusal(change):
            raise Refused(refusal)


def is_present_secret(session: SignInSession, secret: str) -> bool:
    """Whether the secret is the session's present one, and not the one before."""
    return session.secret_hash == secret_hash(secret)


def open_session(work: Work, secret: str, *, for_update: bool = False) -> tuple[SignInSession, Person]:
    """The session that the secret opens, and its person.

    Raises ``Refused``: session_ended, and as ``require_sound``.
    """
    session = queries.session_by_secret(work.session, secret)
    if session is None:
        raise Reasons.session_ended.refused()
    if for_update:
        work.session.refresh(session, with_for_update=True)
    if not is_present_secret(session, secret) and (
        session.former_until is None or work.machine_now > session.former_until
    ):
        raise Reasons.session_ended.refused()
    if not credentials.owns_session(work, session):
        raise Reasons.session_ended.refused()
    person = work.session.get_one(Person, session.person)
    if refusal := ended(session_life(session, person), work.machine_now):
        raise Refused(refusal)
    require_sound(work, person)
    return session, person


def require_sound(work: Work, person: Person) -> None:
    """Raises ``Refused``: account_damaged, person_inactive, cadets_switched_off.

    A row that says more than auth has signed is reported (¶4).
    """
    if attestation.is_contradicted(person):
        work.damaged("roles_without_grant", f"person/{person.id}")
    if attestation.attested(person) is None:
        raise Reasons.account_damaged.refused()
    if not attestation.is_active(person):
        raise Reasons.person_inactive.refused()
    if attested_people.is_cadet(person) and not cadet_switch.is_on(work):
        raise Reasons.cadets_switched_off.refused()


def locked_request(work: Work, request: str) -> PasswordRequest:
    """The request, which nobody else answers until the work ends. Its person is locked first, as everywhere.

    Raises ``Refused(password_request_unknown)``.
    """
    found = work.session.get(PasswordRequest, request)
    if found is None:
        raise Reasons.password_request_unknown.refused()
    work.session.get_one(Person, found.person, with_for_update=True)
    work.session.refresh(found, with_for_update=True)
    return found


def visible_requests(work: Work, rows: list[PasswordRequest]) -> tuple[contract.PasswordRequest, ...]:
    """The requests among these that the caller may see (¶4, ¶7)."""
    sees_all = work.principal.has("it_staff") or work.principal.has("moderator")
    decided = {row.id for row in rows if row.decided_by == work.principal.person}
    return tuple(each for each in request_views(work, rows) if sees_all or "confirm" in each.may or each.id in decided)


def _is_visible_request(work: Work, row: PasswordRequest) -> bool:
    """Whether the caller may see the request."""
    return bool(visible_requests(work, [row]))


def require_it(work: Work) -> None:
    """Only IT goes on, by the roles in the database: a token outlives a role by minutes."""
    asker = caller(work.session, work.principal)
    if not attested_people.standing(asker).works_in_it:
        raise Reasons.role_required.refused(under="¶4", role="it_staff")


def require_officer(work: Work, faculty: str | None = None) -> None:
    """Only a methodist or head goes on, of the ``faculty`` where one is named; by the roles in the database (¶3)."""
    asker = caller(work.session, work.principal)
    held = attested_people.faculties(asker, *OFFICERS) if attestation.is_active(asker) else frozenset()
    if not held or (faculty is not None and faculty not in held):
        raise Reasons.role_required.refused(under="¶3", role="methodist")


def answerable_request(work: Work, request: str) -> PasswordRequest:
    """The request, where the caller may answer it. Raises ``Refused``, as of none where the caller may not see it."""
    heads = attested_people.heads(work.session)
    if work.principal.person not in {head.person for head in heads}:
        raise Reasons.role_required.refused(under="¶4", role="faculty_head")
    row = locked_request(work, request)
    if refusal := decision_refusal(
        attested_people.request_facts(work.session, row), work.principal.person, heads, work.now
    ):
        is_hidden = refusal.kind == "forbidden" and not _is_visible_request(work, row)
        raise Reasons.password_request_unknown.refused(tried=refusal) if is_hidden else Refused(refusal)
    return row
