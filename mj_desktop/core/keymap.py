"""The keymap: which keys a person gave to commands in place of those of the table; one JSON file of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Keymap:
    """Keys by the ids of the commands whose keys were changed; those of unknown commands are kept, and mean nothing."""

    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def keys(self, command_id: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """The keys of a command that has `default` in the table, the one to show first."""
        return self.changed.get(command_id, default)


UNCHANGED = Keymap()


def written(keymap: Keymap) -> bytes:
    """A keymap as JSON."""
    rows = {command: list(keys) for command, keys in sorted(keymap.changed.items())}
    return (json.dumps({"keys": rows}, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def read(data: bytes) -> Keymap:
    """A keymap out of JSON, as it is written there; raises ValueError for what is none."""
    found = json.loads(data.decode("utf-8"))
    rows = found.get("keys") if isinstance(found, dict) else None
    if not isinstance(rows, dict):
        raise ValueError("it holds no keys")
    return Keymap({command: tuple(keys) for command, keys in rows.items() if _are_keys(keys)})


def _are_keys(keys: object) -> bool:
    return isinstance(keys, list) and all(isinstance(key, str) and key for key in keys)
