"""What several of the contract's topics name: people, kinds and states of cases."""

from dataclasses import dataclass
from typing import Literal

from services.gradebook.contract import ChangeKind

SERVICE = "corrections"


#: The calls on whose way the gradebook checks or seals a change. The caller's own key goes with these, and with no
#: other call to a service that is not the gradebook (¶5).
WITH_KEY = ("file_report", "turn_into_act", "draw_up_act", "amend_report", "approve_case")


@dataclass(frozen=True, kw_only=True)
class Named:
    """Something with an id and a name."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Someone(Named):
    """A person: ``name`` "Тегі А. Ә.", the full name where another would look alike.

    Either is with the login where another one's would look alike even so: "Тегі Аты (aliyev)".
    """

    full_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Cadet(Someone):
    """A cadet as a paper calls one; ``name`` has the number too where another of the group would look alike."""

    number: str = ""


CaseKind = Literal[ChangeKind, "substitution"]


#: The paper that a case begins with.
CaseStart = Literal["report", "act"]


#: Who carries a decision out: IT, the teacher whom it lets enter, or the decision itself (¶10, ¶19, ¶21).
Executor = Literal["it_staff", "teacher", "decision"]


CaseState = Literal[
    "reported", "act_drawn", "returned", "approved", "applying", "applied", "rejected", "withdrawn", "expired"
]


#: What may be done with a case; a reply names what its reader may do now, and the service decides again.
CaseAction = Literal["draw_up_act", "return", "amend", "withdraw", "approve", "reject", "apply", "make_up", "revoke"]


#: Why a warrant that was handed on is not carried out: the gradebook lacks its key, could not take it in, or got
#: another than was signed.
HeldUp = Literal["", "key_unknown", "not_taken_in", "altered"]


PaperKind = Literal["report", "act", "decision", "permission"]
