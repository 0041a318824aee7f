"""Imports point down: what each part may import, imports inside functions included."""

import ast
import sys
from pathlib import Path

import pytest

import mj_desktop

PACKAGE = Path(mj_desktop.__file__).parent
_BEHIND = {"core", "mask", "pictures", "clips", "api", "library", "jobs", "course"}
ALLOWED: dict[str, set[str]] = {
    "core": set(),
    "identity": set(),
    "paths": {"platformdirs"},
    "jobs": set(),
    "loop": {"qasync", "PySide6.QtCore"},
    "engine": {"PySide6.QtCore"},
    "pictures": {"core", "numpy", "cv2", "PySide6.QtCore", "PySide6.QtGui"},
    "clips": {"core", "cv2", "PySide6.QtGui"},
    "projector": _BEHIND | {"PySide6.QtCore", "PySide6.QtGui"},
    "mask": {"core", "numpy", "cv2"},
    "api": {"core", "httpx", "anyio"},
    "receiver": {"core", "api", "starlette", "uvicorn"},
    "library": {"core", "paths", "pictures", "keyring"},
    "poller": {"core", "api", "jobs"},
    "queue": {"core"},
    "searching": _BEHIND | {"poller"},
    "fetching": _BEHIND,
    "failing": _BEHIND | {"bugs", "queue"},
    "stream": {"api"},
    "course": _BEHIND | {"fetching", "poller", "searching", "stream"},
    "loader": _BEHIND | {"PySide6.QtCore", "PySide6.QtGui"},
    "painting": _BEHIND | {"PySide6.QtCore"},
    "keeper": _BEHIND | {"exports", "PySide6.QtCore"},
    "asides": _BEHIND | {"PySide6.QtCore"},
    "uploader": _BEHIND | {"PySide6.QtCore", "PySide6.QtGui"},
    "outsider": _BEHIND | {"uploader", "PySide6.QtCore", "PySide6.QtGui"},
    "references": _BEHIND | {"uploader", "PySide6.QtCore", "PySide6.QtGui"},
    "comparer": _BEHIND | {"numpy", "cv2", "PySide6.QtCore", "PySide6.QtGui"},
    "exports": {"core", "pictures", "PySide6.QtGui"},
    "remembering": _BEHIND | {"PySide6.QtCore"},
    "pace": {"core", "PySide6.QtCore"},
    "intake": _BEHIND,
    "studio": _BEHIND | {"failing", "intake", "pace", "poller", "queue", "searching", "PySide6.QtCore"},
    "doctor": _BEHIND | {"studio", "PySide6.QtCore"},
    "recovering": _BEHIND | {"poller", "searching", "studio"},
    "tasks": _BEHIND | {"poller", "recovering", "searching", "studio", "PySide6.QtCore"},
    "receiving": _BEHIND | {"studio", "PySide6.QtCore"},
    "batches": _BEHIND | {"queue", "studio", "PySide6.QtCore"},
    "costs": _BEHIND | {"PySide6.QtCore"},
    "office": _BEHIND | {"batches", "costs", "studio", "PySide6.QtCore"},
    "preferences": _BEHIND | {"bugs", "PySide6.QtCore"},
    "connection": _BEHIND | {"studio", "preferences", "PySide6.QtCore"},
    "ahead": {"PySide6"},
    "updates": {"core", "identity", "api", "jobs", "PySide6.QtCore"},
    "bugs": {"core", "PySide6.QtCore"},
    "one_window": {"PySide6.QtCore", "PySide6.QtNetwork"},
    "ui": {"core", "identity", "mask", "pictures", "paths", "numpy", "PySide6"},
    "demo": {"numpy", "cv2", "starlette", "uvicorn", "httpx"},
}
FREE = {
    "app", "further", "session", "program", "editing", "keeping_program", "office_program", "smoke", "tour",
    "__main__", "__init__",
}  # fmt: skip


def _part(path: Path) -> str:
    """The part that a file belongs to; the receiver alone of `api` may import a server."""
    if path == PACKAGE / "api" / "receiver.py":
        return "receiver"
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _absolute(path: Path, node: ast.ImportFrom) -> str:
    if not node.level:
        return str(node.module)
    folders = ["mj_desktop", *path.relative_to(PACKAGE).parts[:-1]]
    return ".".join([*folders[: len(folders) + 1 - node.level], *([node.module] if node.module else [])])


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            module = _absolute(path, node)
            names |= {f"{module}.{a.name}" for a in node.names} if module == "mj_desktop" else {module}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name for name in names if name.split(".")[0] not in sys.stdlib_module_names and name != "mj_desktop"}


def _allows(part: str, name: str) -> bool:
    ours = name.removeprefix("mj_desktop.").split(".")[0] if name.startswith("mj_desktop.") else None
    if ours is not None:
        return ours == part or ours in ALLOWED[part]
    return any(name == allowed or name.startswith(allowed + ".") for allowed in ALLOWED[part])


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    part = _part(path)
    if part not in FREE:
        assert [name for name in sorted(_imports(path)) if not _allows(part, name)] == []


def test_every_part_of_the_package_has_its_rule() -> None:
    assert {_part(path) for path in PACKAGE.rglob("*.py")} == set(ALLOWED) | FREE


def test_only_jobs_creates_tasks_and_threads() -> None:
    callers = {
        _part(path)
        for path in PACKAGE.rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in ("create_task(", "to_thread(", "run_in_executor("))
    }
    assert callers - {"demo"} == {"jobs"}
