"""``python -m deploy.demo --data DIR --address http://127.0.0.1:8000``: load the demo academy once."""

import argparse
import json
import time
from pathlib import Path

from deploy.demo.load import load
from deploy.demo.plan import FACULTIES


def main() -> None:
    """Load, and write down who can sign in."""
    parser = argparse.ArgumentParser(prog="python -m deploy.demo")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--address", required=True)
    options = parser.parse_args()
    accounts = options.data / "demo-accounts.json"
    if accounts.is_file():
        return
    began = time.monotonic()
    academy = load(options.address)
    rows = [
        {
            "login": each.login,
            "password": each.password,
            "role": each.role,
            "faculty": "" if each.faculty is None else FACULTIES[each.faculty][0],
        }
        for each in academy.accounts
    ]
    fresh = accounts.with_suffix(".new")
    fresh.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.replace(accounts)
    print(f"demo: loaded in {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
