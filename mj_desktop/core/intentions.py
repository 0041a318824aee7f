"""Intentions: what a person asked for, as widgets report it."""

from dataclasses import dataclass

from mj_desktop.core.messages import Remedy


@dataclass(frozen=True, slots=True)
class Trigger:
    """An action asked for on the generation `parent`.

    `held` waits a moment before it is sent, so that Esc can take it back; `then_repaint` opens the mask editor on the
    picture that comes of it.
    """

    parent: str
    action: str
    held: bool = False
    then_repaint: bool = False


@dataclass(frozen=True, slots=True)
class Remedied:
    """A message's button was pressed; `about` is the generation it spoke of, if any."""

    remedy: Remedy
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Repaint:
    """The mask editor was asked for on the generation `parent`; `tile` is one of a grid's, None the whole picture."""

    parent: str
    tile: int | None = None


@dataclass(frozen=True, slots=True)
class AsCode:
    """The request of a generation is wanted as code: copied in a language of `as_code`, or with "" shown in all."""

    generation: str
    language: str = ""
