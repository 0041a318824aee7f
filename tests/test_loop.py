"""The loop: what it does with garbage while the program runs."""

import asyncio
import gc
import weakref
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Run


class Knot:
    """An object in a circle, which only a collection ends."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def eager() -> Iterator[None]:
    """Collections of every generation are due soon; afterwards all is as it was."""
    former = gc.get_threshold()
    gc.set_threshold(1, 1, 1)
    yield
    gc.set_threshold(*former)
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@pytest.mark.usefixtures("eager")
def test_garbage_is_collected_while_it_runs_and_what_outlives_a_look_at_everything_is_left_in_peace(
    run: Run[Any],
) -> None:
    async def work() -> None:
        before = gc.get_freeze_count()
        gone = weakref.ref(Knot())
        stays = Knot()
        while gone() is not None or gc.get_freeze_count() <= before:
            await asyncio.sleep(0.01)
        assert not any(each is stays for each in gc.get_objects())

    run(work())
