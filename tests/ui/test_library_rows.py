"""The strip's rows: newest first, each day headed, whether they come at once, one by one or as what is older."""

import random
from datetime import date

import pytest

from mj_desktop.core.generation import DEMO, Generation
from mj_desktop.core.shelf import DEMO_MARK, OTHER_MARK, Folded, Older
from mj_desktop.ui.strip.model import LibraryModel
from tests.ui.conftest import make

_DAY = 86_400.0
_NOON = 1_700_000_000.0


def _some(count: int) -> list[Generation]:
    """Newest first; four a day, two of them in the same moment."""
    return [make(f"g{count - n:03}", created_at=_NOON - n // 2 * _DAY / 2) for n in range(count)]


def _older(generations: list[Generation]) -> Older:
    kept = {_mark(each) + each.id.encode(): each for each in generations}
    times, parents = [each.created_at for each in generations], {g.id: g.parent for g in generations if g.parent}
    return Older(Folded([each.id for each in generations], times, list(kept), parents), kept.get)


def _mark(generation: Generation) -> bytes:
    return DEMO_MARK if generation.origin == DEMO else OTHER_MARK


def _entries(model: LibraryModel) -> list[str | date]:
    found = [model.entry(model.index(row)) for row in range(model.rowCount())]
    return [entry.id if isinstance(entry, Generation) else entry for entry in found if entry is not None]


def _at_once(generations: list[Generation]) -> LibraryModel:
    model = LibraryModel()
    model.show_all(generations)
    return model


def test_each_day_is_headed_once() -> None:
    entries = _entries(_at_once(_some(20)))
    days = [entry for entry in entries if isinstance(entry, date)]
    assert len(days) == len(set(days)) > 3
    assert days == sorted(days, reverse=True)
    assert isinstance(entries[0], date)


@pytest.mark.parametrize("seed", range(5))
def test_one_by_one_in_any_order_is_the_same_as_at_once(seed: int) -> None:
    generations = _some(30)
    model = _at_once([])
    for each in random.Random(seed).sample(generations, 30):
        model.show(each)
    assert _entries(model) == _entries(_at_once(generations))
    for each in generations:
        row = model.row(each.id)
        assert row is not None
        assert model.entry(model.index(row)) == each


@pytest.mark.parametrize("first", [0, 1, 7, 8, 30])
def test_what_is_older_is_appended_as_if_it_had_been_there(first: int) -> None:
    generations = _some(30)
    model = _at_once(generations[:first])
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.show_older(_older(generations[first:]))
    assert _entries(model) == _entries(_at_once(generations))
    assert resets == []


def test_what_is_not_older_finds_its_place_too() -> None:
    generations = _some(30)
    model = _at_once(generations[10:])
    model.show_older(_older(generations[:10]))
    assert _entries(model) == _entries(_at_once(generations))


@pytest.mark.parametrize("seed", range(5))
def test_removing_leaves_what_would_be_there_without(seed: int) -> None:
    generations = _some(30)
    model, left = _at_once(generations), list(generations)
    for gone in random.Random(seed).sample(generations, 25):
        model.remove(gone.id)
        left.remove(gone)
        assert _entries(model) == _entries(_at_once(left))


def test_what_a_search_leaves_out_comes_back_with_all_that_came_meanwhile() -> None:
    generations = _some(30)
    model = _at_once(generations[:10])
    model.filter(frozenset({"g030", "g005"}), demo_hidden=False)
    model.show_older(_older(generations[10:]))
    assert [entry for entry in _entries(model) if isinstance(entry, str)] == ["g030", "g005"]
    model.filter(None, demo_hidden=False)
    assert _entries(model) == _entries(_at_once(generations))
