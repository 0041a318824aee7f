"""Which of the open generations may run."""

from dataclasses import replace

from mj_desktop.core.errors import SEVERAL, Failure
from mj_desktop.core.generation import DEMO, Generation, Sent, StreamLost, advance, new
from mj_desktop.core.request import Imagine
from mj_desktop.queue import IN_FLIGHT, Queue


def _lost(number: int) -> Generation:
    return advance(advance(new(DEMO, Imagine(prompt=f"lost {number}"), 1.0), Sent(1.0)), StreamLost())


def test_what_is_searched_for_holds_its_place_until_it_waits_for_a_person() -> None:
    queue = Queue(lambda: 2.0, lambda key: False)
    lost, next_one = [_lost(number) for number in range(IN_FLIGHT)], new(DEMO, Imagine(prompt="a cat"), 1.0)
    queue.live.update({each.id: each for each in (*lost, next_one)})
    queue.cleared.add(next_one.id)
    assert not queue.may_run(next_one)
    queue.live[lost[0].id] = replace(lost[0], failure=Failure(code=SEVERAL))
    assert queue.may_run(next_one)
