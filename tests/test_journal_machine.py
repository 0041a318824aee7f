"""A state machine over `advance` and the journal: whatever happens in whatever order, nothing known is lost."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mj_desktop.core import generation as g
from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import State, advance
from mj_desktop.core.request import Imagine
from mj_desktop.library.library import Library

_PICTURE = g.RemotePicture(raw_url="http://127.0.0.1/a.png", raw_width=8, raw_height=8)
_FILE = g.StoredPicture(name="2026-11/a.png", width=8, height=8, size=9, sha256="0")
_EVENTS: tuple[g.Event, ...] = (
    g.Sent(1.0), g.Accepted("t"), g.Progressed(35, _PICTURE), g.StreamLost(), g.StreamLost(Failure(code="bad_answer")),
    g.Asked(2.0), g.Finished(3.0, _PICTURE, "1", ("upscale1",)), g.Stored(_FILE), g.Failed(Failure(code="api_error")),
    g.Troubled(Failure(code="no_answer")), g.Troubled(None), g.Deferred(Failure(code="rate_limited"), 9.0), g.Hurried(),
    g.Missed(), g.SetAside(), g.TakenUp(),
)  # fmt: skip
_NEVER_SENT_AGAIN = (State.ACCEPTED, State.RUNNING, State.FINISHED, State.STORED)


class Journal(RuleBasedStateMachine):
    """Several generations, any events, and a program that may end at any time and be started again."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="mj-journal-")
        self._library = Library(Path(self._folder.name))
        self._known: dict[str, g.Generation] = {}

    @rule(mask=st.sampled_from([None, b"a mask"]))
    def begin(self, mask: bytes | None) -> None:
        """A new one, written down before anything else."""
        new = g.new(g.DEMO, Imagine(prompt=f"cat {len(self._known)}", mask=mask), float(len(self._known)))
        self._library.add(new)
        self._known[new.id] = new

    @rule(number=st.integers(0, 5), event=st.sampled_from(_EVENTS))
    def happen(self, number: int, event: g.Event) -> None:
        """An event comes to one of them, early, late or twice."""
        if not self._known:
            return
        before = list(self._known.values())[number % len(self._known)]
        after = advance(before, event)
        self._held(before, after, event)
        assert advance(after, event).state in (after.state, State.ACCEPTED, State.RUNNING)
        if after != before:
            self._library.save(after)
        self._known[after.id] = after

    @rule()
    def start_again(self) -> None:
        """The program ends without a word, and another one reads what it wrote."""
        self._library.close()
        self._library = Library(Path(self._folder.name))

    @invariant()
    def the_library_knows_them_all_as_they_are(self) -> None:
        assert {each.id: each for each in self._library.all()} == {
            each.id: replace(each, request=each.request.without_mask()) for each in self._known.values()
        }
        assert {each.id: each for each in self._library.open_ones()} == {
            each.id: each for each in self._known.values() if each.state.is_open
        }

    def _held(self, before: g.Generation, after: g.Generation, event: g.Event) -> None:
        """What a transition must not do."""
        assert after.id == before.id
        assert after.request == before.request
        assert after.task_id or not before.task_id
        assert (after.state is State.STORED) == (after.file is not None)
        assert not (after.state is State.WAITING and after.task_id)
        if before.state in _NEVER_SENT_AGAIN or before.task_id:
            assert after.state not in (State.WAITING, State.SENT)
        if after.state is State.FAILED and before.state is not State.FAILED:
            assert isinstance(event, g.Failed)
            assert after.failure is not None

    def teardown(self) -> None:
        self._library.close()
        self._folder.cleanup()


TestJournal = Journal.TestCase
TestJournal.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
