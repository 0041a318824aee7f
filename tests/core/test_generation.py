import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mj_desktop.core import generation as g
from mj_desktop.core.errors import Failure
from mj_desktop.core.fleeting import is_drawn_on
from mj_desktop.core.generation import State, advance
from mj_desktop.core.request import Imagine

PICTURE = g.RemotePicture(raw_url="http://127.0.0.1/a.png", raw_width=8, raw_height=8)
FILE = g.StoredPicture(name="2026-11/a.png", width=8, height=8, size=9, sha256="0")
DONE = g.Finished(3.0, PICTURE, "123", ("upscale1",))
EVENTS: list[g.Event] = [
    g.Sent(1.0), g.Accepted("t", "x"), g.Progressed(35, PICTURE), g.Progressed(75), DONE, g.Stored(FILE),
    g.Failed(Failure(code="api_error")), g.Troubled(Failure(code="no_answer")), g.SetAside(), g.TakenUp(),
    g.Deferred(Failure(code="too_many_requests"), 9.0), g.Hurried(),
]  # fmt: skip


def _fresh() -> g.Generation:
    return g.new(g.DEMO, Imagine(prompt="a cat"), 0.0)


def _after(*events: g.Event) -> g.Generation:
    found = _fresh()
    for event in events:
        found = advance(found, event)
    return found


def test_the_usual_course_ends_stored() -> None:
    found = _after(*EVENTS[:6])
    assert (found.state, found.percent, found.task_id, found.image_id) == (State.STORED, 100, "t", "123")
    assert found.file == FILE
    assert found.can_act


def test_an_event_that_comes_late_changes_nothing() -> None:
    found = _after(*EVENTS[:6])
    assert all(advance(found, event) == found for event in EVENTS)


def test_a_percentage_never_goes_back_and_never_claims_the_end() -> None:
    running = _after(g.Sent(1.0), g.Accepted("t"), g.Progressed(75))
    assert advance(running, g.Progressed(35)).percent == 75
    assert advance(running, g.Progressed(100)).percent == 99


def test_what_was_set_aside_keeps_its_task_and_can_be_taken_up() -> None:
    aside = _after(g.Sent(1.0), g.Accepted("t"), g.SetAside())
    assert (aside.state, aside.task_id) == (State.SET_ASIDE, "t")
    assert advance(aside, g.TakenUp()).state is State.ACCEPTED


def test_what_was_set_aside_before_its_task_was_named_is_searched_again() -> None:
    assert _after(g.Sent(1.0), g.SetAside(), g.TakenUp()).state is State.SENT


def test_a_refused_one_waits_for_its_time_and_is_not_deferred_once_its_task_is_named() -> None:
    refused = _after(g.Sent(1.0), g.Deferred(Failure(code="too_many_requests"), 9.0))
    assert (refused.state, refused.not_before, refused.refusals, refused.sent_at) == (State.WAITING, 9.0, 1, None)
    assert advance(refused, g.Hurried()).not_before is None
    assert advance(refused, g.Sent(9.0)).failure is None
    named = _after(g.Sent(1.0), g.Accepted("t"))
    assert advance(named, g.Deferred(Failure(code="too_many_requests"), 9.0)) == named


def test_trouble_is_said_beside_the_state_and_goes_with_the_next_good_news() -> None:
    troubled = _after(g.Sent(1.0), g.Accepted("t"), g.Troubled(Failure(code="no_answer")))
    assert (troubled.state, troubled.failure) == (State.ACCEPTED, Failure(code="no_answer"))
    assert advance(troubled, g.Progressed(10)).failure is None


@pytest.mark.parametrize(
    ("action", "offered", "is_grid"),
    [("generate", (), True), ("upscale1", (), False), ("upscale1", ("upscale1",), True), ("variation_region", (), True),
     ("make_it_pop", (), False), ("make_it_pop", ("upscale1",), True)],
)  # fmt: skip
def test_a_grid_is_told_by_its_actions_or_by_what_its_action_yields(
    action: str, offered: tuple[str, ...], is_grid: bool
) -> None:
    found = g.Generation(id="a", origin=g.DEMO, request=Imagine(action=action), created_at=0, actions=offered)
    assert found.is_grid is is_grid


@given(st.lists(st.sampled_from(EVENTS)))
def test_no_order_of_events_leaves_the_states_or_loses_what_was_known(events: list[g.Event]) -> None:
    found = _fresh()
    for event in events:
        after = advance(found, event)
        assert after.task_id or not found.task_id
        assert after.file or not found.file
        assert after.percent >= found.percent
        assert (after.state is State.STORED) == (after.file is not None)
        assert after.state is not State.WAITING or found.state is State.WAITING or isinstance(event, g.Deferred)
        assert not (after.state is State.WAITING and after.task_id)
        found = after


def test_a_follow_up_keeps_mode_and_version_and_carries_no_prompt() -> None:
    first = Imagine(prompt="a cat --v 7", mode="turbo", version="7", hd=True, translation=True)
    assert first.follow_up("upscale1", "9") == Imagine(
        action="upscale1", image_id="9", mode="turbo", version="7", hd=True
    )


def test_only_a_percentage_or_a_preview_dies_with_the_stream() -> None:
    running = _after(*EVENTS[:3])
    assert is_drawn_on(running, advance(running, g.Progressed(75)))
    assert is_drawn_on(running, advance(running, g.Progressed(40, g.RemotePicture(raw_url="http://127.0.0.1/b"))))
    troubled = advance(running, g.Troubled(Failure(code="no_answer")))
    assert not is_drawn_on(running, troubled)
    assert not is_drawn_on(troubled, advance(troubled, g.Progressed(75)))
    assert not is_drawn_on(running, advance(running, DONE))
    assert not is_drawn_on(_after(*EVENTS[:2]), running)


def test_a_parent_that_comes_later_changes_nothing_else() -> None:
    for state in State:
        before = replace(_fresh(), state=state)
        assert advance(before, g.Related("parent")) == replace(before, parent="parent")


_README = Path(__file__).parents[2] / "README.md"
_ROW = re.compile(r"^\| `(\w+)`: [^|]+\| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def _moves() -> set[tuple[str, str, str]]:
    """Event, from and to of every change of state that there is, with a task's name and without."""
    events = [*EVENTS, g.StreamLost(), g.Asked(2.0), g.Missed(), g.Related("p"), g.Readdressed("https://a.example")]
    assert {type(event) for event in events} == set(get_args(g.Event))
    found = set()
    for state in State:
        for task_id in ("t", None):
            before = replace(_fresh(), state=state, task_id=task_id)
            after = {type(event).__name__: advance(before, event).state for event in events}
            found |= {(name, str(state), str(to)) for name, to in after.items() if to is not state}
    return found


def test_the_readme_names_every_change_of_state_and_no_other() -> None:
    told = {
        (event, one, other)
        for event, before, after in _ROW.findall(_README.read_text(encoding="utf-8"))
        for one in before.split(", ")
        for other in after.split(", ")
    }
    assert told == _moves()
