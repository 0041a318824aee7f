"""A situation: what of the program decides whether a command can run, and the sentence that says why it cannot."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from mj_desktop.core import actions
from mj_desktop.core.addressed import address
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.keymap import UNCHANGED, Keymap
from mj_desktop.core.messages import Remedy

_STOPPABLE = (State.WAITING, State.SENT, State.ACCEPTED, State.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is on view and at hand; what is `trashed` is only looked at. `origin` is who draws what is new.

    `remedies` are those that the failed picture on view offers, `message` is the one of the status line; `tile` is the
    tile chosen or pointed at; it `has_children` when something was made of it; it `can_compare` when there is a picture
    before it. While `comparing`, the result `has_candidates` when it is a grid's tiles, and `compares_masked` when it
    came from a mask. What begins with `mask` is so while the mask editor is open (`painting`). While the settings cover
    the picture (`covered`) nothing can be done with it. `page` is the `Where` of the page on view that has commands of
    its own; `batch_ready` and `batch_waits` are of the batch page, `asked` (what is asked) and `describes` of the page
    of questions. `free` are the commands that the price table counts as free; `keymap` says which
    keys they have.
    """

    origin: str = DEMO
    painting: bool = False
    covered: bool = False
    trashed: bool = False
    generation: Generation | None = None
    has_picture: bool = False
    tile: int | None = None
    remedies: tuple[Remedy, ...] = ()
    message: Remedy = Remedy.NONE
    has_children: bool = False
    can_compare: bool = False
    comparing: bool = False
    has_candidates: bool = False
    compares_masked: bool = False
    has_words: bool = False
    has_findings: bool = False
    mask_undo: bool = False
    mask_redo: bool = False
    mask_painted: bool = False
    page: str = ""
    batch_ready: bool = False
    batch_waits: bool = False
    asked: str = ""
    is_asking: bool = False
    describes: bool = False
    free: frozenset[str] = frozenset()
    keymap: Keymap = UNCHANGED

    @property
    def has_tiles(self) -> bool:
        """True for a finished grid whose picture is on view."""
        shown = self.generation
        done = shown is not None and shown.state in (State.FINISHED, State.STORED) and shown.is_grid
        return done and self.has_picture

    def offers(self, action: str) -> bool:
        """True when the service offers `action` on the picture on view, now."""
        return self.generation is not None and self.generation.can_act and action in self.generation.actions

    def offers_for_tile(self, verb: str) -> bool:
        """True when the service offers `verb` for the tile that is spoken of."""
        shown, tile = self.generation, self.tile
        if shown is None or tile is None or not shown.can_act:
            return False
        return actions.for_tile(shown.actions, verb, tile) is not None


class Need(StrEnum):
    """What a command needs; the value says why it cannot run without."""

    GENERATION = "Nothing is on view."
    ASKED = "The service was asked for nothing here."
    PICTURE = "No picture is on view."
    DRAWN = "Only a finished picture is looked at closely."
    TILES = "Only a finished grid has tiles."
    TILE = "Choose a tile first, by the keys 1 to 4."
    UPSCALE = "The service does not offer it for this tile."
    VARIATION = "The service does not offer this for the tile."
    STILL = "A video cannot be repainted, only a picture can."
    UNFAILED = "It failed: there is no picture to repaint."
    REPAINTABLE = "Only a finished single picture can be repainted; a tile is upscaled for it first, by Shift+B."
    PARENT = "This picture came from no other."
    CHILDREN = "Nothing was made of it yet."
    COMPARABLE = "There is no picture of the same shape before it."
    CANDIDATES = "There is only one result."
    MASKED = "It came from no mask."
    KEEPABLE = "Outside the mask it is exact already, or it came from no mask."
    SHOWABLE = "Only a finished picture can be shown to the service."
    IMAGE_ID = "The service has no image id for it."
    EXTENDABLE = "Only a finished video can be made longer."
    CLIPS = "There is no video on view."
    FILE = "Its picture is not on this disk yet."
    AT_REST = "It is still being drawn. Stop waiting for it first."
    STOPPABLE = "Nothing on view waits or is being drawn."
    REFUSED = "Nothing on view waits to be sent again."
    SET_ASIDE = "Nothing on view was set aside."
    UNFETCHED = "No picture on view is left to be fetched."
    FAILED = "Nothing on view has failed."
    TRACED = "Nothing on view has a trace id."
    TRY_AGAIN = "Nothing on view can be tried again."
    EDIT_PROMPT = "No prompt on view was refused."
    MESSAGE = "The message has no button."
    WORDS = "The prompt has no words yet."
    FINDING = "Nothing here is to be mended."
    MASK = "Nothing is painted yet."
    BATCH = "There is nothing to start yet."
    BATCH_WAITS = "Nothing waits of the batch on view."
    QUESTION = "Nothing was asked yet."
    ANSWERED = "Nothing was asked yet, or it is being asked."
    DESCRIBES = "Only a picture to describe comes from a file."
    UNDO = "There is nothing to undo."
    REDO = "There is nothing to redo."


def _in_state(*states: State) -> Callable[[Situation], bool]:
    return lambda now: now.generation is not None and now.generation.state in states


_MET: dict[Need, Callable[[Situation], bool]] = {
    Need.GENERATION: lambda now: now.generation is not None,
    Need.ASKED: lambda now: now.generation is not None and not now.generation.request.is_local,
    Need.PICTURE: lambda now: now.has_picture,
    Need.DRAWN: _in_state(State.FINISHED, State.STORED),
    Need.TILES: lambda now: now.has_tiles,
    Need.TILE: lambda now: now.tile is not None,
    Need.UPSCALE: lambda now: now.offers_for_tile("upscale"),
    Need.VARIATION: lambda now: now.offers_for_tile("variation"),
    Need.STILL: lambda now: now.generation is not None and not now.generation.is_video,
    Need.UNFAILED: lambda now: now.generation is not None and now.generation.state is not State.FAILED,
    Need.REPAINTABLE: lambda now: now.generation is not None and now.generation.can_repaint,
    Need.PARENT: lambda now: now.generation is not None and now.generation.parent is not None,
    Need.CHILDREN: lambda now: now.has_children,
    Need.COMPARABLE: lambda now: now.can_compare,
    Need.CANDIDATES: lambda now: now.has_candidates,
    Need.MASKED: lambda now: now.compares_masked,
    Need.KEEPABLE: lambda now: now.compares_masked and now.generation is not None and not now.generation.is_composite,
    Need.SHOWABLE: lambda now: _is_done(now) and _is_showable(now.generation),
    Need.IMAGE_ID: lambda now: _is_done(now) and now.generation is not None and now.generation.image_id is not None,
    Need.EXTENDABLE: lambda now: now.generation is not None and now.generation.can_extend,
    Need.CLIPS: lambda now: now.generation is not None and bool(now.generation.clip_files),
    Need.FILE: lambda now: now.generation is not None and now.generation.file is not None,
    Need.AT_REST: lambda now: now.generation is not None and not now.generation.state.is_open,
    Need.STOPPABLE: _in_state(*_STOPPABLE),
    Need.REFUSED: lambda now: _in_state(State.WAITING)(now) and _is_deferred(now),
    Need.SET_ASIDE: _in_state(State.SET_ASIDE),
    Need.UNFETCHED: lambda now: _in_state(State.FINISHED)(now) and _has_failure(now),
    Need.FAILED: _in_state(State.FAILED),
    Need.TRACED: lambda now: _in_state(State.FAILED)(now) and bool(_trace(now)),
    Need.TRY_AGAIN: lambda now: Remedy.TRY_AGAIN in now.remedies,
    Need.EDIT_PROMPT: lambda now: Remedy.EDIT_PROMPT in now.remedies,
    Need.MESSAGE: lambda now: now.message is not Remedy.NONE,
    Need.WORDS: lambda now: now.has_words,
    Need.FINDING: lambda now: now.has_findings,
    Need.MASK: lambda now: now.mask_painted,
    Need.BATCH: lambda now: now.batch_ready,
    Need.BATCH_WAITS: lambda now: now.batch_waits,
    Need.QUESTION: lambda now: bool(now.asked),
    Need.ANSWERED: lambda now: bool(now.asked) and not now.is_asking,
    Need.DESCRIBES: lambda now: now.describes,
    Need.UNDO: lambda now: now.mask_undo,
    Need.REDO: lambda now: now.mask_redo,
}


def _is_done(now: Situation) -> bool:
    return _in_state(State.FINISHED, State.STORED)(now)


def _is_showable(shown: Generation | None) -> bool:
    """By its address, or by its file."""
    return shown is not None and (shown.file is not None or bool(address(shown)))


def _has_failure(now: Situation) -> bool:
    return now.generation is not None and now.generation.failure is not None


def _is_deferred(now: Situation) -> bool:
    return now.generation is not None and now.generation.not_before is not None


def _trace(now: Situation) -> str:
    shown = now.generation
    if shown is None:
        return ""
    return (shown.failure.trace_id if shown.failure else None) or shown.trace_id or ""


def missing(needs: tuple[Need, ...], now: Situation) -> str:
    """The sentence of the first need that is not met, or ""."""
    return next((need.value for need in needs if not _MET[need](now)), "")
