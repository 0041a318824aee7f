"""The keeper: does what a person asks of the library, in threads, and announces what came of it."""

import itertools
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mj_desktop import exports
from mj_desktop.core import filenames
from mj_desktop.core.errors import MJError
from mj_desktop.core.generation import Generation
from mj_desktop.core.keeping import (
    Delete,
    DeleteOrigin,
    EmptyTrash,
    Export,
    Exported,
    Found,
    How,
    OpenTrash,
    Restore,
    Search,
    Trash,
    UndoDelete,
    Wish,
)
from mj_desktop.core.messages import Message, Remedy, explain
from mj_desktop.core.shelf import Older
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.library.search import MOST
from mj_desktop.pictures import Kind, Loaded

_PART = 1000
_DEPTH = 1000
_LENT_FOR = 30 * 86400.0  # seconds


class Keeper(QObject):
    """Owns what can be undone, and takes back what was lent to other programs; `template` names files.

    `deleted` carries ids, `restored` a list of generations, `older` an Older, `found` a Found, `trash_opened` a Trash,
    `emptied` how many are gone for good, `exported` an Exported, `copied` a Loaded, `said` a Message.
    """

    deleted = Signal(object)
    restored = Signal(object)
    older = Signal(object)
    found = Signal(object)
    trash_opened = Signal(object)
    emptied = Signal(int)
    exported = Signal(object)
    copied = Signal(object)
    said = Signal(object)

    def __init__(self, library: Library, jobs: Jobs, now: Callable[[], float] = time.time) -> None:
        super().__init__()
        self.template = filenames.TEMPLATE
        self._library, self._jobs, self._now = library, jobs, now
        self._undoable: list[tuple[str, ...]] = []
        self._numbers = itertools.count()

    def ask(self, wish: Wish) -> None:
        """Begin what is asked for; a newer search replaces the one that runs."""
        key = "search" if isinstance(wish, Search) else f"keeping {next(self._numbers)}"
        self._jobs.start(key, self._do(wish))

    def load_older(self, last: Generation | None) -> None:
        """Announce all that is older than `last`, folded."""
        if last is not None:
            self._jobs.start("older", self._older(last))

    def take_back(self) -> None:
        """Remove the files that were lent over 30 days ago: layout programs link to what was dropped in them."""
        self._jobs.start("lent", self._jobs.in_thread(exports.take_back, self._library.lent, self._now() - _LENT_FOR))

    async def _do(self, wish: Wish) -> None:
        works: dict[type, Callable[..., Awaitable[None]]] = {
            Search: self._search, Delete: self._delete, DeleteOrigin: self._delete_origin, UndoDelete: self._undo,
            Restore: self._restore, OpenTrash: self._open_trash, EmptyTrash: self._empty_trash, Export: self._export,
        }  # fmt: skip
        try:
            await works[type(wish)](wish)
        except MJError as error:
            self.said.emit(explain(error.failure()))

    async def _older(self, last: Generation) -> None:
        """All at once, though read in parts: each part more would have the view lay out everything again."""
        part = await self._jobs.in_thread(self._library.older, last.created_at, last.id, _PART)
        folded = part.folded
        while len(part.folded.ids) == _PART:
            part = await self._jobs.in_thread(self._library.older, folded.times[-1], folded.ids[-1], _PART)
            folded.extend(part.folded)
        if folded.ids:
            self.older.emit(Older(folded, part.unfold))

    async def _search(self, wish: Search) -> None:
        ids = await self._jobs.in_thread(self._library.search, wish.words)
        self.found.emit(Found(wish.words, ids))
        if len(ids) >= MOST:
            words = "The newest {count} with these words are shown.", "Type another word to find older ones."
            self.said.emit(Message(*words, values={"count": f"{MOST:,}"}))

    async def _delete(self, wish: Delete) -> None:
        await self._jobs.in_turn(self._library.delete, wish.ids, self._now())
        self._undoable.append(wish.ids)
        self.deleted.emit(wish.ids)
        one = len(wish.ids) == 1
        what = "Moved to the trash." if one else "{count} pictures moved to the trash."
        self.said.emit(Message(what, remedy=Remedy.UNDO, values={"count": str(len(wish.ids))}))

    async def _delete_origin(self, wish: DeleteOrigin) -> None:
        there = await self._jobs.in_thread(self._library.from_origin, wish.origin)
        ids = tuple(each.id for each in there if not each.state.is_open)
        if ids:
            await self._delete(Delete(ids))
        else:
            self.said.emit(Message("There are none."))

    async def _undo(self, wish: UndoDelete) -> None:
        if self._undoable:
            await self._restore(Restore(self._undoable.pop()))

    async def _restore(self, wish: Restore) -> None:
        back = await self._jobs.in_turn(self._library.restore, wish.ids)
        self._undoable = [left for ids in self._undoable if (left := tuple(i for i in ids if i not in wish.ids))]
        self.restored.emit(back)
        what = "Restored." if len(back) == 1 else "{count} pictures restored."
        self.said.emit(Message(what, values={"count": str(len(back))}))

    async def _open_trash(self, wish: OpenTrash) -> None:
        self.trash_opened.emit(Trash(tuple(await self._jobs.in_thread(self._library.trash))))

    async def _empty_trash(self, wish: EmptyTrash) -> None:
        count = await self._jobs.in_turn(self._library.empty_trash)
        self._undoable.clear()
        self.trash_opened.emit(Trash(()))
        self.emptied.emit(count)
        what = "One picture removed for good." if count == 1 else "{count} pictures removed for good."
        self.said.emit(Message(what, values={"count": str(count)}))

    # -- outside

    async def _export(self, wish: Export) -> None:
        generation = await self._jobs.in_thread(self._library.get, wish.generation)
        if generation is None or generation.file is None:
            return
        source = self._source(wish, generation)
        if wish.how is How.COPY_PICTURE:
            image = await self._jobs.in_thread(exports.picture, source, wish.tile)
            self.copied.emit(Loaded(wish.generation, image, Kind.RAW))
            self.said.emit(Message("Copied."))
            return
        path = await self._jobs.in_thread(self._written, wish, generation, source)
        self.exported.emit(Exported(wish, str(path)))

    def _source(self, wish: Export, generation: Generation) -> Path:
        assert generation.file is not None
        clips = self._library.clip_paths(generation)
        wished = wish.clip is not None and wish.clip < len(clips)
        return clips[wish.clip or 0] if wished else self._library.path(generation.file)

    def _written(self, wish: Export, generation: Generation, source: Path) -> Path:
        """Where the wished file lies, once it is written; in a thread."""
        target = Path(wish.target)
        prompt = self._prompt(generation) or generation.stem
        if wish.how is How.SHOW:
            return source
        if wish.how is How.SAVE:
            exports.save(source, wish.tile, target)
            return target
        if wish.how is How.SAVE_TILES:
            exports.save_tiles(source, generation, prompt, target, self.template)
            return target
        name = exports.named(generation, prompt, wish.tile, source, self.template)
        if wish.clip:
            name = filenames.numbered(name, wish.clip + 1)
        return exports.lend(source, wish.tile, self._library.lent / generation.id, name)

    def _prompt(self, generation: Generation) -> str:
        """Its own prompt or that of its nearest ancestor that has one."""
        current: Generation | None = generation
        for _ in range(_DEPTH):
            if current is None or current.request.prompt:
                break
            current = self._library.get(current.parent or "")
        return (current.request.prompt or "") if current else ""
