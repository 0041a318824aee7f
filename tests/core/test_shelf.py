"""The shelf: what is folded is as good as what is not, and is asked of without being unfolded."""

from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.shelf import DEMO_MARK, OTHER_MARK, Folded, Older, Shelf
from tests.ui.conftest import make


def _older(*generations: Generation) -> Older:
    kept = {_mark(each) + each.id.encode(): each for each in generations}
    times, parents = [each.created_at for each in generations], {g.id: g.parent for g in generations if g.parent}
    return Older(Folded([each.id for each in generations], times, list(kept), parents), kept.get)


def _mark(generation: Generation) -> bytes:
    return DEMO_MARK if generation.origin == DEMO else OTHER_MARK


def test_what_is_folded_is_there_as_it_was() -> None:
    old, shelf = make("old"), Shelf()
    assert [each for _, each in shelf.take(_older(old))] == ["old"]
    assert shelf["old"] == old
    assert list(shelf) == ["old"]
    assert len(shelf) == 1


def test_a_child_is_known_to_a_parent_that_came_later() -> None:
    shelf = Shelf()
    shelf["child"] = make("child")
    shelf["parent"] = make("parent")
    assert shelf.children("parent") == []
    shelf["child"] = now = make("child", parent="parent")
    assert shelf.children("parent") == [now]


def test_what_is_known_is_newer_than_what_was_read() -> None:
    shelf = Shelf()
    shelf["one"] = now = make("one", State.FAILED)
    assert shelf.take(_older(make("one"))) == []
    assert shelf["one"] is now


def test_a_change_takes_the_place_of_what_was_folded() -> None:
    shelf = Shelf()
    shelf.take(_older(make("one")))
    shelf["one"] = now = make("one", State.RUNNING)
    assert shelf["one"] is now
    assert len(shelf) == 1
    assert shelf.open == {"one"}
    shelf["one"] = make("one")
    assert shelf.open == set()


def test_children_and_origins_are_known_without_unfolding() -> None:
    def never(facts: bytes) -> None:
        raise AssertionError("unfolded")

    shelf = Shelf()
    parent, child = make("parent", origin="https://x"), make("child", parent="parent")
    shelf.take(Older(_older(parent, child).folded, never))
    assert shelf.is_demo("child")
    assert not shelf.is_demo("parent")
    shelf.take(_older(parent, child))
    assert shelf.children("parent") == [child]
    del shelf["child"]
    assert shelf.children("parent") == []
    assert not shelf.has_demo


def test_children_come_oldest_first_and_once_also_when_one_went_and_came_back() -> None:
    shelf = Shelf()
    first, second = make("first", parent="parent", created_at=1.0), make("second", parent="parent", created_at=2.0)
    for child in (second, first):
        shelf[child.id] = child
    del shelf["second"]
    shelf["second"] = second
    assert shelf.children("parent") == [first, second]


def test_one_that_cannot_be_read_counts_as_not_there() -> None:
    shelf = Shelf()
    shelf.take(Older(_older(make("bad")).folded, lambda facts: None))
    assert shelf.get("bad") is None
    shelf.drop_all(["bad", "gone"])
    assert "bad" not in shelf
