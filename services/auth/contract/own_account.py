"""What people do with their own account: password, second factor, acknowledgement (¶4, ¶5, ¶22)."""

from dataclasses import dataclass, field
from datetime import datetime

from services.common.messaging.wire import CommandId

#: The text of ¶22 in force, which people sign, and the one in words for cadets.
ACKNOWLEDGEMENT = "paragraph-22/1"
ACKNOWLEDGEMENT_OF_CADETS = "paragraph-22-cadets/1"


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
class Acknowledge:
    """``acknowledge``: the caller has read and accepts ¶22; ``text_version`` names the text that was shown."""

    command_id: CommandId
    text_version: str
