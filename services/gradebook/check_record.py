"""Checks a printed record without any database: ``python -m services.gradebook.check_record CODE --key FILE``.

``CODE`` is what stands in the QR code, the whole address or what follows its ``#``; ``FILE`` is the academy's public
key, of which there may be several. It says whether the code is as it was signed, and every figure that was signed, to
be compared with the paper. Whether the record was revoked since, the academy's page knows alone.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from services.gradebook.contract import RecordFigures
from services.gradebook.sealing.record_codes import (
    CodeAlteredError,
    CodeForeignError,
    RecordVerifier,
    Statement,
    public_key,
)


def main() -> None:
    """Read the command line and say it; exits with 1 where the code is not as it was signed by that key."""
    parser = argparse.ArgumentParser(prog="python -m services.gradebook.check_record")
    parser.add_argument("code", help="what the QR code says")
    parser.add_argument("--key", type=Path, action="append", required=True, help="a public key of the academy (PEM)")
    options = parser.parse_args()
    try:
        verifier = RecordVerifier(dict(map(public_key, options.key)))
    except (OSError, ValueError) as error:
        sys.exit(f"no public key: {error}")
    try:
        signed = verifier.read(options.code.rpartition("#")[2])
    except CodeForeignError:
        sys.exit("foreign: signed by another key, or altered")
    except CodeAlteredError:
        sys.exit("altered: this is not what was signed")
    print(*_said(signed.statement), sep="\n")


def _said(said: Statement) -> Iterator[str]:
    yield f"as it was signed: {said.number}/{said.year}, {said.day.isoformat()}, {said.cadet}"
    for place, figures in enumerate(said.figures, 1):
        yield f"{place}. {_line(figures)}"
    yield f"GPA {said.gpa or '–'}"


def _line(said: RecordFigures) -> str:
    if said.state == "not_closed":
        return "not closed"
    found = {"rating": said.rating, "examination": said.examination, "final": said.points, "letter": said.letter}
    return f"{said.state}: " + ", ".join(f"{name} {'–' if each is None else each}" for name, each in found.items())


if __name__ == "__main__":
    main()
