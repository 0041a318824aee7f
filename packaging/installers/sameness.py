"""Whether two builds of one commit are the same: every file that they made, its bytes, mode and time."""

import hashlib
import sys
from pathlib import Path

from installers import places

Facts = tuple[int, int, str]
"""Mode, time in seconds, and the hash of the bytes or where a link leads."""


def main() -> int:
    """Hold this checkout's build against that of the one whose folder is the only word; 0 when nothing differs."""
    mine, other = made(places.CHECKOUT), made(Path(sys.argv[1]))
    different = sorted(name for name in mine.keys() | other.keys() if mine.get(name) != other.get(name))
    for name in different:
        print(f"FAIL {name}: {mine.get(name)}, {other.get(name)}")
    if not different:
        print(f"ok   two builds are the same in {len(mine)} files, modes and times included")
    return 1 if different or not mine else 0


def made(checkout: Path) -> dict[str, Facts]:
    """What a build in a checkout made, by name: the frozen program's files, and each installer as a whole."""
    frozen = places.FROZEN.relative_to(places.CHECKOUT)
    files = [path for path in (checkout / frozen).rglob("*") if path.is_symlink() or not path.is_dir()]
    installers = [*(checkout / "dist").glob("*"), *(checkout / "build").glob("*.squashfs")]
    held = {str(path.relative_to(checkout)): _facts(path) for path in files}
    # An installer is written when it is written; what lies in it is another matter.
    return held | {str(path.relative_to(checkout)): (0, 0, _facts(path)[2]) for path in installers}


def _facts(path: Path) -> Facts:
    seen = path.lstat()
    if path.is_symlink():
        return 0, int(seen.st_mtime), str(path.readlink())
    with path.open("rb") as file:
        return seen.st_mode, int(seen.st_mtime), hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
