"""What the pages decide without a page: how pasted and typed text is read, who is meant, what the time is (¶6, ¶17).

Each file of tests is run by node's own test runner; what it prints is shown when it fails.
"""

import subprocess
from pathlib import Path

import pytest

from tests.support.javascript import javascript

__all__ = ["javascript"]

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.test.mjs"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(".test.mjs"))
def test_a_module_does_what_its_tests_say(file: Path, javascript: str) -> None:
    """¶6, ¶17."""
    command = [javascript, "--no-warnings", "--test", str(file)]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stdout + done.stderr
