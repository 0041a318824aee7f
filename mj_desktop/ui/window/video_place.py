"""The place of videos: where one is asked for, and its clips over the viewer while one is on view."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QImage

from mj_desktop.core import addressed, prompt
from mj_desktop.core.generation import Generation
from mj_desktop.core.references import without_pictures
from mj_desktop.core.request import Imagine
from mj_desktop.ui.incoming import Found, Known
from mj_desktop.ui.strip import words as library_words
from mj_desktop.ui.window import save_dialog
from mj_desktop.ui.window.cover_place import CoverPlace
from mj_desktop.ui.window.source_place import Given, Local, SourcePlace, Wish

if TYPE_CHECKING:
    from mj_desktop.ui.videos.composer import VideoComposer
    from mj_desktop.ui.videos.face import VideoFace
    from mj_desktop.ui.window.library_acts import LibraryActs
    from mj_desktop.ui.window.showing import Showing
    from mj_desktop.ui.window.window import Window


_NEWEST, _SHORT = 60, 40  # rows, characters
_START, _END = "video", "last frame"  # of a picture on its way


class VideoPlace(CoverPlace):
    """Owns the composer and the face, each made when it is first needed.

    `wished` carries an Imagine and the generation it is of; `playing` the generation whose clips are looked at, or
    None; `paused` whether they stand still; `sized` how many pixels a frame is long; `opened` and `saved` a clip's
    generation and place (from 0), the latter with the file it is to be.
    """

    wished = Signal(object, object)
    playing = Signal(object)
    paused = Signal(bool)
    sized = Signal(int)
    opened = Signal(object, int)
    saved = Signal(object, int, str)

    def __init__(self, window: "Window", showing: "Showing", acts: "LibraryActs", sources: SourcePlace) -> None:
        super().__init__(window)
        self._showing, self._sources = showing, sources
        self._price: Callable[[Sequence[Imagine], str], str] = _unpriced
        self.composer: VideoComposer | None = None
        self.face: VideoFace | None = None
        self._on_view: tuple[str, tuple[str, ...]] | None = None
        self._saving: tuple[Generation, int] | None = None
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
        acts.further.connect(self._ask_of)
        acts.clip_wanted.connect(self._ask_file_of)
        acts.clip_of = self._clip_of
        sources.going.connect(self._show_going)
        sources.seen.connect(self._show_look)
        sources.ended.connect(self._show_gone)
        showing.leavers.append(self.leave)
        showing.put_on_view.connect(self.show_generation)
        window.commands.add({
            "video": partial(self._with_shown, self.compose), "video_extend": partial(self._with_shown, self.extend),
            "video_pause": self._toggle, "clip_open": self._open, "clip_save": self._ask_file,
            **{f"clip{n}": partial(self._choose, n - 1) for n in (1, 2, 3, 4)},
        })  # fmt: skip

    def price_by(self, price: Callable[[Sequence[Imagine], str], str]) -> None:
        """Say below the button what a video costs: `price` gives words for requests and who draws them."""
        self._price = price

    def compose(self, of: Generation, tile: int | None = None) -> None:
        """Ask for a video that begins with a picture of the library, or a tile."""
        self._sources.drop(_START)
        by_file = partial(self._begin_by_file, of, tile)
        self._sources.take(Wish(of, tile, of.origin, partial(self._begin, of), by_file, _START))

    def extend(self, of: Generation, tile: int | None = None) -> None:
        """Ask for a longer video."""
        if of.can_extend:
            self._opened().extend(of, self.face.chosen if self.face else 0, self._words(of), self._small(of))

    def show_generation(self, generation: Generation | None) -> None:
        """Play a video that is on view, from its beginning; of anything else nothing is played."""
        clips = generation.clip_files if generation is not None else ()
        on_view = (generation.id, clips) if generation is not None and clips else None
        if on_view == self._on_view:
            return
        self._on_view = on_view
        self.playing.emit(generation if on_view is not None else None)
        if on_view is not None:
            (self.face or self._made_face()).begin()
        elif self.face is not None:
            self.face.hide()
            self.face.buttons.hide()

    def show_frames(self, generation_id: str, images: tuple[QImage, ...]) -> None:
        """Show one frame of each clip."""
        if self.face is not None and self._on_view is not None and self._on_view[0] == generation_id:
            self.face.show_frames(images)

    # Inside

    def _begin(self, of: Generation, tile: int | None, start: str) -> None:
        self._sources.drop(_END)
        others = self._others(of)
        titles = [self._title(each) for each in others]
        whole = of.is_grid and tile is None
        self._opened().begin(of, start, self._words(of), self._small(of, tile), others, titles, whole)

    def _begin_by_file(self, of: Generation, tile: int | None, given: Local) -> None:
        """The rest can be said while the first frame is on its way."""
        self._begin(of, tile, "")
        self._sources.lift(_START, given, of.origin, self._show_start)

    def _show_start(self, address: str) -> None:
        if self.composer is not None:
            self.composer.show_start(address)

    def _show_going(self, key: str, said: str) -> None:
        if self.composer is not None and key == _START:
            self.composer.show_start_going(said)
        elif self.composer is not None and key == _END:
            self.composer.show_end_going(said)

    def _show_look(self, key: str, picture: QImage) -> None:
        if self.composer is not None and key == _END:
            self.composer.show_end_look(picture)

    def _show_gone(self, key: str, said: str) -> None:
        """A frame gets nowhere; without the first one the page goes, where that was given up."""
        if self.composer is None or key not in (_START, _END):
            return
        if key == _END:
            self.composer.show_end_going(said, is_over=True)
        elif said:
            self.composer.show_start_going(said)
        else:
            self.leave()

    def _note_taken(self) -> None:
        """While a video is asked for, that button is the main one."""
        self._window.desk.generate.set_variant("unready" if self.is_open else "main")
        if self.composer is not None and not self.is_open:
            self._sources.drop(_START)
            self._sources.drop(_END)

    def _ask_of(self, command: str, generation_id: str, tile: object) -> None:
        found = self._window.library.lineage.get(generation_id)
        if found is not None and command == "video":
            self.compose(found, tile if isinstance(tile, int) else None)

    def _with_shown(self, deed: "object") -> None:
        shown = self._window.viewer.generation
        if shown is not None and callable(deed):
            deed(shown, self._window.viewer.tile)

    def _others(self, of: Generation) -> list[Generation]:
        """The newest pictures that can be last frames, of those that the library shows."""
        model = self._window.library.model
        entries = [model.entry(model.index(row)) for row in range(min(_NEWEST, model.rowCount()))]
        found = [each for each in entries if isinstance(each, Generation) and not each.is_video]
        return [each for each in found if each.origin == of.origin and each.id != of.id and self._is_showable(each)]

    def _is_showable(self, each: Generation) -> bool:
        """By its file, or by its address."""
        return each.file is not None or not addressed.problem(each, time.time())

    def _title(self, each: Generation) -> str:
        return f"{library_words.title(each, self._window.library.lineage)[:_SHORT]} · {library_words.kind(each)}"

    def _words(self, of: Generation) -> str:
        return without_pictures(prompt.words(library_words.prompt_of(of, self._window.library.lineage)))

    def _opened(self) -> "VideoComposer":
        composer = self.composer or self._made_composer()
        self._cover_with(composer)
        return composer

    def _made_composer(self) -> "VideoComposer":
        from mj_desktop.ui.videos.composer import VideoComposer  # nothing of it is needed at the start

        composer = self.composer = VideoComposer(self._price)
        composer.wished.connect(self._send)
        composer.left.connect(self.leave)
        composer.end_given.connect(self._take_end)
        composer.end_forgotten.connect(partial(self._sources.drop, _END))
        composer.incoming.came.connect(self._take_end)
        composer.incoming.refused.connect(self._window.show_message)
        return composer

    def _take_end(self, found: Found) -> None:
        """A picture from anywhere is to be the last frame."""
        known = self._window.library.lineage.get(found.id) if isinstance(found, Known) else None
        if known is not None and isinstance(found, Known) and self.composer is not None:
            self.composer.show_end_chosen(self._small(known, found.tile))
            by_file = partial(self._lift_end, origin=known.origin)
            self._sources.take(Wish(known, found.tile, known.origin, lambda _, end: self._show_end(end), by_file, _END))
        elif not isinstance(found, Known):
            self._lift_end(found, self._window.origin)

    def _lift_end(self, given: Given, origin: str) -> None:
        self._sources.lift(_END, given, origin, self._show_end)

    def _show_end(self, address: str) -> None:
        if self.composer is not None:
            self.composer.show_end(address)

    def _made_face(self) -> "VideoFace":
        from mj_desktop.ui.videos.face import VideoFace

        face = self.face = VideoFace(self._window.viewer)
        self._window.action_bar.take_clips(face.buttons)
        face.paused.connect(self.paused)
        face.sized.connect(self.sized)
        face.opened.connect(self._open)
        face.saved.connect(self._ask_file)
        face.extended.connect(partial(self._with_shown, self.extend))
        return face

    def _send(self, request: Imagine, of: Generation) -> None:
        self.leave()
        self._showing.follow(of.id, request.action)
        self.wished.emit(request, of)

    def _toggle(self) -> None:
        if self.face is not None and self._on_view is not None:
            self.face.toggle()

    def _choose(self, place: int) -> None:
        if self.face is not None:
            self.face.choose(place)

    def _open(self) -> None:
        shown = self._window.viewer.generation
        if shown is not None and self.face is not None and shown.clip_files:
            self.opened.emit(shown, self.face.chosen)

    def _ask_file(self) -> None:
        shown = self._window.viewer.generation
        if shown is not None and shown.clip_files:
            self._ask_file_of(shown)

    def _ask_file_of(self, of: Generation) -> None:
        """Let a person say where the clip is to lie: the chosen one, or the first of a video that is not on view."""
        place = self._clip_of(of)
        self._saving = of, place
        name = f"{self._words(of)[:40].strip() or 'video'} {place + 1}.mp4"
        title, kinds = self.tr("Save the clip"), self.tr("Videos (*.mp4)")
        save_dialog.ask(self._window, title, PurePath(self._folder, name), kinds, self._save).setObjectName("save-clip")

    def _clip_of(self, of: Generation) -> int:
        on_view = self._on_view is not None and self._on_view[0] == of.id
        return self.face.chosen if self.face is not None and on_view else 0

    def _save(self, path: str) -> None:
        if self._saving is not None and path:
            self._folder = str(PurePath(path).parent)
            self.saved.emit(*self._saving, path)
        self._saving = None


def _unpriced(requests: Sequence[Imagine], origin: str) -> str:
    return ""
