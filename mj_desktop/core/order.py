"""An order: a prompt with what is said beside its text, made into requests as the service expects them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from mj_desktop.core import parameters, tokens
from mj_desktop.core.choices import DEFAULT_MODE, MODES
from mj_desktop.core.prompt import Prompt

if TYPE_CHECKING:
    from mj_desktop.core.request import Imagine

LONGEST, SHORTEST = 3600, 30
"""Seconds that a person may give the service to draw; settings have the same limits."""


class Terms(NamedTuple):
    """What a request says beside its prompt; `timeout` is in seconds, None for the settings'."""

    mode: str = DEFAULT_MODE
    translation: bool = False
    split_images: bool = False
    timeout: int | None = None


def read(found: Mapping[str, object]) -> Terms:
    """Terms out of what was kept; what is missing or wrong is the default."""
    mode, timeout = found.get("mode"), found.get("timeout")
    return Terms(
        mode=str(mode) if mode in MODES else DEFAULT_MODE,
        translation=found.get("translation") is True,
        split_images=found.get("split_images") is True,
        timeout=timeout if type(timeout) is int and SHORTEST <= timeout <= LONGEST else None,
    )


def kept(terms: Terms) -> dict[str, object]:
    """Terms as they are kept."""
    return terms._asdict()


def is_right(name: str, value: object) -> bool:
    """Whether a term that was kept is one; one that is not is left as it is."""
    return name in Terms._fields and kept(read({name: value}))[name] == value


def times(prompt: Prompt) -> int:
    """How often the prompt is to be drawn, by `--repeat`."""
    said = prompt.value("repeat") or ""
    right = parameters.problem(parameters.PARAMETERS["repeat"], said, prompt.model) is None
    return int(said) if right else 1


def requests(prompt: Prompt, terms: Terms) -> "list[Imagine]":
    """The requests that a prompt stands for: one, or as many as `--repeat` says.

    A request makes one picture and the service refuses more (contract 4), so the flag is not sent. The fields that
    are billed are derived from the text (contract 1.1): the text decides what is drawn.
    """
    count = times(prompt)
    sent = (prompt.without(["repeat"]) if count > 1 else prompt).sent()
    return [_request(sent, prompt.mode or terms.mode, terms, turn) for turn in range(count)]


def _request(sent: Prompt, mode: str, terms: Terms, turn: int) -> "Imagine":
    from mj_desktop.core.request import Imagine

    model = sent.model
    return Imagine(
        prompt=sent.text,
        mode=mode,
        timeout=terms.timeout,
        translation=terms.translation,
        split_images=terms.split_images,
        version=_version(model),
        hd=_hd(sent),
        quality=_quality(sent),
        style_reference=bool(sent.value("sref")),
        moodboard=model in ("8", "8.1") and bool(tokens.references(sent.text)),
        turn=turn,
    )


def _version(model: str) -> str | None:
    """None for niji and for old versions, which the field does not know; one that is new to us passes."""
    if model.startswith("niji") or (model in parameters.VERSIONS and model not in parameters.BILLED):
        return None
    return model or None


def _hd(sent: Prompt) -> bool:
    """Never with niji, nor with a version that has none (contract 1.1, 4)."""
    return sent.value("hd") is not None and parameters.reason("hd", sent.model) is None


def _quality(sent: Prompt) -> str | None:
    """As typed, in the strings that the field takes; None without one, as version 8.1 refuses the field."""
    typed = sent.value("quality")
    return typed if typed in parameters.PARAMETERS["quality"].choices else None
