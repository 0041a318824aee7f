"""What the About dialog tells: components with their versions, what is new, and diagnostics that name nobody."""

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import QLocale, QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication

import mj_desktop
from mj_desktop import identity, paths
from mj_desktop.core import changelog
from mj_desktop.core.account import ADDRESS, TOKEN, Account
from mj_desktop.core.addresses import host_of
from mj_desktop.core.components import BACKPORTS, of_system
from mj_desktop.core.settings import Settings

# Paths and templates may hold a person's name, and a proxy's address is nobody's business.
_TOLD = ("mode", "version", "receive", "connect", "tasks", "drawing", "theme", "updates")


def components() -> str:
    """A line for each component that is here: name, version, licence, and what it is for."""
    lines = [f"{identity.NAME} {mj_desktop.__version__}  (MIT)", f"Python {platform.python_version()}  (PSF-2.0)"]
    for each in (*of_system(sys.platform), *BACKPORTS):
        if found := _version(each.name):
            lines.append(f"{each.name} {found}  ({each.licence}): {each.what}")
    lines += ["Inter  (OFL-1.1): the window's font", "Lucide  (ISC): the window's icons"]
    return "\n".join(lines)


def news() -> str:
    """What is new, by version."""
    entries = changelog.read(_resource("changelog.md"))
    blocks = ["\n".join((f"{e.version}, {e.day}", *(f"  • {line}" for line in e.lines))) for e in entries]
    return "\n\n".join(blocks)


def licences() -> str:
    """Under which licences all of it is, and what that lets a person do."""
    text = _resource("licences/README.md")
    return text.partition("\n\n")[2].replace("## ", "")


def diagnostics(settings: Settings, account: Account) -> str:
    """What a report of a problem needs, line by line: no token, no account, no path, no prompt, no host but the
    service's own."""
    screens = [
        f"{screen.size().width()}x{screen.size().height()} at {screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    ]
    lines = {
        identity.NAME: f"{mj_desktop.__version__}, {'installed' if getattr(sys, 'frozen', False) else 'from source'}",
        "Python": f"{platform.python_version()} ({platform.machine()}, {os.cpu_count()} cores)",
        "Qt": f"{qVersion()}, PySide6 {_version('PySide6-Essentials')}, {QGuiApplication.platformName()}",
        "OpenCV": f"{_version('opencv-python-headless')}, numpy {_version('numpy')}",
        "System": f"{QSysInfo.prettyProductName()}, {QSysInfo.kernelType()} {QSysInfo.kernelVersion()}",
        "Language": QLocale.system().name(),
        "Screens": "; ".join(screens),
        "Drawn by": _drawn_by(settings, account),
        "Variables set": ", ".join(name for name in (TOKEN, ADDRESS) if os.environ.get(name)) or "none",
        "Settings": ", ".join(f"{name} {getattr(settings, name)}" for name in _TOLD),
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items())


def _drawn_by(settings: Settings, account: Account) -> str:
    if not account.is_connected:
        return "the demo engine"
    own = host_of(account.address) == host_of(Settings().address)
    found = f", last test: {account.finding}" if account.finding else ""
    return f"{'the service' if own else 'another address'}, token in {account.kept}{found}"


def _version(name: str) -> str:
    """A package's version, "" where it is not here."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _resource(name: str) -> str:
    return Path(paths.resources(), name).read_text(encoding="utf-8")
