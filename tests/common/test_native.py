"""Native threads in a process that eventlet has patched: in a process of its own, for patching is for ever."""

import subprocess
import sys
from pathlib import Path

import pytest

from deploy.keys import make_keys
from deploy.system import ROOT
from services.common.runtime.config import SERVICES

#: Threads change places after nearly every instruction, so that any two that can meet do.
PRELUDE = """
import faulthandler, os, sys
faulthandler.dump_traceback_later(60, exit=True)
from services.common.concurrency import threads
threads.patch()
import eventlet, logging
threads.lock_logging()
logging.basicConfig(level=logging.INFO, stream=open(os.devnull, "w"))
from sqlalchemy.orm import session
threads.use_threads(4)
sys.setswitchinterval(1e-6)
"""

CONTENDED = {
    "SQLAlchemy's numbers": "for _ in range(20000): session._new_sessionid()",
    "log lines": "for each in range(1000): logging.getLogger(f'a{each}').info('x')",
    "our own lock": "for _ in range(20000):\n        with lock: pass",
}


def _python(code: str) -> tuple[int, str]:
    """What a fresh interpreter says."""
    done = subprocess.run(
        [sys.executable, "-c", PRELUDE + code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    return done.returncode, done.stdout.strip() or done.stderr.strip()[-1500:]


@pytest.mark.parametrize("what", CONTENDED)
def test_native_threads_that_meet_at_a_lock_go_on(what: str) -> None:
    """A thread that waited at a green lock would never be woken, and with it one of the process's few."""
    code = f"""
lock = threads.Lock()
def work():
    {CONTENDED[what]}
    return 1
waiting = [eventlet.spawn(threads.run_in_thread, work) for _ in range(4)]
print(sum(each.wait() for each in waiting), flush=True)
os._exit(0)
"""
    assert (0, "4") == _python(code)


def test_what_a_native_thread_keeps_is_its_own() -> None:
    """A thread-local is one per native thread, whatever greenlet asked for the work."""
    code = """
import time
kept = threads.Local()
real = __import__("eventlet").patcher.original("time")
def work():
    kept.count = getattr(kept, "count", 0) + 1
    real.sleep(0.05)
    return kept.count
waiting = [eventlet.spawn(threads.run_in_thread, work) for _ in range(8)]
print(sorted(each.wait() for each in waiting), hasattr(kept, "count"), flush=True)
os._exit(0)
"""
    assert (0, "[1, 1, 1, 1, 2, 2, 2, 2] False") == _python(code)


def test_a_greenlet_runs_while_a_native_thread_works_and_hears_what_it_raises() -> None:
    """By order: the green one is done first, and the work's own exception comes back."""
    code = """
done = []
release = threads.Lock(); release.acquire()
def slow():
    release.acquire()
    done.append("native")
    raise LookupError("as it was")
def wait():
    try: threads.run_in_thread(slow)
    except LookupError as error: done.append(str(error))
first = eventlet.spawn(wait)
eventlet.sleep(0)
done.append("green"); release.release()
first.wait()
print(done, flush=True)
os._exit(0)
"""
    assert (0, "['green', 'native', 'as it was']") == _python(code)


def test_a_process_that_stays_on_one_core_keeps_its_native_threads_there() -> None:
    """They take turns in one interpreter; which core is the process's own affair."""
    code = """
threads.stay_on_one_core()
here, there = os.sched_getaffinity(0), threads.run_in_thread(os.sched_getaffinity, 0)
print(len(here), here == there, flush=True)
os._exit(0)
"""
    assert (0, "1 True") == _python(code)


@pytest.mark.parametrize("service", SERVICES)
def test_no_mapper_is_left_to_be_configured_when_first_used(service: str, tmp_path: Path) -> None:
    """Two first calls at once would meet at SQLAlchemy's patched lock: before a service starts all is configured."""
    make_keys(tmp_path / "keys")
    code = f"""
from services.common.runtime import config, runner
told = {{"JURNAL_AMQP_URI": "amqp://127.0.0.1/", "JURNAL_DATA": {str(tmp_path)!r}}}
runner.container({service!r}, config.load(told))
from sqlalchemy import event
from sqlalchemy.orm import Mapper, configure_mappers
event.listen(Mapper, "before_configured", lambda: print("late"))
configure_mappers()
print("end")
"""
    assert (0, "end") == _python(code)
