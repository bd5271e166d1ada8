"""``python -m deploy.story [--address http://127.0.0.1:8000] [--data DIR]``: what happens after the window, told."""

import argparse
import signal
import sys
from pathlib import Path

import httpx

from deploy import system
from deploy.demo.accounts import written_down
from deploy.demo.client import RefusedError
from deploy.story.places import NowhereError
from deploy.story.teller import StoryError
from deploy.story.telling import tell


def main() -> None:
    """Tell it once, unless asked for more."""
    options = arguments(sys.argv[1:])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    accounts = written_down(options.data)
    if not accounts:
        sys.exit(f"{options.data} holds no demo; start one with ./deploy/run and name its folder with --data")
    try:
        tell(options.address, accounts, again=options.again)
    except httpx.TransportError as error:
        sys.exit(f"{options.address} does not answer ({error}); start the demo with ./deploy/run")
    except NowhereError:
        sys.exit("the story stops: this demo has no lessons left that it could be about; start another one")
    except (StoryError, RefusedError, TimeoutError) as error:
        sys.exit(f"the story stops: {error}")


def arguments(words: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m deploy.story")
    parser.add_argument("--address", default="http://127.0.0.1:8000", help="as ./deploy/run prints it")
    parser.add_argument("--data", type=Path, default=system.ROOT / ".data", help="the demo's folder", metavar="DIR")
    parser.add_argument("--again", action="store_true", help="tell it with other cells, though it has been told")
    return parser.parse_args(words)


if __name__ == "__main__":
    main()
