"""What the frozen program goes without, each with its reason. packaging/README.md tells what that saves."""

from dataclasses import dataclass
from fnmatch import fnmatch


@dataclass(frozen=True)
class Left:
    """Files whose place in the bundle, or for `SYSTEM` whose name, fits one of `patterns`."""

    what: str
    patterns: tuple[str, ...]
    reason: str

    def holds(self, name: str) -> bool:
        """Whether it speaks of that file; `name` is written with slashes."""
        return any(fnmatch(name, pattern) for pattern in self.patterns)


# Python modules by name, the same on every system; whatever else an environment holds stays out with the last.
MODULES: tuple[Left, ...] = (
    Left("readline", ("readline",), "a terminal's line editor; its library is under the GPL alone"),
    Left("Tk", ("tkinter", "_tkinter"), "another window toolkit"),
    Left("curses", ("curses", "_curses"), "for terminals"),
    Left("Python's installers and tests", ("ensurepip", "idlelib", "lib2to3", "test"), "for developers"),
    Left(
        "tools of ours",
        ("PyInstaller", "hatchling", "hypothesis", "mypy", "pip", "pytest", "setuptools", "_pytest"),
        "they make and test the program; an environment may hold them",
    ),
)  # fmt: skip

# Files by their place in the bundle.
FILES: tuple[Left, ...] = (
    Left(
        "Qt's words in 30 languages",
        ("PySide6/*translations/*",),
        "the window's words are English, and Qt's few beside them too",
    ),
    Left(
        "screens without a window system",
        (
            "PySide6/*plugins/platforms/*eglfs*", "PySide6/*plugins/platforms/*linuxfb*",
            "PySide6/*plugins/platforms/*minimal*", "PySide6/*plugins/platforms/*vkkhrdisplay*",
            "PySide6/*plugins/platforms/*vnc*", "PySide6/*plugins/egldeviceintegrations/*",
            "PySide6/*plugins/generic/*", "*libQt6EglF*",
        ),
        "a desktop has one; `offscreen` stays, for `smoke`",
    ),
    Left(
        "GTK's look",
        ("PySide6/*plugins/platformthemes/*gtk3*",),
        "the program has a look of its own; without it GTK and what that needs stay out, 25 libraries",
    ),
    Left(
        "Qt's way to the network",
        ("PySide6/*plugins/tls/*", "PySide6/*plugins/networkinformation/*"),
        "httpx speaks to the service; of QtNetwork the program takes local sockets alone",
    ),
    Left(
        "software OpenGL",
        ("PySide6/opengl32sw.dll",),
        "everything is painted by the raster engine",
    ),
    Left(
        "pip's own papers",
        (
            "*.dist-info/RECORD", "*.dist-info/INSTALLER", "*.dist-info/REQUESTED", "*.dist-info/direct_url.json",
            "*.dist-info/WHEEL",
        ),
        "the licences beside them stay",
    ),
)  # fmt: skip

# Linux: libraries of the machine that builds. Packages of the system bring them, and their mends.
SYSTEM: tuple[Left, ...] = (
    Left(
        "X11 and Wayland",
        (
            "libX*.so.*", "libxcb*.so.*", "libxkbcommon*.so.*", "libwayland-*.so.*", "libdrm.so.*", "libepoxy.so.*",
            "libEGL.so.*", "libGL*.so.*", "libgbm.so.*",
        ),
        "they fit the system's server",
    ),
    Left(
        "GLib and D-Bus",
        (
            "libglib-*", "libgthread-*", "libgobject-*", "libgio-*", "libgmodule-*", "libdbus-1.so.*",
            "libsystemd.so.*",
        ),
        "a process may hold one copy only",
    ),
    Left(
        "fonts",
        ("libfontconfig.so.*", "libfreetype.so.*", "libharfbuzz.so.*", "libgraphite2.so.*"),
        "they read the system's own settings",
    ),
    Left(
        "GTK and its kin",
        (
            "libgtk-3.so.*", "libgdk*.so.*", "libatk*.so.*", "libatspi.so.*", "libcairo*.so.*", "libpango*.so.*",
            "libpixman*.so.*", "libthai.so.*", "libdatrie.so.*", "libfribidi.so.*",
        ),
        "nothing that stays asks for them",
    ),
    Left(
        "what Python's modules ask for",
        (
            "libssl.so.*", "libcrypto.so.*", "libsqlite3.so.*", "libffi.so.*", "libbz2.so.*", "liblzma.so.*",
            "libuuid.so.*", "libz.so.*", "libexpat.so.*",
        ),
        "the system mends their security",
    ),
    Left("C and C++", ("libstdc++.so.*", "libgcc_s.so.*"), "the newest of them serves all"),
    Left(
        "what those ask for",
        (
            "libbrotli*", "libpng16.so.*", "libpcre*", "libjpeg.so.*", "libzstd.so.*", "liblz4.so.*", "libgcrypt.so.*",
            "libgpg-error.so.*", "libcap.so.*", "libmount.so.*", "libblkid.so.*", "libselinux.so.*", "libbsd.so.*",
            "libmd.so.*", "libreadline.so.*", "libtinfo.so.*", "libgssapi_krb5.so.*", "libkrb5*.so.*",
            "libk5crypto.so.*", "libcom_err.so.*", "libkeyutils.so.*", "libtirpc.so.*", "libnsl.so.*",
        ),
        "they come with them",
    ),
)  # fmt: skip

# Of those, what an AppImage cannot count on: few desktops have all of Qt's X11 parts, and OpenSSL has many versions.
PUT_BACK = (
    "libxcb-cursor.so.*", "libxcb-icccm.so.*", "libxcb-image.so.*", "libxcb-keysyms.so.*", "libxcb-render-util.so.*",
    "libxcb-util.so.*", "libxcb-xkb.so.*", "libxkbcommon-x11.so.*", "libssl.so.*", "libcrypto.so.*", "libsqlite3.so.*",
    "libffi.so.*", "libbz2.so.*", "liblzma.so.*",
)  # fmt: skip


def is_left(name: str, tables: tuple[Left, ...] = FILES) -> bool:
    """Whether a table leaves the file out."""
    return any(row.holds(name) for row in tables)


def is_put_back(name: str) -> bool:
    """Whether an AppImage brings the system's library all the same."""
    return any(fnmatch(name, pattern) for pattern in PUT_BACK)
