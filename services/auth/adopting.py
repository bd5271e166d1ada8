"""Signs the rows of people of whom nothing is signed once more: ``python -m services.auth.adopting --again``.

An operator who has restored a backup from before people were signed does so: see ``sealing.signature_backfill``.
"""

import argparse

from services.auth.bootstrap import OPERATOR
from services.auth.sealing.signature_backfill import repeat_backfill
from services.common.runtime import config
from services.common.runtime.app import Runtime


def again(runtime: Runtime) -> int:
    """Sign them for an operator. Returns how many there are."""
    return repeat_backfill(runtime, OPERATOR)


def main() -> None:
    """Do it again for an operator who has looked at the rows."""
    parser = argparse.ArgumentParser(prog="python -m services.auth.adopting")
    parser.add_argument("--again", action="store_true", required=True, help="trust the rows of people without voucher")
    parser.parse_args()
    print(f"adopted: {again(Runtime.of('auth', config.load_without_bus()))}")


if __name__ == "__main__":
    main()
