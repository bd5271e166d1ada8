"""What IT asks for: events emitted again."""

from dataclasses import dataclass

from services.common.messaging.wire import CommandId


@dataclass(frozen=True, kw_only=True)
class Republish:
    """``republish``: IT only; emits again which journals each case is about, so that copies can be rebuilt."""

    command_id: CommandId


@dataclass(frozen=True, kw_only=True)
class Done:
    """It is done; there is nothing more to say."""
