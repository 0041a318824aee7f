"""The office: what a person has done around drawing: requests as code."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mj_desktop.api.client import Terms, usual
from mj_desktop.api.submission import call
from mj_desktop.core.generation import DEMO, Generation
from mj_desktop.core.intentions import AsCode
from mj_desktop.studio import Studio

# Where the demo engine is looked for while none runs: its address as a server of its own.
_DEMO_ADDRESS = "http://127.0.0.1:8765"


class Office(QObject):
    """`coded` carries an AsCode and the Call it asked for; `terms` and `engine_address` say what counts now."""

    coded = Signal(object, object)

    def __init__(self, studio: Studio, terms: Callable[[], Terms], engine_address: Callable[[], str]) -> None:
        super().__init__()
        self._studio, self._terms, self._engine_address = studio, terms, engine_address

    def code(self, wish: AsCode) -> None:
        """Look a generation's request up; `coded` follows."""
        self._studio.jobs.start("code", self._code(wish))

    async def _code(self, wish: AsCode) -> None:
        found = await self._studio.look_up(wish.generation)
        if found is not None:
            receive = self._terms().receive or usual(found.request.mode)
            self.coded.emit(wish, call(self._address(found), found.request, receive))

    def _address(self, found: Generation) -> str:
        return found.origin if found.origin != DEMO else self._engine_address() or _DEMO_ADDRESS
