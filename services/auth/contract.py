"""auth's public face: its commands, questions and events; what it may refuse stands in ``refusals.py``."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from services.common.messaging.wire import CommandId
from services.common.security.tokens import Role

SERVICE = "auth"

#: The roles of the glossary; the first three are of one faculty each.
SCOPED_ROLES = ("teacher", "methodist", "faculty_head")
ROLES = (*SCOPED_ROLES, "it_staff", "moderator", "monitor")

ChangeKind = Literal["roles", "switched_off", "switched_on", "factor_reset"]
#: ``confirmed``: an initial password is handed out; ``done``: its owner has chosen an own one.
RequestState = Literal["open", "withdrawn", "refused", "expired", "confirmed", "done"]
RequestAction = Literal["withdraw", "confirm", "refuse"]

#: The text of ¶22 in force, which people sign.
ACKNOWLEDGEMENT = "paragraph-22/1"


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """``sign_in``: anybody. ``address`` is the client's, ``agent`` its User-Agent, for throttling and audit.

    ``code``: of the second factor, or a recovery code; asked for by the refusal ``second_factor_required``.
    """

    login: str
    password: str = field(repr=False)
    code: str = field(default="", repr=False)
    address: str = ""
    agent: str = ""


@dataclass(frozen=True, kw_only=True)
class User:
    """Who has signed in, and whether with a second factor.

    ``duties``: what must be done first ("change_password", "acknowledge", "enrol_second_factor", ¶4, ¶22).
    """

    id: str
    login: str
    family: str
    given: str
    patronymic: str
    roles: tuple[Role, ...]
    duties: tuple[str, ...]
    second_factor: bool = False


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A session has begun. ``secret`` is shown once; only its SHA-256 is kept."""

    secret: str = field(repr=False)
    user: User


@dataclass(frozen=True, kw_only=True)
class IssueToken:
    """``issue_token``: an access token for a session's secret; anybody who holds the secret.

    ``quiet``: nobody does anything, a window is only open; that keeps no session alive.
    """

    secret: str = field(repr=False)
    quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class IssuedToken:
    """A signed access token, when it ends, whose it is, and whether the session's secret should be changed.

    ``session_key``: the person's private key, sealed to the gradebook and bound to the session (base64); "" when the
    person has none yet (¶5).
    """

    token: str = field(repr=False)
    expires_at: datetime
    user: User
    session: str = ""
    is_old: bool = False
    session_key: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class RotateSession:
    """``rotate_session``: another secret for the session of this one; anybody who holds it.

    ``at_once``: the old one opens nothing from now on, for somebody else may hold it; else soon.
    """

    secret: str = field(repr=False)
    at_once: bool = False


@dataclass(frozen=True, kw_only=True)
class RotatedSession:
    """The secret from now on; "" when another request has changed it already."""

    secret: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class SignOut:
    """``sign_out``: end the session of this secret; ending an ended one changes nothing."""

    secret: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ListSessions:
    """``list_sessions``: the caller's own."""


@dataclass(frozen=True, kw_only=True)
class OwnSession:
    """One of the caller's sessions; ``agent`` is the User-Agent, ``is_this`` the one that asks."""

    id: str
    address: str
    agent: str
    begun_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True, kw_only=True)
class OwnSessions:
    """Those that are open, this one first."""

    sessions: tuple[OwnSession, ...]


@dataclass(frozen=True, kw_only=True)
class EndOwnSession:
    """``end_own_session``: one of the caller's own."""

    command_id: CommandId
    session: str


@dataclass(frozen=True, kw_only=True)
class EndOtherSessions:
    """``end_other_sessions``: all of the caller's own but the one that asks."""

    command_id: CommandId


@dataclass(frozen=True, kw_only=True)
class Done:
    """It is done; there is nothing more to say."""


@dataclass(frozen=True, kw_only=True)
class ChangePassword:
    """``change_password``: of the caller's own; allowed while duties are outstanding (¶5).

    ``secret`` is the session's: the key pair that comes with the first own password is opened in it. ``code`` is
    asked for from who has a second factor (¶4).
    """

    command_id: CommandId
    old: str = field(repr=False)
    new: str = field(repr=False)
    code: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class ConfirmIdentity:
    """``confirm_identity``: the caller gives the password again, before a decision that asks for it (¶4).

    ``code``: of the second factor too, where the caller has one.
    """

    password: str = field(repr=False)
    code: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """What is sent with the decision, in the same session, until it expires."""

    confirmation: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class SetUpSecondFactor:
    """``set_up_second_factor``: anybody, while duties are outstanding too; who has one gives a code of it as well."""

    password: str = field(repr=False)
    code: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class SecondFactorOffer:
    """Said once: for the telephone's authenticator, as text (base32) and as an address that a QR code carries."""

    secret: str = field(repr=False)
    address: str


@dataclass(frozen=True, kw_only=True)
class ConfirmSecondFactor:
    """``confirm_second_factor``: a code of what was offered; from now on signing in asks for one."""

    code: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class RecoveryCodes:
    """Said once: each signs in once without the telephone. Former ones count no more."""

    codes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ResetSecondFactor:
    """``reset_second_factor``: IT only, and nobody the own one; the person's sessions end (¶4)."""

    command_id: CommandId
    person: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Acknowledge:
    """``acknowledge``: the caller has read and accepts ¶22; ``text_version`` names the text that was shown."""

    command_id: CommandId
    text_version: str


@dataclass(frozen=True, kw_only=True)
class RegisterPerson:
    """``register_person``: IT only. Without ``password`` an initial one is made. ``ready``: demo only, no duties.

    Whose full name or login looks like somebody's is refused as ``looks_like`` until ``as_new`` says that another
    person is meant.
    """

    command_id: CommandId
    login: str
    family: str
    given: str
    patronymic: str = ""
    roles: tuple[Role, ...] = ()
    password: str | None = field(default=None, repr=False)
    ready: bool = False
    as_new: bool = False


@dataclass(frozen=True, kw_only=True)
class RegisteredPerson:
    """The person, and the initial password the first time only ("" when the command is repeated)."""

    id: str
    login: str
    initial_password: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ListPeople:
    """``list_people``: IT and moderators. ``search`` matches login or name."""

    search: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One who signs in; roles and ``active`` are as auth has signed them.

    ``damaged``: the stored row says something else, or what was signed is gone: roles have to be granted anew (¶4).
    """

    id: str
    login: str
    family: str
    given: str
    patronymic: str
    roles: tuple[Role, ...]
    active: bool
    damaged: bool = False


@dataclass(frozen=True, kw_only=True)
class People:
    """In Kazakh alphabetical order."""

    people: tuple[PersonRow, ...]


@dataclass(frozen=True, kw_only=True)
class ShowPerson:
    """``show_person``: IT and moderators."""

    person: str


@dataclass(frozen=True, kw_only=True)
class PersonChange:
    """What was changed in somebody's account, by whom and when; ``before`` and ``after`` are the roles then."""

    what: ChangeKind
    before: tuple[Role, ...]
    after: tuple[Role, ...]
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PasswordRequest:
    """IT's request for a new password, for who has forgotten theirs; ``asked_by`` and ``decided_by`` are names.

    ``lapses_at``: when a request that nobody answers is over. ``answer``: why it was refused. ``until``: when the
    initial password ends, ``used_at``: when somebody signed in with it. ``may``: what who looks may do with it.
    """

    id: str
    person: PersonRow
    asked_by: str
    asked_at: datetime
    lapses_at: datetime
    reason: str
    state: RequestState
    decided_by: str
    decided_at: datetime | None
    answer: str
    until: datetime | None
    used_at: datetime | None
    may: tuple[RequestAction, ...]


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    """Somebody, and every change of their account, newest first; ``by`` in them is a name."""

    person: PersonRow
    registered_at: datetime
    changes: tuple[PersonChange, ...]
    password_requests: tuple[PasswordRequest, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChangeRoles:
    """``change_roles``: IT only, and nobody the own ones. ``roles`` are all that the person has from now on (¶4)."""

    command_id: CommandId
    person: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, kw_only=True)
class SetActive:
    """``set_active``: IT only. Switched off with a reason, a person signs in no more and is signed out (¶4)."""

    command_id: CommandId
    person: str
    active: bool
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class AskForPassword:
    """``ask_for_password``: IT only, for somebody else, with a reason. Nothing changes until a head confirms (¶5)."""

    command_id: CommandId
    person: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class WithdrawPasswordRequest:
    """``withdraw_password_request``: IT only."""

    command_id: CommandId
    request: str


@dataclass(frozen=True, kw_only=True)
class RefusePasswordRequest:
    """``refuse_password_request``: a head who may confirm it, with a reason."""

    command_id: CommandId
    request: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ConfirmPasswordRequest:
    """``confirm_password_request``: another head of the person's faculty, who has just given the password again.

    The person's sessions end; the key pair stays, opened with the recovery key. ``confirmation`` is auth's (¶4, ¶5).
    """

    command_id: CommandId
    request: str
    confirmation: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class HandedOut:
    """The initial password, the first time only ("" when the command is repeated); ``issue`` tells two apart."""

    person: PersonRow
    until: datetime
    issue: str
    initial_password: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ListPasswordRequests:
    """``list_password_requests``: IT and moderators all, a head those to decide or decided. ``open``: no others."""

    open: bool = False


@dataclass(frozen=True, kw_only=True)
class PasswordRequests:
    """Newest first; ``waiting``: how many the caller may decide."""

    requests: tuple[PasswordRequest, ...]
    waiting: int


@dataclass(frozen=True, kw_only=True)
class ShowPasswordRequest:
    """``show_password_request``: who may see it in the list."""

    request: str


@dataclass(frozen=True, kw_only=True)
class Republish:
    """``republish``: IT only; emits the state of every aggregate again, so that replicas can be rebuilt."""

    command_id: CommandId


# --- events -----------------------------------------------------------------------------------------------------

PERSON_REGISTERED = "auth.person_registered.v1"


@dataclass(frozen=True, kw_only=True)
class PersonState:
    """Data of ``PERSON_REGISTERED``, aggregate ``person/<id>``: somebody's whole state, after any change of it.

    ``public_key``: X25519, base64; "" until the first own password. ``voucher``: auth's signature of it and of what
    the person is, by which a journal's key is sealed to nobody whom auth has not told of.
    """

    id: str
    login: str
    family: str
    given: str
    patronymic: str
    roles: tuple[Role, ...]
    active: bool
    public_key: str = ""
    voucher: str = ""


EVENTS: dict[str, type] = {PERSON_REGISTERED: PersonState}
