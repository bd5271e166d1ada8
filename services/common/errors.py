"""How a service says no.

``Refusal``   a value: why something is not done; domain rules return it (or None).
``Refused``   the exception that carries one refusal out of a use case and over the bus.
``Reason``    an entry of a service's table of refusals (``refusals.py``), from which both are made.

Everything else that is raised is a defect and reaches a user without inner text.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
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
        self.tried = tried or self.refusal
        super().__init__(
            self.refusal.kind,
            self.refusal.code,
            self.refusal.rule,
            json.dumps(self.refusal.params, ensure_ascii=False, sort_keys=True),
        )


class Reason:
    """Why something may be refused: an entry of a service's table. Its name there is the refusal's code.

    ``rule`` is the paragraph that usually refuses so, "" for none; ``also`` are others that may. Every such refusal
    has the params named by ``params``, so its message may have places for them; it may have those of ``optional``.
    """

    code: str

    def __init__(
        self,
        kind: Kind,
        rule: str = "",
        *params: str,
        also: Collection[str] = (),
        optional: Collection[str] = (),
    ) -> None:
        self.kind: Kind = kind
        self.rule = rule
        self.params = frozenset(params)
        self.also = frozenset(also)
        self.optional = frozenset(optional)

    def __set_name__(self, table: type, name: str) -> None:
        self.code = name

    def refusal(self, *, under: str = "", **params: object) -> Refusal:
        """The refusal, with the values of ``params`` as strings; ``under`` names another paragraph than the usual one.

        Raises ``TypeError`` for a paragraph or a param that the table does not name, and for one that is missing.
        """
        if under and under not in {self.rule, *self.also}:
            raise TypeError(f"{self.code} is not refused by {under}")
        if not self.params <= params.keys() <= self.params | self.optional:
            raise TypeError(f"{self.code} has the params {sorted(self.params)}, not {sorted(params)}")
        return Refusal(self.kind, self.code, under or self.rule, {name: _text(each) for name, each in params.items()})

    def refused(self, *, under: str = "", tried: Refusal | None = None, **params: object) -> Refused:
        """The exception for it; ``tried`` as in ``Refused``."""
        return Refused(self.refusal(under=under, **params), tried=tried)


def _text(value: object) -> str:
    """Dates and instants as on the bus: ISO 8601."""
    return value.isoformat() if isinstance(value, date) else str(value)


def reasons(table: type) -> dict[str, Reason]:
    """A table's own reasons by their codes, without those that it inherits."""
    return {name: each for name, each in vars(table).items() if isinstance(each, Reason)}
