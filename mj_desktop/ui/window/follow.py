"""Following: which follow-up is shown by itself once it has a picture, because the person waits for it."""

from dataclasses import dataclass

from mj_desktop.core.generation import Generation, State


@dataclass(frozen=True, slots=True)
class Asked:
    """An action that was asked for, until its generation appears."""

    parent: str
    action: str
    held: bool = False
    then_repaint: bool = False


class Following:
    """Remembers the last action asked for; anything else that a person chooses ends it."""

    def __init__(self) -> None:
        self._asked: Asked | None = None
        self._child: str | None = None
        self._shown = False
        self._held: set[str] = set()
        self._sending: str | None = None

    def ask(self, asked: Asked) -> None:
        """A person asked for a follow-up: only this one is followed now."""
        self._asked, self._child, self._shown = asked, None, False
        self._sending = None

    def drop(self) -> None:
        """A person chose something else: nothing is followed; what is being sent can still be taken back."""
        self._asked = self._child = None

    def meet(self, generation: Generation) -> None:
        """A new generation appeared: perhaps the one asked for."""
        asked = self._asked
        if asked is None or self._child is not None:
            return
        if (generation.parent, generation.request.action) == (asked.parent, asked.action):
            self._child = generation.id
            self._sending = generation.id
            if asked.held:
                self._held.add(generation.id)

    def see(self, generation: Generation) -> bool:
        """A generation changed; True once, when the one asked for has left and cannot be taken back any more."""
        if generation.id == self._child and generation.state is State.FAILED:
            self.drop()
        if generation.state is not State.WAITING:
            self._held.discard(generation.id)
        if generation.id != self._sending or generation.id in self._held:
            return False
        self._sending = None
        return generation.state is not State.FAILED

    def shows(self, generation_id: str) -> bool:
        """True once: the generation followed has a picture now and is to be shown."""
        if self._shown or generation_id != self._child:
            return False
        self._shown = True
        return True

    def repaints(self, generation: Generation) -> bool:
        """True once: the generation followed is stored and its editor is to be opened."""
        asked = self._asked
        if asked is None or generation.id != self._child or not asked.then_repaint or not generation.can_repaint:
            return False
        self.drop()
        return True

    def is_sending(self, generation_id: str | None = None) -> bool:
        """True while something asked for by key waits its moment (that very generation, if named)."""
        return bool(self._held) if generation_id is None else generation_id in self._held

    def take_back(self, generation_id: str) -> None:
        """That generation, which was being sent, is not sent."""
        self._held.discard(generation_id)
        if self._sending == generation_id:
            self._sending = None
            self.drop()

    def let_go(self) -> None:
        """Nothing can be taken back any more: what still waits here, waits for its turn."""
        self._held.clear()


def repeats(generation: Generation, failed: Generation) -> bool:
    """True for a later one of the same prompt as one that failed."""
    is_same = bool(generation.request.prompt) and generation.request.prompt == failed.request.prompt
    return is_same and failed.state is State.FAILED and generation.created_at > failed.created_at
