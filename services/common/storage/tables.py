"""The tables every service's database has beside its own: audit, outbox, inbox, commands, what is damaged."""

from sqlalchemy import Boolean, Column, Integer, LargeBinary, MetaData, String, Table, Text

from services.common.storage.database import Instant

metadata = MetaData()

#: Gapless numbers in the order of commits: the row is locked from the end of a transaction to its commit.
#: ``at``: what the machine's clock showed when the newest number was given; it never goes back by itself.
#: Two rows are no numbers: by how many seconds the clock was found wrong, until the audit has been told.
counter = Table(
    "counter",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Integer, nullable=False),
    Column("at", Instant, nullable=True),
)

#: What happened, for ever; published to the exchange ``audit`` up to the counter ``audit_published``.
audit_entry = Table(
    "audit_entry",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("id", String(36), nullable=False, unique=True),
    Column("at", Instant, nullable=False),
    Column("action", String(80), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("actor", String(80), nullable=False),
    Column("actor_roles", String(200), nullable=False),
    Column("facts", Text, nullable=False),
    Column("correlation_id", String(80), nullable=False),
    Column("causation_id", String(80), nullable=False),
    Column("traceparent", String(80), nullable=False),
)

#: Events for other services, in commit order, deleted once the broker has confirmed them.
outbox = Table(
    "outbox",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("id", String(36), nullable=False),
    Column("type", String(80), nullable=False),
    Column("body", Text, nullable=False),
)

#: The newest event of each aggregate that has been taken in; an older or equal one changes nothing.
inbox = Table(
    "inbox",
    metadata,
    Column("source", String(40), primary_key=True),
    Column("aggregate", String(120), primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("event_id", String(36), nullable=False),
)

#: Events a handler could not take in; an operator looks at them and replays them.
parked_event = Table(
    "parked_event",
    metadata,
    Column("event_id", String(36), primary_key=True),
    Column("source", String(40), nullable=False),
    Column("aggregate", String(120), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

#: The first answer to each command, sealed; id and body are keyed fingerprints. Body and answer may hold marks.
command = Table(
    "command",
    metadata,
    Column("person", String(80), primary_key=True),
    Column("command_id", String(80), primary_key=True),
    Column("fingerprint", LargeBinary(32), nullable=False),
    Column("reply", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

#: Who may do what only one process may do at a time.
lease = Table(
    "lease",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("holder", String(80), nullable=False),
    Column("until", Instant, nullable=False),
)

#: What is known to be damaged; ``by_check``: the service's check finds it, and says when it is gone.
damage = Table(
    "damage",
    metadata,
    Column("kind", String(40), primary_key=True),
    Column("subject", String(200), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("by_check", Boolean, nullable=False),
)
