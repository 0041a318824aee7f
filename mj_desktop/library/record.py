"""Records: a generation as JSON, for its row and for the file beside its picture; no token, no mask bytes."""

import json
from dataclasses import asdict
from typing import Any

from mj_desktop.core.errors import Failure, LibraryError
from mj_desktop.core.generation import Generation, RemotePicture, State, StoredPicture
from mj_desktop.core.request import Imagine

_PARTS = {"picture": RemotePicture, "file": StoredPicture, "failure": Failure}


def to_json(generation: Generation) -> str:
    """The facts to rebuild `generation`, apart from its mask's bytes."""
    facts = asdict(generation)
    facts["request"] = {name: value for name, value in facts["request"].items() if name != "mask"}
    return json.dumps(facts, indent=1)  # ASCII, so that half a surrogate pair out of an answer does no harm


def from_json(text: str) -> Generation:
    """The generation that `to_json` wrote, without its mask; raises LibraryError for anything else."""
    try:
        facts: dict[str, Any] = json.loads(text)
        facts.pop("mask", None)  # what stands beside a picture says which mask was sent
        for name, part in _PARTS.items():
            facts[name] = part(**facts[name]) if facts.get(name) else None
        for name in ("actions", "sub_images"):
            facts[name] = tuple(facts.get(name) or ())
        facts["request"], facts["state"] = Imagine(**facts["request"]), State(facts["state"])
        return Generation(**facts)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise LibraryError(f"A record of the library cannot be read: {error}") from error
