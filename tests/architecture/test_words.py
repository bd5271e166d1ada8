"""One word per thing, and none that does not belong."""

import json
import re
import subprocess

from tests.architecture.source import ROOT

#: Broken primitives that the regulation names and this product must not use (¶9).
BROKEN = re.compile(r"\b(hashlib\.md5|md5\(|hashlib\.new\(|TripleDES|algorithms\.DES|sha1\()")

#: Where packages come from, in parts, so that this file names none of them.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("debian", "org"),
        ("ubuntu", "com"),
        ("proxy", "golang", "org"),
        ("crates", "io"),
        ("rubygems", "org"),
        ("docker", "io"),
        ("ghcr", "io"),
        ("quay", "io"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
        ("cdnjs", "cloudflare", "com"),
        ("googleapis", "com"),
    )
)
#: A locked package: its name, its version, and the hashes of its files; nothing else on the line.
LOCKED = re.compile(r"[\w.\[\]-]+==\S+( ; [^#]+?)?( --hash=sha256:[0-9a-f]{64})+")


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


def _unlocked(text: str) -> list[str]:
    """The lines, put together where they go on, that do not lock a package; comments left out."""
    whole = re.sub(r"\s*\\\n\s*", " ", text)
    lines = [line for line in whole.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [line for line in lines if not LOCKED.fullmatch(line.strip())]


def test_every_locked_package_has_its_hashes() -> None:
    """Nothing is installed but the files that were meant."""
    locks = _tracked("deploy/requirements/*.txt")
    assert ["deploy/requirements/run.txt", "deploy/requirements/test.txt"] == sorted(locks)
    assert {name: [] for name in locks} == {name: _unlocked((ROOT / name).read_text("utf-8")) for name in locks}


def test_every_javascript_package_is_locked_with_its_hash() -> None:
    """Those that are named have one version each; all that they need have their files' hashes."""
    web = ROOT / "gateway" / "web"
    named = json.loads((web / "package.json").read_text("utf-8"))["devDependencies"]
    locked = json.loads((web / "package-lock.json").read_text("utf-8"))["packages"]
    assert named == locked.pop("")["devDependencies"]
    assert named == {name: locked[f"node_modules/{name}"]["version"] for name in named}
    assert [] == [name for name, package in locked.items() if not package.get("integrity", "").startswith("sha512-")]


def test_a_line_without_a_hash_or_with_anything_else_is_found() -> None:
    """One that names no version or no hash, and one that says where to look."""
    good = f"a[b]==1.0 \\\n    --hash=sha256:{'0' * 64} \\\n    --hash=sha256:{'f' * 64}\n    # via c\n"
    bad = ["a==1.0", f"a --hash=sha256:{'0' * 64}", f"a==1 --hash=sha256:{'0' * 63}", "--extra-index-url somewhere"]
    assert bad == _unlocked(good + "\n".join(bad))


def test_no_committed_file_names_a_registry() -> None:
    """Where packages come from is the machine's own affair, in every file there is."""
    named = [
        (name, host)
        for name in _tracked()
        for host in REGISTRIES
        if re.search(rb"(?<![\w-])" + re.escape(host).encode(), (ROOT / name).read_bytes().lower())
    ]
    assert [] == named


def test_no_locked_file_holds_an_address() -> None:
    """Locked requirements name packages and hashes, never where they come from."""
    locked = _tracked("*requirements*", "*lock*", "*.npmrc")
    addressed = [
        name for name in locked if re.search(r"https?://|index-url", (ROOT / name).read_text(encoding="utf-8"))
    ]
    assert [] == addressed
