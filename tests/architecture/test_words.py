"""One word per thing, and none that does not belong."""

import re
import subprocess

from tests.architecture.source import ROOT

#: Broken primitives that the regulation names and this product must not use (¶9).
BROKEN = re.compile(r"\b(hashlib\.md5|md5\(|hashlib\.new\(|TripleDES|algorithms\.DES|sha1\()")


def _tracked(*patterns: str) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_broken_primitive_is_used() -> None:
    """DES and MD5 appear nowhere in code (¶9)."""
    code = [name for name in _tracked("*.py", "*.js") if not name.startswith("tests/architecture/")]
    used = [name for name in code if BROKEN.search((ROOT / name).read_text(encoding="utf-8"))]
    assert [] == used


def test_no_locked_file_holds_an_address() -> None:
    """Locked requirements name packages and hashes, never where they come from."""
    locked = _tracked("*requirements*", "*lock*", "*.npmrc")
    addressed = [
        name for name in locked if re.search(r"https?://|index-url", (ROOT / name).read_text(encoding="utf-8"))
    ]
    assert [] == addressed
