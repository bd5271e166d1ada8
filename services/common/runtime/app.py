"""What stands between an entrypoint and a use case, the same in every service.

``self.app.command(use_case, Request, raw)``: who asks is verified, the request decoded strictly, the use case
run in a native thread in one transaction, once per ``command_id``; then the relay is woken.
``self.app.query(read, Request, raw)``: the same without writing.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from eventlet.event import Event
from eventlet.timeout import Timeout
from nameko.extensions import DependencyProvider
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import configure_mappers

from services.common.clocks import zones
from services.common.clocks.clock import Clock
from services.common.clocks.exchange import ClockTalk, ClockWatch
from services.common.concurrency import threads
from services.common.delivery import outbox
from services.common.delivery.consumer import EventConsumer
from services.common.delivery.inbox import Handler, Inbox
from services.common.delivery.relay import RelayThread
from services.common.errors import Refusal, Refused
from services.common.messaging.envelope import Trace
from services.common.messaging.wire import decode, encode
from services.common.refusals import Reasons
from services.common.runtime.config import Config
from services.common.security import key_derivation
from services.common.security.revocation import EndingsListener
from services.common.security.sealing import read_key
from services.common.security.tokens import CADET, Principal, TokenVerifier
from services.common.storage import checks, clock_faults, damages
from services.common.storage.checks import Check
from services.common.storage.database import Database
from services.common.storage.idempotency import Answers
from services.common.storage.unit_of_work import UnitOfWork, Work, newest_entry

log = logging.getLogger(__name__)

Q = TypeVar("Q")
R = TypeVar("R")

#: Makes what is shown of an answer that is kept: what may not be kept is read afresh.
Completion = Callable[[Work, Q, Any], Any]

RUNTIME = "JURNAL_RUNTIME"
CHECK_SECONDS = timedelta(days=1).total_seconds()

#: Kinds of refusals that are attempts at what one may not do; the others are mistakes in typing.
ATTEMPTS = ("forbidden", "conflict")
PLACES = ("journal", "lesson", "cadet", "case", "contingent", "discrepancy", "notice", "group", "person", "request")
LONGEST_ID = 36
#: The field in which auth says that the password was given again; another each time.
CONFIRMATION = "confirmation"


@dataclass(frozen=True)
class Runtime:
    """What one process of a service has: made once at start, and by tests without any bus."""

    service: str
    config: Config
    clock: Clock
    unit: UnitOfWork
    verifier: TokenVerifier
    answers: Answers

    @classmethod
    def of(cls, service: str, config: Config) -> "Runtime":
        """The runtime that the configuration describes."""
        configure_mappers()  # not when first used: native threads would meet at SQLAlchemy's patched, green lock
        key_derivation.use(key_derivation.LEAST if config.cheap_passwords else key_derivation.FULL)
        clock = config.clock()
        return cls(
            service,
            config,
            clock,
            UnitOfWork(service, Database(config.database(service)), clock, config.keys),
            TokenVerifier.from_file(config.keys / "token-verify.pem"),
            Answers(read_key(config.keys / "fingerprint.key")),
        )

    def principal(self, token: object, *, cadets: bool = False) -> Principal:
        """Who the token names; refused while duties of the first sign-in are outstanding (¶22).

        ``cadets``: a cadet may ask too, who is refused everywhere else (¶3).
        """
        principal = self.verifier.verify(token, self.clock.machine())
        if principal.has(CADET) and not (cadets and principal.own_cadet):
            raise Reasons.not_for_cadets.refused()
        if principal.duties:
            raise Reasons.duties_outstanding.refused()
        return principal

    def run_command(
        self,
        use_case: Callable[[Work, Q], Any],
        shape: type[Q],
        raw: object,
        principal: Principal,
        trace: Trace,
        *,
        complete: Completion[Q] | None = None,
    ) -> Any:
        """Do a command in one transaction, once per ``command_id`` of the request; ``complete`` reads at its end."""
        request = decode(raw, shape)
        mark = self._mark(shape, raw)

        def run() -> Any:
            with self.unit.writing(principal, trace) as work:
                reply = _run_once(self.answers, work, use_case, request, mark)
                return reply if complete is None else encode(complete(work, request, reply))

        try:
            return _again_when_met(run)
        except Refused as refused:
            self.tell_attempt(refused.tried, shape, raw, principal, trace)
            raise

    def tell_attempt(self, refusal: Refusal, shape: type, raw: object, principal: Principal, trace: Trace) -> None:
        """Leave an attempt that a paragraph forbids in the audit, though nothing was changed."""
        if not refusal.rule or refusal.kind not in ATTEMPTS:
            return
        with self.unit.writing(principal, trace) as work:
            work.audit("attempt.refused", shape.__name__, code=refusal.code, rule=refusal.rule, **_places(raw))

    def first_answer(self, shape: type[Q], raw: object, principal: Principal) -> Any | None:
        """The reply this command got before, or None: for who does slow work before the transaction."""
        command_id = getattr(decode(raw, shape), "command_id", "")
        with self.unit.reading(principal) as work:
            return self.answers.first(work, command_id, self._mark(shape, raw))

    def _mark(self, shape: type, raw: object) -> bytes:
        """Of what is commanded; who gives the password again to say the same says the same."""
        said = {name: value for name, value in raw.items() if name != CONFIRMATION} if isinstance(raw, dict) else raw
        return self.answers.fingerprint([shape.__name__, said])

    def run_query(
        self, read: Callable[[Work, Q], Any], shape: type[Q], raw: object, principal: Principal, trace: Trace
    ) -> Any:
        """Answer a question."""
        request = decode(raw, shape)
        with self.unit.reading(principal, trace) as work:
            return encode(read(work, request))

    def run_local(
        self, read: Callable[[Work, Q], R], shape: type[Q], raw: object, principal: Principal, trace: Trace
    ) -> R:
        """Read for this service's own next step; the answer is not encoded."""
        request = decode(raw, shape)
        try:
            with self.unit.reading(principal) as work:
                return read(work, request)
        except Refused as refused:
            self.tell_attempt(refused.tried, shape, raw, principal, trace)
            raise

    def begin(self) -> None:
        """What a process does before it serves."""
        with self.unit.writing() as work:
            self.answers.forget_former(work)
        self.watch_clock()

    def watch_clock(self) -> None:
        """What a process does now and then, whether anybody asks or not."""
        clock_faults.watch(self.unit)

    def health(self) -> dict[str, Any]:
        """Whether the database answers, how many messages wait for the broker, how much is damaged, and the clock."""
        with self.unit.reading() as work:
            work.session.execute(text("SELECT 1"))
            counts = {"outbox": outbox.depth(work.session), "damaged": damages.count(work.session)}
            self.unit.guard.saw(newest_entry(work.session))
        fault = self.unit.guard.fault()
        return {
            "service": self.service,
            "database": True,
            **counts,
            "time_zones": zones.VERSION,
            "clock": fault.reason if fault else "right",
            "clock_seconds": fault.seconds if fault else 0,
        }


@dataclass(frozen=True)
class Calls:
    """One call's way to the use cases: bound to its token, its trace and the caller's key on its way."""

    runtime: Runtime
    token: object = field(repr=False)
    session_key: object = field(repr=False)
    trace: Trace
    language: str
    wake: Callable[[], None]
    look: Callable[[], None] = lambda: None

    def command(
        self,
        use_case: Callable[[Work, Q], Any],
        shape: type[Q],
        raw: object,
        *,
        complete: Completion[Q] | None = None,
        cadets: bool = False,
    ) -> Any:
        """Run a command for who the token names; ``cadets``: a cadet may give it too."""
        return self.command_as(self.principal(cadets=cadets), use_case, shape, raw, complete=complete)

    def command_as(
        self,
        principal: Principal,
        use_case: Callable[[Work, Q], Any],
        shape: type[Q],
        raw: object,
        *,
        complete: Completion[Q] | None = None,
    ) -> Any:
        """Run a command for somebody the caller has made sure of (auth's own first steps, say)."""
        run = partial(self.runtime.run_command, complete=complete)
        reply = threads.run_in_thread(run, use_case, shape, raw, principal, self.trace)
        self.wake()
        return reply

    def begin_check(self, raw: object) -> Any:
        """Have this process look for what is damaged; the answer does not wait for it."""
        reply = self.command(checks.ask_for_check, checks.CheckDamages, raw)
        self.look()
        return reply

    def principal(self, *, cadets: bool = False) -> Principal:
        """Whom the call's token names; ``cadets``: who may be a cadet. Raises ``Refused``."""
        return self.runtime.principal(self.token, cadets=cadets)

    def first_answer(self, principal: Principal, shape: type[Q], raw: object) -> Any | None:
        """The reply this command of the principal got before, or None."""
        return threads.run_in_thread(self.runtime.first_answer, shape, raw, principal)

    def query(self, read: Callable[[Work, Q], Any], shape: type[Q], raw: object, *, cadets: bool = False) -> Any:
        """Answer a question of who the token names; ``cadets``: a cadet may ask it too."""
        return self.query_as(self.principal(cadets=cadets), read, shape, raw)

    def query_as(self, principal: Principal, read: Callable[[Work, Q], Any], shape: type[Q], raw: object) -> Any:
        """Answer a question of somebody the caller has made sure of."""
        return threads.run_in_thread(self.runtime.run_query, read, shape, raw, principal, self.trace)

    def local(self, principal: Principal, read: Callable[[Work, Q], R], shape: type[Q], raw: object) -> R:
        """Read for the entrypoint's own next step, such as slow work outside any transaction."""
        answer: R = threads.run_in_thread(self.runtime.run_local, read, shape, raw, principal, self.trace)
        return answer

    def attempted(self, principal: Principal, refusal: Refusal, shape: type, raw: object) -> None:
        """Leave in the audit what another service refused on the way."""
        threads.run_in_thread(self.runtime.tell_attempt, refusal, shape, raw, principal, self.trace)

    def health(self) -> dict[str, Any]:
        """The service's own state, for anybody."""
        return threads.run_in_thread(self.runtime.health)


def _again_when_met(run: Callable[[], Any]) -> Any:
    """Somebody else wrote the same row meanwhile: decide again, seeing it."""
    try:
        return run()
    except IntegrityError:
        return run()


def _places(raw: object) -> dict[str, str]:
    """Which things a refused command named: ids alone, never a mark or a text."""
    named = raw if isinstance(raw, dict) else {}
    return {name: value for name in PLACES if isinstance(value := named.get(name), str) and len(value) <= LONGEST_ID}


def _run_once(answers: Answers, work: Work, use_case: Callable[[Work, Q], Any], request: Q, mark: bytes) -> Any:
    """The answer of the command: its first one, where it has been done before."""
    command_id = getattr(request, "command_id", "")
    if command_id and (known := answers.first(work, command_id, mark)) is not None:
        return known
    reply = encode(use_case(work, request))
    if command_id:
        answers.remember(work, command_id, mark, reply)
    return reply


class App(DependencyProvider):  # type: ignore[misc]
    """Gives each call its ``Calls``; runs the relay, the service's own check at start and daily, and, for a service
    with subscriptions, the event consumer. ``first``: what it does before it serves.
    """

    def __init__(
        self,
        handlers: Mapping[str, Handler] | None = None,
        contradictions: Check | None = None,
        first: Callable[[Runtime], None] | None = None,
    ) -> None:
        self._handlers = handlers or {}
        self._contradictions = contradictions
        self._first = first
        self._asked = Event()

    def setup(self) -> None:
        """Take the process's runtime from the container's configuration."""
        self.runtime: Runtime = self.container.config[RUNTIME]
        bus, service, unit = self.runtime.config.amqp_uri, self.runtime.service, self.runtime.unit
        self.relay = RelayThread(bus, unit)
        self.endings = EndingsListener(bus, service, self.runtime.verifier.ended)
        self.talk = ClockTalk(bus, service, unit.guard)
        self.watch = ClockWatch(self.runtime.watch_clock)
        self.consumer = EventConsumer(bus, service, Inbox(unit, self._handlers), self.relay.wake)

    def start(self) -> None:
        """Start relaying, listening to ended sessions and to clocks, and consuming."""
        threads.run_in_thread(self.runtime.begin)
        if self._first:
            threads.run_in_thread(self._first, self.runtime)
        self.container.spawn_managed_thread(self.relay.run, identifier="relay")
        self.container.spawn_managed_thread(self.endings.run, identifier="endings")
        self.container.spawn_managed_thread(self.talk.run, identifier="clocks")
        self.container.spawn_managed_thread(self.watch.run, identifier="clock")
        if self._handlers:
            self.container.spawn_managed_thread(self.consumer.run, identifier="events")
        if self._contradictions:
            self.container.spawn_managed_thread(partial(self._check, self._contradictions), identifier="check")

    def _check(self, contradictions: Check) -> None:
        """What fails is looked at again tomorrow, or when somebody asks; the service serves all the same."""
        not_within = checks.AT_ONCE
        while True:
            try:
                threads.run_in_thread(checks.check_in_turn, self.runtime.unit, contradictions, not_within)
            except Exception:
                log.exception("the check of the stored data did not end")
            not_within = checks.AT_ONCE if self._is_asked_within(CHECK_SECONDS) else checks.DAILY

    def _look(self) -> None:
        """Somebody has asked for the check."""
        if not self._asked.ready():
            self._asked.send()

    def _is_asked_within(self, seconds: float) -> bool:
        with Timeout(seconds, False):
            self._asked.wait()
        asked: bool = self._asked.ready()
        self._asked = Event()
        return asked

    def stop(self) -> None:
        """Stop them after what they are doing."""
        self.relay.stop()
        self.endings.stop()
        self.talk.stop()
        self.watch.stop()
        self.consumer.stop()

    def get_dependency(self, worker_ctx: Any) -> Calls:
        """What the entrypoint sees as ``self.app``."""
        data = worker_ctx.context_data
        trace = Trace(correlation_id=_text(data, "correlation_id"), traceparent=_text(data, "traceparent"))
        language = _text(data, "language") or "kk"
        return Calls(
            self.runtime, data.get("auth_token"), data.get("session_key"), trace, language, self.relay.wake, self._look
        )


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name, "")
    return value[:80] if isinstance(value, str) else ""
