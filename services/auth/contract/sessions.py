"""Sessions: signing in, access tokens, signing out (¶4)."""

from dataclasses import dataclass, field
from datetime import datetime

from services.common.messaging.wire import CommandId
from services.common.security.tokens import Role


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
