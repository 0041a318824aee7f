"""Other keys for commands: no place has two commands on one key, whatever was changed before."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from mj_desktop.core import keymap as keymaps
from mj_desktop.core import rebinding
from mj_desktop.core.commands import COMMANDS, Command, named
from mj_desktop.core.keymap import UNCHANGED, Keymap
from mj_desktop.core.where import Where

KEYS = sorted({"U", "V", "Y", "[", "S", "C", "1", "F", "Ctrl+K", "Ctrl+Alt+K", "Alt+P", "Ctrl+Z", "Ctrl+0", "F12"})
FREE = [command for command in COMMANDS if not rebinding.why_fixed(command)]
STUDIO = {Where.STUDIO, Where.PICTURE, Where.PROMPT, Where.PAGES, Where.WINDOW}
# What a person can have before them at once, said once more in other words.
PAGES = [{page, Where.STUDIO, Where.PAGES, Where.WINDOW} for page in (Where.BATCH, Where.QUESTIONS, Where.CODE)]
ROOMS = [STUDIO, {Where.STUDIO, Where.COMPARE, Where.PAGES, Where.WINDOW}, {Where.MASK, Where.WINDOW}, *PAGES]


def shared(keymap: Keymap) -> set[tuple[str, str, str]]:
    """The pairs of commands on one key in one room, but for those that the table has there: pictures part them."""
    found = set()
    for room in ROOMS:
        holders: dict[str, list[Command]] = {}
        for command in COMMANDS:
            for key in keymap.keys(command.id, command.keys) if command.where in room else ():
                holders.setdefault(key, []).append(command)
        found |= {
            (one.id, other.id, key)
            for key, held in holders.items()
            for one, other in combinations(held, 2)
            if key not in one.keys or key not in other.keys
        }
    return found


STEPS = some.one_of(
    some.tuples(some.just("given"), some.sampled_from(FREE), some.sampled_from(KEYS)),
    some.tuples(some.sampled_from(["without", "reset"]), some.sampled_from(FREE), some.just("")),
)


@settings(max_examples=60, deadline=None)
@given(some.lists(STEPS, max_size=12))
def test_no_place_has_two_commands_on_one_key_after_any_changes(steps: list[tuple[str, object, str]]) -> None:
    keymap = UNCHANGED
    for step, command, key in steps:
        keymap = getattr(rebinding, step)(keymap, command, *([key] if key else []))
    assert shared(keymap) == set()
    assert rebinding.sound(keymaps.read(keymaps.written(keymap))) == (keymap, ())


@settings(max_examples=60, deadline=None)
@given(some.dictionaries(some.sampled_from([c.id for c in COMMANDS]), some.lists(some.sampled_from(KEYS), unique=True)))
def test_nor_after_any_file_was_read(rows: dict[str, list[str]]) -> None:
    kept, _refused = rebinding.sound(Keymap({command: tuple(keys) for command, keys in rows.items()}))
    assert shared(kept) == set()


def test_a_key_that_others_have_is_theirs_until_it_is_taken_over() -> None:
    holders = rebinding.holders(UNCHANGED, named("seed"), "U")
    assert [command.id for command in holders] == ["upscale_tile", "action:upscale_2x"]
    taken = rebinding.given(UNCHANGED, named("seed"), "U")
    assert taken.changed == {"seed": ("U",), "upscale_tile": (), "action:upscale_2x": ()}
    assert [command.id for command in rebinding.taken_by_reset(taken, named("upscale_tile"))] == ["seed"]
    assert rebinding.reset(taken, named("upscale_tile")).changed == {"seed": (), "action:upscale_2x": ()}


def test_another_place_may_have_the_same_key_and_a_twin_stays_when_the_first_is_changed() -> None:
    assert rebinding.holders(UNCHANGED, named("mask:grow"), "U") == ()
    changed = rebinding.given(UNCHANGED, named("mask:smaller"), "Y")
    assert changed.changed == {"mask:smaller": ("Y", "Ctrl+Alt+-")}
    assert rebinding.without(changed, named("mask:smaller")).changed == {"mask:smaller": ("Ctrl+Alt+-",)}


@pytest.mark.parametrize(
    ("command", "key", "is_reserved"),
    [("seed", "Esc", True), ("seed", "Ctrl+Return", True), ("seed", "Left", True), ("seed", "F4", True),
     ("mask:grow", "F4", False), ("mask:grow", "O", True), ("seed", "O", False), ("search", "O", True),
     ("search", "Ctrl+V", True), ("mask:paste", "Ctrl+V", False), ("next_tile", "Right", False)],
)  # fmt: skip
def test_what_stays_reserved_says_why(command: str, key: str, is_reserved: bool) -> None:
    assert bool(rebinding.why_reserved(named(command), key)) is is_reserved


def test_what_a_file_says_of_unknown_commands_is_kept_and_of_fixed_ones_refused() -> None:
    read = keymaps.read(b'{"keys": {"later": ["F12"], "leave": ["Y"], "seed": ["F12"], "parent": ["F12"], "fit": 7}}')
    kept, refused = rebinding.sound(read)
    assert (kept.changed, refused) == ({"later": ("F12",), "seed": ("F12",)}, ("leave", "parent"))
    for broken in (b"[]", b'{"keys": 3}', b"\xff", b"{"):
        with pytest.raises(ValueError):
            keymaps.read(broken)
