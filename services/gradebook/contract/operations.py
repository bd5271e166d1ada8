"""What IT asks for: journals withdrawn, events emitted again."""

from dataclasses import dataclass

from services.common.messaging.wire import CommandId


@dataclass(frozen=True, kw_only=True)
class WithdrawJournals:
    """``withdraw_journals``: IT only; all or none, refused when a mark hangs on one (¶14's undo)."""

    command_id: CommandId
    journals: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Republish:
    """``republish``: IT only; emits the state of every lesson again, so that replicas can be rebuilt."""

    command_id: CommandId
