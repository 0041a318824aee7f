"""The Debian package: tree, control file, what it depends on, and its papers; looked at by lintian, then started."""

import gzip
import shutil
import tempfile
from pathlib import Path

from installers import linux, owners, places, texts, trying
from mj_desktop import identity

_ROOT = places.BUILD / "deb" / identity.COMMAND
_ELF = b"\x7fELF"


def package(folder: Path) -> Path:
    """Make the package of the frozen program in `dist`, have it looked at and tried, and return its file."""
    shutil.rmtree(_ROOT.parent, ignore_errors=True)
    linux.lay_out(folder, _ROOT / "usr")
    _papers(_ROOT / "usr" / "share")
    places.settle(_ROOT)
    _control()
    architecture = places.run("dpkg", "--print-architecture").strip()
    file = places.DIST / f"{identity.COMMAND}_{places.VERSION}_{architecture}.deb"
    places.DIST.mkdir(exist_ok=True)
    places.run("dpkg-deb", "--root-owner-group", "-Zxz", "--build", _ROOT, file)
    places.run("lintian", "--allow-root", "--fail-on", "error,warning", file)
    _try(file)
    return file


def _papers(share: Path) -> None:
    doc = share / "doc" / identity.COMMAND
    doc.mkdir(parents=True)
    (doc / "changelog.gz").write_bytes(gzip.compress(texts.debian_changelog().encode(), 9, mtime=0))
    (doc / "copyright").write_text(owners.debian(), encoding="utf-8")
    overrides = share / "lintian" / "overrides" / identity.COMMAND
    overrides.parent.mkdir(parents=True)
    overrides.write_text(texts.filled("overrides"), encoding="utf-8")


def _control() -> None:
    folder = _ROOT / "DEBIAN"
    folder.mkdir()
    homepage = texts.addresses()["homepage"]
    text = texts.filled(
        "control",
        ARCHITECTURE=places.run("dpkg", "--print-architecture").strip(),
        MAINTAINER=texts.maintainer(),
        SIZE=str(-(-places.size(_ROOT / "usr") // 1024)),
        DEPENDS=_depends(),
        HOMEPAGE=f"Homepage: {homepage}" if homepage else "",
    )
    (folder / "control").write_text("\n".join(filter(None, text.splitlines())) + "\n", encoding="utf-8")
    sums = places.run("sh", "-c", "find usr -type f -print0 | sort -z | xargs -0 md5sum", folder=_ROOT)
    (folder / "md5sums").write_text(sums, encoding="utf-8")
    places.settle(folder)


def _depends() -> str:
    """The packages of the libraries that anything in the tree links to and the tree does not hold."""
    library = _ROOT / "usr" / "lib" / identity.COMMAND
    files = (path for path in sorted(library.rglob("*")) if path.is_file() and not path.is_symlink())
    binaries = [path for path in files if _is_elf(path)]
    held = sorted({path.parent for path in binaries if ".so" in path.name})
    stage = places.BUILD / "deb" / "stage"
    (stage / "debian").mkdir(parents=True)
    stanzas = f"Source: {identity.COMMAND}\n\nPackage: {identity.COMMAND}\nArchitecture: any\n"
    (stage / "debian" / "control").write_text(stanzas, encoding="utf-8")
    words = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=1", *(f"-l{folder}" for folder in held)]
    printed = places.run(*words, *binaries, folder=stage)
    return printed.strip().removeprefix("shlibs:Depends=")


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == _ELF


def _try(file: Path) -> None:
    """Unpack it, as an installation does, and run its smoke from there."""
    with tempfile.TemporaryDirectory(prefix="mj-deb-") as scratch:
        places.run("dpkg-deb", "-x", file, scratch)
        Path(scratch).chmod(0o755)
        trying.smoke([str(Path(scratch, "usr", "bin", identity.COMMAND))], Path(scratch))
