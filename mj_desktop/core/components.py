"""Components: what the program is made of that others wrote; the About dialog and the installers' papers list it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Component:
    """A package by its name in the registry; `system` is the only one that has it ("" for all)."""

    name: str
    what: str
    licence: str
    system: str = ""


# Of OpenCV's and numpy's own parts tell resources/licences/README.md and the packages' papers.
COMPONENTS: tuple[Component, ...] = (
    Component("PySide6-Essentials", "Qt and its Python binding: the window", "LGPL-3.0-only"),
    Component("shiboken6", "Qt's binding to Python", "LGPL-3.0-only"),
    Component("opencv-python-headless", "OpenCV, with FFmpeg: pictures and clips", "Apache-2.0 AND LGPL-2.1-or-later"),
    Component("numpy", "arrays", "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0"),
    Component("httpx", "the service, over HTTP", "BSD-3-Clause"),
    Component("httpcore", "HTTP connections", "BSD-3-Clause"),
    Component("h11", "HTTP/1.1", "MIT"),
    Component("certifi", "authorities of safe connections", "MPL-2.0"),
    Component("idna", "names of hosts", "BSD-3-Clause"),
    Component("anyio", "asynchronous files and sockets", "MIT"),
    Component("qasync", "Qt's and asyncio's event loop as one", "BSD-2-Clause"),
    Component("keyring", "the system's keyring", "MIT"),
    Component("jaraco.classes", "for keyring", "MIT"),
    Component("jaraco.context", "for keyring", "MIT"),
    Component("jaraco.functools", "for keyring", "MIT"),
    Component("more-itertools", "for keyring", "MIT"),
    Component("SecretStorage", "the keyring on Linux", "BSD-3-Clause", "linux"),
    Component("jeepney", "D-Bus, for the keyring", "MIT", "linux"),
    Component("cryptography", "the way to the keyring", "Apache-2.0 OR BSD-3-Clause", "linux"),
    Component("cffi", "for cryptography", "MIT-0", "linux"),
    Component("pywin32-ctypes", "the keyring on Windows", "BSD-3-Clause", "win32"),
    Component("platformdirs", "where a system keeps data", "MIT"),
    Component("starlette", "the demo engine's protocol", "BSD-3-Clause"),
    Component("uvicorn", "the demo engine's server", "BSD-3-Clause"),
    Component("click", "for uvicorn", "BSD-3-Clause"),
    Component("typing_extensions", "types of newer Pythons", "PSF-2.0"),
)
# Backports of what newer Pythons have themselves; a bundle has them where its Python is older.
BACKPORTS: tuple[Component, ...] = (
    Component("backports.tarfile", "for keyring", "MIT"),
    Component("importlib_metadata", "for keyring", "Apache-2.0"),
    Component("lazy-importer", "for importlib_metadata", "Apache-2.0"),
    Component("zipp", "for importlib_metadata", "MIT"),
)


def of_system(platform: str) -> tuple[Component, ...]:
    """Those that a program has on `platform`, as `sys.platform` names it, with any Python."""
    return tuple(each for each in COMPONENTS if each.system in ("", platform))
