"""The papers beside a program, filled in: desktop entry, metainfo, manual page, and each system's changelog."""

import textwrap
import tomllib
from datetime import UTC, datetime
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from installers import places
from mj_desktop import identity


def filled(name: str, **further: str) -> str:
    """The text `texts/<name>` with every @WORD@ replaced; SystemExit for one that nothing is known of."""
    text = (places.HERE / "texts" / name).read_text(encoding="utf-8")
    for word, value in {**_words(), **further}.items():
        text = text.replace(f"@{word}@", value)
    return text


def _words() -> dict[str, str]:
    day = datetime.fromtimestamp(places.news()[0].seconds, UTC)
    return {
        "NAME": identity.NAME, "COMMAND": identity.COMMAND, "MANNAME": identity.COMMAND.upper().replace("-", "\\-"),
        "ID": identity.ID, "SUMMARY": identity.SUMMARY, "AUTHORS": identity.AUTHORS, "VERSION": places.VERSION,
        "DAY": f"{day:%Y-%m-%d}",
    }  # fmt: skip


@cache
def addresses() -> dict[str, Any]:
    """The project's addresses; empty ones are nobody's."""
    return tomllib.loads((places.CHECKOUT / "packaging" / "addresses.toml").read_text(encoding="utf-8"))


def maintainer() -> str:
    """Who answers for the packages, as Debian writes it; it wants an address, and `.invalid` is none (RFC 2606)."""
    return str(addresses()["maintainer"]) or f"{identity.AUTHORS} <nobody@{identity.COMMAND}.invalid>"


def metainfo() -> str:
    """The AppStream component."""
    found = addresses()
    urls = [(kind, found[key]) for kind, key in (("homepage", "homepage"), ("bugtracker", "bugs")) if found[key]]
    lines = [f'<url type="{kind}">{escape(address)}</url>' for kind, address in urls]
    if found["screenshots"]:
        lines.append("<screenshots>")
        for index, address in enumerate(found["screenshots"]):
            kind = ' type="default"' if index == 0 else ""
            lines.append(f"  <screenshot{kind}><image>{escape(address)}</image></screenshot>")
        lines.append("</screenshots>")
    text = filled("metainfo.xml", ADDRESSES="\n  ".join(lines), RELEASES="\n    ".join(_releases()))
    return "\n".join(line for line in text.splitlines() if line.strip()) + "\n"


def _releases() -> list[str]:
    lines = []
    for entry in places.news():
        lines.append(f'<release version="{entry.version}" date="{entry.day}">')
        lines += ["  <description>", "    <ul>"]
        lines += [f"      <li>{escape(line)}</li>" for line in entry.lines]
        lines += ["    </ul>", "  </description>", "</release>"]
    return lines


def debian_changelog() -> str:
    """The changelog as Debian writes it."""
    blocks = []
    for entry in places.news():
        head = f"{identity.COMMAND} ({entry.version}) unstable; urgency=medium"
        lines = "\n".join(
            textwrap.fill(f"* {line}", 78, initial_indent="  ", subsequent_indent="    ") for line in entry.lines
        )
        day = datetime.fromtimestamp(entry.seconds, UTC)
        blocks.append(f"{head}\n\n{lines}\n\n -- {maintainer()}  {day:%a, %d %b %Y %H:%M:%S} +0000\n")
    return "\n".join(blocks)
