"""What ``python -m services.<name>`` does: ``run``, ``migrate``, ``check``, ``parked`` or ``clock``.

The standard library is made green before Nameko is imported, so the imports here are lazy on purpose.
"""

import argparse
import signal
import sys
from typing import Any

from services.common.runtime import config as configuration
from services.common.runtime import own_files

#: Native threads unless JURNAL_THREADS says otherwise. Use cases share one interpreter and, on SQLite, one writer:
#: more threads make them wait for each other. auth's hash passwords, outside the interpreter's lock, delaying nobody.
FEW_THREADS = 2
THREADS = {"auth": 6}
#: Whose threads stay on one core: one at a time runs, and to hand over to another core takes longer than the wait.
#: With four clients the gradebook saves a third more marks a second so. auth's run at the same time.
ON_ONE_CORE = frozenset({"gradebook"})


def main(service: str) -> None:
    """Do what the command line asks of a service."""
    parser = argparse.ArgumentParser(prog=f"python -m services.{service}")
    actions = ("run", "migrate", "check", "parked", "clock")
    parser.add_argument("action", nargs="?", default="run", choices=actions)
    parser.add_argument("--replay", action="store_true", help="take parked events in again, in order")
    parser.add_argument("--drop", metavar="ID", help="throw a parked event away: it is forged, or of no use")
    parser.add_argument("--accept", action="store_true", help="the clock is right: the newest entry was dated wrong")
    options = parser.parse_args()
    try:
        config = configuration.load() if options.action == "run" else configuration.load_without_bus()
        own_files.keep(config.data)
    except configuration.ConfigError as error:
        sys.exit(str(error))
    if options.action == "migrate":
        _migrate(service, config)
    elif options.action == "check":
        _check(service, config)
    elif options.action == "parked":
        _parked(service, config, options)
    elif options.action == "clock":
        _clock(service, config, accept=options.accept)
    else:
        _run(service, config)


def _migrate(service: str, config: configuration.Config) -> None:
    from services.common.storage.migrate import upgrade  # noqa: PLC0415

    config.data.mkdir(parents=True, exist_ok=True)
    upgrade(service, config.database(service))


def _check(service: str, config: configuration.Config) -> None:
    """Look for what is damaged, name it, and leave it in the audit; exit with 1 where there is something."""
    import importlib  # noqa: PLC0415

    from services.common.runtime.app import Runtime  # noqa: PLC0415
    from services.common.storage import checks  # noqa: PLC0415

    contradictions = importlib.import_module(f"services.{service}.consistency").contradictions
    found = checks.check(Runtime.of(service, config).unit, contradictions)
    for each in found:
        print(each.kind, each.subject, sep="\t")
    sys.exit(1 if found else 0)


def _parked(service: str, config: configuration.Config, options: argparse.Namespace) -> None:
    import importlib  # noqa: PLC0415

    from services.common.delivery.inbox import Inbox  # noqa: PLC0415
    from services.common.runtime.app import Runtime  # noqa: PLC0415

    subscriptions = importlib.import_module(f"services.{service}.subscriptions")
    inbox = Inbox(Runtime.of(service, config).unit, subscriptions.HANDLERS)
    if options.drop and not inbox.drop(options.drop):
        sys.exit(f"no such event is parked: {options.drop}")
    for event_id, aggregate, error in inbox.parked():
        print(event_id, aggregate, error, sep="\t")
    if options.replay:
        print(f"taken in: {inbox.replay()}")


def _clock(service: str, config: configuration.Config, *, accept: bool) -> None:
    from services.common.runtime.app import Runtime  # noqa: PLC0415
    from services.common.storage import clock_faults  # noqa: PLC0415

    unit = Runtime.of(service, config).unit
    seconds = clock_faults.accept(unit) if accept else clock_faults.lag(unit)
    if not seconds:
        print("the clock is not behind the newest entry")
    elif accept:
        print(f"accepted: the newest entry was dated {seconds} s ahead; the audit says so")
    else:
        print(f"the clock is {seconds} s behind the newest entry: set it right, or, if it is right, say --accept")


def _run(service: str, config: configuration.Config) -> None:
    from services.common.concurrency import threads  # noqa: PLC0415

    threads.patch()
    _serve(service, config)


def _nameko(uri: str) -> dict[str, Any]:
    """Where Nameko finds the bus."""
    from services.common.messaging import bus  # noqa: PLC0415

    return {"AMQP_URI": bus.plain_uri(uri), "AMQP_SSL": bus.tls(uri)}


def container(service: str, config: configuration.Config) -> Any:
    """Nameko's runner with the service in it, not started.

    The service's module comes first, and all its mappers with it: those that ``Runtime.of`` does not configure are
    configured when first used, where native threads would wait for each other at SQLAlchemy's patched lock for ever.
    """
    import importlib  # noqa: PLC0415

    from nameko.runners import ServiceRunner  # noqa: PLC0415

    from services.common.runtime.app import RUNTIME, Runtime  # noqa: PLC0415

    served = importlib.import_module(f"services.{service}.service").Service
    runner = ServiceRunner({**_nameko(config.amqp_uri), "max_workers": 20, RUNTIME: Runtime.of(service, config)})
    runner.add_service(served)
    return runner


def _serve(service: str, config: configuration.Config) -> None:
    import logging  # noqa: PLC0415

    import eventlet  # noqa: PLC0415

    from services.common.concurrency import threads  # noqa: PLC0415
    from services.common.messaging.rpc import keep_calls_off_the_disk, take_the_exchange_as_it_is  # noqa: PLC0415
    from services.common.runtime.log_format import INSTANT, LINE  # noqa: PLC0415

    keep_calls_off_the_disk()
    take_the_exchange_as_it_is()
    threads.lock_logging()
    logging.basicConfig(level=logging.INFO, format=LINE, datefmt=INSTANT)
    logging.getLogger("amqp").setLevel(logging.WARNING)
    logging.getLogger("nameko.containers").setLevel(logging.ERROR)  # a refusal is an answer, not a warning
    threads.use_threads(config.threads or THREADS.get(service, FEW_THREADS))
    if service in ON_ONE_CORE:
        threads.stay_on_one_core()
    runner = container(service, config)
    signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_n(runner.stop))
    runner.start()
    logging.getLogger(service).info("ready")
    try:
        runner.wait()
    except KeyboardInterrupt:
        runner.stop()
