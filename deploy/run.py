"""``./deploy/run``: the whole system on this machine, until Ctrl-C or SIGTERM."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from deploy import system
from deploy.broker import BrokerError
from deploy.debian import DebianError
from deploy.demo import begun
from deploy.demo.accounts import written_down
from deploy.keys import recovery_key_notice
from deploy.processes import Supervisor, run_to_its_end
from services.common.clocks.clock import DemoClock
from services.common.runtime import config, own_files
from services.common.runtime.config import MODE, TEST

T = TypeVar("T")


def main() -> None:
    """Start everything, say ``ready``, keep it running, stop everything."""
    options = arguments(sys.argv[1:])
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _interrupt)
    supervisor = Supervisor()
    try:
        _run(options, supervisor)
    except KeyboardInterrupt:
        print("stopping …", flush=True)
    except (system.StartError, config.ConfigError, BrokerError, DebianError) as error:
        sys.exit(f"could not start: {error}")
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        supervisor.stop()


def arguments(words: list[str]) -> argparse.Namespace:
    """The command line; a clock can be set in a demo only."""
    parser = argparse.ArgumentParser(prog="./deploy/run")
    parser.add_argument("--demo", action=argparse.BooleanOptionalAction, default=None)
    data, port = os.environ.get("JURNAL_DATA", system.ROOT / ".data"), os.environ.get("JURNAL_PORT", "8000")
    parser.add_argument("--data", type=Path, default=data, metavar="DIR")
    parser.add_argument("--port", type=int, default=port, metavar="N")
    parser.add_argument("--now", type=datetime.fromisoformat, metavar="2026-10-05T09:00")
    return parser.parse_args(words)


def _run(options: argparse.Namespace, supervisor: Supervisor) -> None:
    data: Path = options.data.absolute()
    own_files.keep(data)
    demo = _demo_mode(data, options.demo)
    if options.now is not None:
        _set_clock(data, options.now, demo)
    deployment = system.Deployment(data=data, port=options.port, demo=demo, databases={}, users=_users(data))
    uri = _step("broker", lambda: system.start_broker(supervisor, data / "broker"))
    told = _step("databases and services", lambda: system.start_services(supervisor, deployment, uri))
    wrong = _step("waiting until all answer", lambda: system.wait_until_all_answer(supervisor, deployment))
    print(*wrong, sep="\n", end="\n" if wrong else "", flush=True)
    if demo:
        _load_demo(deployment, told)
    else:
        print(recovery_key_notice(config.load_without_bus(told).keys), end="", flush=True)
    print(f"ready {deployment.address}", flush=True)
    while True:
        time.sleep(1)
        supervisor.look()


def _users(data: Path) -> Path | None:
    """Passwords of a broker of our own; one that is named in the environment has its own users."""
    return None if "JURNAL_AMQP_URI" in os.environ else data / "broker" / "users"


def _demo_mode(data: Path, asked: bool | None) -> bool:
    """What the first start decided; a demo unless it was told otherwise."""
    path = data / MODE
    if path.is_file():
        if (text := path.read_text(encoding="ascii")) == TEST:
            raise system.StartError(f"{data} is a test's, its passwords are weak: name another folder with --data")
        remembered = text == "demo"
        if asked is not None and asked != remembered:
            raise system.StartError(f"{data} is {'' if remembered else 'not '}a demo: name another folder with --data")
        return remembered
    data.mkdir(parents=True, exist_ok=True)
    demo = asked is not False
    path.write_text("demo" if demo else "academy", encoding="ascii")
    return demo


def _set_clock(data: Path, now: datetime, demo: bool) -> None:
    if not demo:
        raise system.StartError("--now is for a demo only: a real academy's clock is the machine's")
    zone = config.load_without_bus().zone
    clock = DemoClock(zone, data / "clock.json", system.BOOTED_AT)
    clock.move(now)
    begun.set_clock(data, clock.now())


def _load_demo(deployment: system.Deployment, told: dict[str, str]) -> None:
    if not written_down(deployment.data):
        command = ["-m", "deploy.demo", "--data", str(deployment.data), "--address", deployment.address]
        if run_to_its_end([sys.executable, *command], told):
            raise system.StartError("the demo academy could not be loaded")
    print("sign in with:")
    for each in written_down(deployment.data):
        print(f"  {each.role:<13} {each.login:<20} {each.password:<24} {each.faculty}")


def _step(name: str, do: Callable[[], T]) -> T:
    print(f"{name} …", flush=True)
    began = time.monotonic()
    result = do()
    print(f"{name}: {time.monotonic() - began:.1f} s", flush=True)
    return result


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
