"""Who may do what with files."""

from pathlib import Path


def open_to_others(folder: Path) -> list[str]:
    """What anybody but its user may read, write or enter, the folder itself among it."""
    found = [path for path in (folder, *folder.rglob("*")) if not path.is_symlink() and path.stat().st_mode & 0o077]
    return [f"{path.relative_to(folder)} {path.stat().st_mode & 0o777:o}" for path in found]
