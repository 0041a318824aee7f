"""The shelf: all generations of the library in memory, those that are not looked at folded small."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from typing import NamedTuple

from mj_desktop.core.generation import Generation
from mj_desktop.core.origin import DEMO

_UNFOLDED = 500  # how many are kept as they are used: some screens of cells, and their ancestors


DEMO_MARK, OTHER_MARK = b"d", b"-"


class Folded(NamedTuple):
    """Generations as bytes, newest first, with what is asked of all of them at once: columns, as rows weigh more.

    `facts` begin with `DEMO_MARK` or `OTHER_MARK`; `parents` names those of follow-ups only.
    """

    ids: list[str]
    times: list[float]
    facts: list[bytes]
    parents: dict[str, str]

    def extend(self, more: "Folded") -> None:
        """Others after these."""
        self.ids.extend(more.ids)
        self.times.extend(more.times)
        self.facts.extend(more.facts)
        self.parents.update(more.parents)


class Older(NamedTuple):
    """What is older, and what unfolds one's facts: None when they cannot be read."""

    folded: Folded
    unfold: Callable[[bytes], Generation | None]


class Shelf(MutableMapping[str, Generation]):
    """Generations by id. Never run over its values: that unfolds every one of them.

    A folded one takes some 300 bytes, a generation 2,000; unfolding takes 30 microseconds.
    """

    def __init__(self) -> None:
        self.open: set[str] = set()
        self._full: dict[str, Generation] = {}
        self._folded: dict[str, bytes] = {}
        self._lately: OrderedDict[str, Generation] = OrderedDict()
        self._demo = 0
        self._children: dict[str, set[str]] = {}
        self._unfold: Callable[[bytes], Generation | None] | None = None

    def take(self, older: Older) -> list[tuple[float, str]]:
        """Take what is not known yet, for what is known is newer than what was read; returns times and ids of that."""
        self._unfold, folded, taken = older.unfold, older.folded, []
        for each, at, facts in zip(folded.ids, folded.times, folded.facts, strict=True):
            if each not in self:
                self._folded[each] = facts
                self._note(each, facts.startswith(DEMO_MARK), folded.parents.get(each))
                taken.append((at, each))
        return taken

    def children(self, generation_id: str) -> list[Generation]:
        """What was made of a generation, oldest first."""
        found = [self[each] for each in self._children.get(generation_id, ()) if each in self]
        return sorted(found, key=lambda each: each.created_at)

    @property
    def has_demo(self) -> bool:
        """True while anything of the demo engine is among them."""
        return self._demo > 0

    def is_demo(self, generation_id: str) -> bool:
        """True for what the demo engine drew."""
        full = self._full.get(generation_id)
        if full is not None:
            return full.origin == DEMO
        return self._folded.get(generation_id, b"").startswith(DEMO_MARK)

    def __getitem__(self, generation_id: str) -> Generation:
        found = self._full.get(generation_id) or self._lately.get(generation_id)
        return found if found is not None else self._unfolded(generation_id)

    def __setitem__(self, generation_id: str, generation: Generation) -> None:
        if generation_id not in self:
            self._note(generation_id, generation.origin == DEMO, generation.parent)
        elif generation.parent is not None:  # its parent may have come after it
            self._children.setdefault(generation.parent, set()).add(generation_id)
        self._drop(generation_id)
        self._full[generation_id] = generation
        (self.open.add if generation.state.is_open else self.open.discard)(generation_id)

    def __delitem__(self, generation_id: str) -> None:
        if generation_id not in self:
            raise KeyError(generation_id)
        self._demo -= self.is_demo(generation_id)
        self._drop(generation_id)
        self._full.pop(generation_id, None)
        self.open.discard(generation_id)

    def __contains__(self, generation_id: object) -> bool:
        return generation_id in self._full or generation_id in self._folded

    def __iter__(self) -> Iterator[str]:
        yield from self._full
        yield from self._folded

    def __len__(self) -> int:
        return len(self._full) + len(self._folded)

    def clear(self) -> None:
        """Take all out; one by one each would be unfolded."""
        for held in (self.open, self._full, self._folded, self._lately, self._children):
            held.clear()
        self._demo = 0

    def drop_all(self, ids: Iterable[str]) -> None:
        """Take many out; unknown ids are passed over."""
        for each in ids:
            if each in self:
                del self[each]

    def _unfolded(self, generation_id: str) -> Generation:
        facts = self._folded[generation_id]
        made = self._unfold(facts) if self._unfold is not None else None
        if made is None:
            raise KeyError(generation_id)
        self._lately[generation_id] = made
        if len(self._lately) > _UNFOLDED:
            self._lately.popitem(last=False)
        return made

    def _note(self, generation_id: str, demo: bool, parent: str | None) -> None:
        self._demo += demo
        if parent is not None:
            self._children.setdefault(parent, set()).add(generation_id)

    def _drop(self, generation_id: str) -> None:
        self._folded.pop(generation_id, None)
        self._lately.pop(generation_id, None)
