"""The build backend of the small checkout: it installs in place, as hatchling does, and needs nothing."""

from pathlib import Path
from zipfile import ZipFile

INFO = "mj_desktop-1.dist-info"
FILES = {
    f"{INFO}/METADATA": "Metadata-Version: 2.1\nName: mj-desktop\nVersion: 1\n",
    f"{INFO}/WHEEL": "Wheel-Version: 1.0\nGenerator: backend\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    f"{INFO}/entry_points.txt": "[console_scripts]\nmj-desktop = mj_desktop.__main__:main\n",
    f"{INFO}/RECORD": "",
}


def build_editable(folder: str, settings: object = None, metadata: object = None) -> str:
    """Write a wheel that leads to the current folder (PEP 660); returns its name."""
    name = "mj_desktop-1-py3-none-any.whl"
    with ZipFile(Path(folder) / name, "w") as wheel:
        wheel.writestr("mj_desktop.pth", f"{Path.cwd()}\n")
        for file, text in FILES.items():
            wheel.writestr(file, text)
    return name
