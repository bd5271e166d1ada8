"""How a service says no.

``Refusal``   a value: why something is not done; domain rules return it (or None).
``Refused``   the exception that carries one refusal out of a use case and over the bus.

Everything else that is raised is a defect and reaches a user without inner text.
"""

import json
from dataclasses import dataclass, field
from typing import Literal, get_args

from nameko.exceptions import deserialize_to_instance

Kind = Literal["unauthenticated", "forbidden", "not_found", "conflict", "invalid", "throttled", "unavailable"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Refusal:
    """Why something is not done.

    ``code`` is what programs compare, ``rule`` the paragraph of the regulation ("¶17") or "", ``params``
    fill the message's places. All strings, so that the bus carries them unchanged.
    """

    kind: Kind
    code: str
    rule: str = ""
    params: dict[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.kind, self.code, self.rule, tuple(sorted(self.params.items()))))


@deserialize_to_instance
class Refused(Exception):  # noqa: N818 - the word of the design: a refusal, not an error
    """A use case refused; ``args`` are four strings because Nameko rebuilds exceptions from their args.

    ``tried``: why it would be refused to who knew of the thing: the audit is told that, and whoever asked is not.
    """

    def __init__(
        self,
        kind: "Kind | Refusal",
        code: str = "",
        rule: str = "",
        params: str = "{}",
        *,
        tried: Refusal | None = None,
    ) -> None:
        if isinstance(kind, Refusal):
            self.refusal = kind
        else:
            self.refusal = Refusal(kind, code, rule, json.loads(params))
        reason = self.refusal
        self.tried = tried or reason
        super().__init__(
            reason.kind,
            reason.code,
            reason.rule,
            json.dumps(reason.params, ensure_ascii=False, sort_keys=True),
        )


def refuse(kind: Kind, code: str, rule: str = "", **params: object) -> Refused:
    """Make the exception for a refusal; the values of ``params`` become strings."""
    return Refused(Refusal(kind, code, rule, {name: str(value) for name, value in params.items()}))


#: What the mechanism itself may refuse, in any service.
REFUSALS: dict[str, str] = {
    "malformed": "",
    "token_missing": "",
    "token_invalid": "",
    "token_expired": "",
    "session_ended": "¶4",
    "duties_outstanding": "¶22",
    "role_required": "",
    "command_reused": "",
    "clock_wrong": "¶8",
    "data_damaged": "¶7",
    "confirmation_required": "¶4",
    "confirmation_invalid": "¶4",
    "confirmation_expired": "¶4",
}
