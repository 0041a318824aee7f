"""The pictures that the window holds to show at once what was shown before."""

from collections import OrderedDict

from mj_desktop.pictures import Kind, Loaded

_RAWS = 4


class HeldPictures:
    """The latest preview or thumbnail of what is being drawn or fetched, and the last four raw pictures, 16 MB each."""

    def __init__(self) -> None:
        self._previews: dict[str, Loaded] = {}
        self._raws: OrderedDict[str, Loaded] = OrderedDict()

    def hold(self, loaded: Loaded) -> None:
        """Keep a picture; a raw one ends the need for previews."""
        if loaded.kind is not Kind.RAW:
            held = self._previews.get(loaded.generation)
            if held is None or held.kind is loaded.kind or loaded.kind is Kind.THUMB:
                self._previews[loaded.generation] = loaded
            return
        self._previews.pop(loaded.generation, None)
        self._raws[loaded.generation] = loaded
        self._raws.move_to_end(loaded.generation)
        while len(self._raws) > _RAWS:
            self._raws.popitem(last=False)

    def best(self, generation_id: str) -> Loaded | None:
        """The best picture held of a generation."""
        return self.raw(generation_id) or self._previews.get(generation_id)

    def raw(self, generation_id: str) -> Loaded | None:
        """The raw picture of a generation, if held."""
        found = self._raws.get(generation_id)
        if found is not None:
            self._raws.move_to_end(generation_id)
        return found

    def forget(self, generation_id: str) -> None:
        """Let go of what is held of a generation."""
        self._previews.pop(generation_id, None)
        self._raws.pop(generation_id, None)
