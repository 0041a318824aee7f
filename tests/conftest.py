"""What every test has: no token of the real service, no address but loopback, one event loop of Qt and asyncio."""

import asyncio
import gc
import os
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mj_desktop.api.addresses import stay_on_loopback
from mj_desktop.loop import Loop

pytest_plugins = ["tests.engine"]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for name in [name for name in os.environ if name.startswith("ACEDATACLOUD_")]:
    del os.environ[name]
# Here and in every process that a test starts: each thread of numpy's costs more to begin than it saves.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
stay_on_loopback()
# How long an example takes says how busy the machine is.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
gc.disable()  # a collection in a server's thread would end Qt objects of this one: see mj_desktop/loop.py

# A busy machine takes its time; what never comes is told before pytest ends the run (seconds).
_PATIENCE = 90

T = TypeVar("T")
Run = Callable[[Coroutine[Any, Any, T]], T]


class Patient(QtBot):
    """Waits as long as a busy machine needs: five seconds, as the plugin has it, are too few for one that is."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = _PATIENCE * 1000) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = _PATIENCE * 1000, **options: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **options)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that take longest come first: at the end nobody would have anything to do beside them."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/outside/"))


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """The plugin's, with patience."""
    return Patient(request)


@pytest.fixture(scope="session", autouse=True)
def settled() -> None:
    """What was imported stays: collecting garbage after a test looks only at what that test made."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def tidy(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that has to do with Qt leaves no widget behind, and its garbage is collected here, in the main thread."""
    yield
    app = QApplication.instance()
    if isinstance(app, QApplication) and "qapp" in request.fixturenames:
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        assert [widget for widget in app.topLevelWidgets() if widget.isVisible()] == []


@pytest.fixture
def run(qapp: QApplication) -> Run[Any]:
    """Runs a coroutine to its end on the loop that the program uses."""

    def to_its_end(work: Coroutine[Any, Any, T]) -> T:
        with asyncio.Runner(loop_factory=lambda: Loop(qapp)) as runner:
            return runner.run(asyncio.wait_for(work, _PATIENCE))

    return to_its_end
