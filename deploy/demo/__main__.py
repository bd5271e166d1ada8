"""``python -m deploy.demo --data DIR --address http://127.0.0.1:8000``: load the demo academy once."""

import argparse
import signal
import sys
import time
from pathlib import Path

from deploy.demo.accounts import write_down, written_down
from deploy.demo.begun import end
from deploy.demo.load import load
from services.common.runtime import own_files


def main() -> None:
    """Load, and write down who can sign in."""
    parser = argparse.ArgumentParser(prog="python -m deploy.demo")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--address", required=True)
    options = parser.parse_args()
    own_files.keep(options.data)
    if written_down(options.data):
        return
    began = time.monotonic()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        write_down(options.data, load(options.address, options.data).accounts)
    except KeyboardInterrupt:
        sys.exit("demo: stopped; the next start goes on from here")
    end(options.data)
    print(f"demo: loaded in {time.monotonic() - began:.0f} s", flush=True)


def _interrupt(*_: object) -> None:
    """Once: putting the clock back is not cut short."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
