"""Whose what is bundled is, and under which licence: Debian's copyright file, out of the packages' own papers."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib.metadata import Distribution, distribution
from importlib.util import find_spec

from installers import places
from mj_desktop import identity
from mj_desktop.core.components import BACKPORTS, Component, of_system

_LIBRARY = f"usr/lib/{identity.COMMAND}"
_COMMON = {  # Debian has these texts
    "Apache-2.0": "Apache-2.0", "LGPL-3.0-only": "LGPL-3", "MPL-2.0": "MPL-2.0", "GPL-3.0-or-later": "GPL-3",
    "LGPL-2.1-or-later": "LGPL-2.1", "GPL-2.0-or-later": "GPL-2",
}  # fmt: skip
_HOLDER = re.compile(r"^\W*(?:Copyright|\(c\))\b.*\d{4}.*|^\W*Copyright \(c\).+", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Native:
    """Libraries that a wheel brings beside its own, by names below its `.libs`."""

    patterns: tuple[str, ...]
    what: str
    holder: str
    licence: str


NATIVE: tuple[Native, ...] = (
    Native(
        ("libavcodec-*", "libavformat-*", "libavutil-*", "libswresample-*", "libswscale-*"),
        "FFmpeg", "2000-2026 the FFmpeg developers", "LGPL-2.1-or-later",
    ),
    Native(("libvpx-*",), "libvpx", "2010 The WebM Project authors", "BSD-3-Clause"),
    Native(("libaom-*",), "libaom", "2016 Alliance for Open Media", "BSD-2-Clause"),
    Native(("libavif-*",), "libavif", "2019 Joe Drago", "BSD-2-Clause"),
    Native(("libssl-*", "libcrypto-*"), "OpenSSL 1.1.1", "1998-2021 The OpenSSL Project", "OpenSSL"),
    Native(("libdrm-*",), "libdrm", "1999-2020 the libdrm authors", "MIT"),
    Native(("libpng16-*",), "libpng", "1995-2026 The PNG Reference Library Authors", "Libpng"),
    Native(
        ("libopenblas*", "libscipy_openblas*"), "OpenBLAS and LAPACK",
        "2011-2026 The OpenBLAS Project; 1992-2026 the LAPACK authors", "BSD-3-Clause",
    ),
    Native(
        ("libgfortran-*", "libquadmath-*"), "GCC's runtime libraries", "Free Software Foundation, Inc.",
        "GPL-3.0-or-later WITH GCC-exception-3.1",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Stanza:
    """Files of the bundle, their holders, their licence, and where its text is."""

    files: str
    holders: str
    licence: str
    comment: str = ""


def debian() -> str:
    """The copyright file of the Debian package, in Debian's machine-readable form."""
    _every_library_is_known()
    head = "\n".join((
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
        f"Upstream-Name: {identity.NAME}",
        "Comment: The program is frozen: it brings Python, Qt, OpenCV and what else it needs. The texts of all",
        f" licences lie below /{_LIBRARY}/_internal, in mj_desktop/resources/licences and in its *.dist-info.",
    ))  # fmt: skip
    stanzas = list(_stanzas())
    texts = {each.licence: _text(each.licence) for each in stanzas}
    blocks = [_block(each) for each in stanzas] + [f"License: {name}\n{text}" for name, text in texts.items()]
    return "\n\n".join([head, *blocks]) + "\n"


def _stanzas() -> Iterator[Stanza]:
    own = (places.CHECKOUT / "LICENSE").read_text(encoding="utf-8")
    yield Stanza("*", _holders(own), "MIT")
    inside = f"{_LIBRARY}/_internal"
    ours = f"{inside}/mj_desktop/resources"
    yield Stanza(f"{ours}/fonts/*", "2016 The Inter Project Authors", "OFL-1.1", "In LICENSE beside them.")
    yield Stanza(f"{ours}/icons/*", "2026 Lucide Icons and Contributors; 2013 Cole Bemis", "ISC", "In LICENSE there.")
    python = f"{inside}/python3* {inside}/libpython3* {inside}/base_library.zip"
    holder = "2001 Python Software Foundation"
    yield Stanza(python, holder, "PSF-2.0", "In mj_desktop/resources/licences/Python.txt.")
    boot = "Its exception lets what it starts have any licence."
    holder = "2010-2026 PyInstaller Development Team; 2005-2009 Giovanni Bajo"
    yield Stanza(f"{_LIBRARY}/{identity.COMMAND}", holder, "GPL-2.0-or-later WITH Bootloader-exception", boot)
    for component in bundled():
        yield _of(component, inside)
    for native in NATIVE:
        where = " ".join(f"{inside}/*.libs/{pattern}" for pattern in native.patterns)
        yield Stanza(where, native.holder, native.licence, f"{native.what}; in the papers of the wheel it came with.")


def bundled() -> tuple[Component, ...]:
    """What this system's program brings; backports as this Python needs them."""
    backports = tuple(each for each in BACKPORTS if find_spec(each.name.replace("-", "_")))
    return (*of_system(sys.platform), *backports)


def _of(component: Component, inside: str) -> Stanza:
    found = distribution(component.name)
    holders = _holders("\n".join(licence_texts(found))) or f"the authors of {component.name}"
    if component.name in ("PySide6-Essentials", "shiboken6"):
        holders = "The Qt Company Ltd. and other contributors"
        where = "PySide6" if component.name.startswith("PySide6") else "shiboken6"
        told = f"Qt is unmodified and may be replaced: {identity.NAME}'s About dialog and licences/README.md say how."
        return Stanza(f"{inside}/{where}/*", holders, "LGPL-3.0-only", told)
    folders = {file.parts[0] for file in found.files or () if not file.parts[0].startswith("..")}
    where = " ".join(f"{inside}/{folder}*" for folder in sorted(folders) if not folder.endswith((".pth", ".libs")))
    return Stanza(where, holders, component.licence, f"{component.name}: {component.what}.")


def licence_texts(found: Distribution) -> list[str]:
    """The licences that a distribution brings in its papers."""
    named = (file for file in found.files or () if ".dist-info" in file.parts[0])
    papers = (file for file in named if re.search("licen[cs]e|copying|notice", str(file).lower()))
    return [file.read_text(encoding="utf-8") for file in papers]


def _holders(text: str) -> str:
    lines = (line.strip(" \t*#.;").strip() for line in (found[0] for found in _HOLDER.finditer(text)))
    known = dict.fromkeys(re.sub(r"(?i)copyright|\(c\)|©|all rights reserved", "", line).strip(" ,.") for line in lines)
    names = [name for name in known if len(name) < 120 and "yyyy" not in name and "[name" not in name]
    return "; ".join(names[:6])


def _block(stanza: Stanza) -> str:
    lines = [f"Files: {stanza.files}", f"Copyright: {stanza.holders}", f"License: {stanza.licence}"]
    if stanza.comment:
        lines.append(f"Comment: {stanza.comment}")
    return "\n".join(lines)


def _text(licence: str) -> str:
    """What is said of a licence: its text where it is the program's own, else where the text is."""
    if licence == "MIT":
        text = (places.CHECKOUT / "LICENSE").read_text(encoding="utf-8").split("\n\n", 2)[2]
        return "\n".join(f" {line}" if line else " ." for line in text.strip().splitlines())
    common = [f"/usr/share/common-licenses/{_COMMON[part]}" for part in re.split(r"[ ()]+", licence) if part in _COMMON]
    more = f" Debian has {' and '.join(common)}." if common else ""
    return f" The text lies with the files, as the head of this file says.{more}"


def _every_library_is_known() -> None:
    """A wheel that brings a further library wants a further line here."""
    folders = [folder for folder in (places.FROZEN / "_internal").glob("*.libs") if folder.is_dir()]
    names = [file.name for folder in folders for file in folder.iterdir()]
    patterns = [pattern for native in NATIVE for pattern in native.patterns]
    unknown = [name for name in names if not any(fnmatch(name, pattern) for pattern in patterns)]
    if unknown:
        raise SystemExit(f"build: NATIVE in installers/copyright.py does not speak of {unknown}")
