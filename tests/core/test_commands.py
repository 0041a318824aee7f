"""The table of commands: every one has its key, no key means two things, reasons are said, words are found."""

import json
from dataclasses import replace
from itertools import combinations

import pytest

from mj_desktop import paths
from mj_desktop.core import commands
from mj_desktop.core.command_search import found
from mj_desktop.core.commands import COMMANDS, GROUPS, NOT_OFFERED, OTHER_KEYS, Command
from mj_desktop.core.errors import Failure
from mj_desktop.core.generation import DEMO, Generation, State, new
from mj_desktop.core.gestures import GESTURES
from mj_desktop.core.messages import Remedy
from mj_desktop.core.request import VIDEO, Imagine
from mj_desktop.core.situation import Need, Situation, missing
from mj_desktop.core.where import ON_PAGES, Where

ACTIONS = json.loads((paths.resources() / "contract" / "actions.json").read_text(encoding="utf-8"))
DRAWN = [row["action"] for row in ACTIONS["actions"] if row["yields"] in ("grid", "single")]
GRID, SINGLE = ACTIONS["grid_actions_documented"], ACTIONS["single_actions_documented"]


def made(action: str = "generate", state: State = State.STORED, **fields: object) -> Generation:
    begun = new(DEMO, Imagine(prompt="a fox", action=action), 1.0)
    held = {"state": state, "image_id": "7", **fields}
    return Generation(id=begun.id, origin=DEMO, request=begun.request, created_at=1.0, **held)  # type: ignore[arg-type]


def on_view(*actions: str, action: str = "generate", **fields: object) -> Situation:
    return Situation(generation=made(action, actions=actions), has_picture=True, **fields)  # type: ignore[arg-type]


def all_of(now: Situation) -> list[Command]:
    return [command for command in (*COMMANDS, *commands.of_picture(now.generation)) if command.fits(now)]


def test_every_command_has_its_own_id_words_group_and_at_least_one_key() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    assert [command.id for command in COMMANDS if not command.keys or not all(command.keys)] == []
    assert {command.group for command in COMMANDS} | {gesture.group for gesture in GESTURES} == set(GROUPS)


@pytest.mark.parametrize("offered", [GRID, SINGLE], ids=["grid", "single"])
def test_every_action_that_the_documents_list_is_a_command_with_a_key(offered: list[str]) -> None:
    now = on_view(*offered, action="generate" if "upscale1" in offered else "upscale1")
    by_action = {command.action: command for command in all_of(now)}
    assert [action for action in offered if action not in by_action or not by_action[action].keys[0]] == []


def test_less_common_and_unknown_actions_take_the_function_keys_and_the_tenth_has_none() -> None:
    known = [action for action in DRAWN if action not in (*GRID, *SINGLE, "generate", "variation_region", "square")]
    strange = [f"something_new_{number}" for number in range(12)]
    found = commands.of_picture(made("upscale1", actions=(*known, *strange)))
    assert sorted(command.action for command in found) == sorted([*known, *strange])
    assert [command.keys[0] for command in found][: len(OTHER_KEYS)] == list(OTHER_KEYS)
    assert {command.keys[0] for command in found[len(OTHER_KEYS) :]} == {""}


@pytest.mark.parametrize(
    "now",
    [
        on_view(*GRID, tile=2),
        on_view(*SINGLE, "square", "strange", action="upscale1"),
        Situation(painting=True),
        on_view(*GRID, tile=2, can_compare=True, comparing=True, has_candidates=True, compares_masked=True),
        on_view(*SINGLE, action="upscale1", can_compare=True, comparing=True),
        on_view(*GRID, page=Where.BATCH, covered=True, batch_ready=True, batch_waits=True, has_findings=True),
        on_view(*GRID, page=Where.QUESTIONS, asked="shorten", describes=True),
        on_view(*GRID, page=Where.CODE, covered=True),
    ],
    ids=["grid", "single", "painting", "comparing four", "comparing one", "batch", "questions", "code"],
)
def test_no_key_means_two_things_at_once(now: Situation) -> None:
    """In the prompt panel Alt+arrows are the text's own."""
    held = [command for command in all_of(now) if command.where is not Where.PROMPT and not command.reason(now)]
    shared = [(one.id, other.id) for one, other in combinations(held, 2) if set(one.keys) & set(other.keys)]
    assert shared == []


def test_keys_that_hold_everywhere_are_no_letters_but_those_that_text_keeps_for_itself() -> None:
    places = (Where.WINDOW, Where.STUDIO, Where.PROMPT)
    lone = [key for command in COMMANDS if command.where in places for key in command.keys if len(key) == 1]
    assert sorted(lone) == ["?", "F"]


@pytest.mark.parametrize(
    ("command", "now", "reason"),
    [
        ("generate", Situation(), Need.WORDS),
        ("generate", Situation(has_words=True), ""),
        ("fit", Situation(), Need.PICTURE),
        ("as_code", Situation(), Need.GENERATION),
        ("copy_curl", on_view(action="local:composite2"), Need.ASKED),
        ("copy_curl", on_view(*SINGLE, action="upscale1"), ""),
        ("tile1", on_view(action="upscale1"), Need.TILES),
        ("upscale_tile", on_view(*GRID), Need.TILE),
        ("upscale_tile", on_view("upscale1", tile=2), Need.UPSCALE),
        ("upscale_tile", on_view(*GRID, tile=2), ""),
        ("vary_tile", on_view("upscale1", tile=1), Need.VARIATION),
        ("action:reroll", on_view("upscale1"), NOT_OFFERED),
        ("action:pan_left", on_view(*SINGLE, action="upscale1"), ""),
        ("repaint", on_view(*GRID), Need.REPAINTABLE),
        ("repaint", on_view(action=VIDEO), Need.STILL),
        ("repaint", Situation(generation=made(state=State.FAILED)), Need.UNFAILED),
        ("repaint", on_view(*SINGLE, action="upscale1"), ""),
        ("parent", on_view(*GRID), Need.PARENT),
        ("stop", Situation(generation=made(state=State.STORED)), Need.STOPPABLE),
        ("send_now", Situation(generation=made(state=State.WAITING)), Need.REFUSED),
        ("send_now", Situation(generation=made(state=State.WAITING, not_before=9.0)), ""),
        ("stop", Situation(generation=made(state=State.RUNNING)), ""),
        ("wait_again", Situation(generation=made(state=State.SET_ASIDE)), ""),
        ("fetch", Situation(generation=made(state=State.FINISHED)), Need.UNFETCHED),
        ("fetch", Situation(generation=made(state=State.FINISHED, failure=Failure(code="bad_picture"))), ""),
        ("copy_details", Situation(generation=made(state=State.FAILED)), ""),
        ("copy_trace", Situation(generation=made(state=State.FAILED)), Need.TRACED),
        ("copy_trace", Situation(generation=made(state=State.FAILED, trace_id="t")), ""),
        ("try_again", Situation(generation=made(state=State.FAILED)), Need.TRY_AGAIN),
        ("try_again", Situation(remedies=(Remedy.TRY_AGAIN,)), ""),
        ("edit_prompt", Situation(remedies=(Remedy.EDIT_PROMPT,)), ""),
        ("message", Situation(), Need.MESSAGE),
        ("message", Situation(message=Remedy.FETCH), ""),
        ("mend", Situation(), Need.FINDING),
        ("compare", on_view(*GRID), Need.COMPARABLE),
        ("compare", on_view(*GRID, can_compare=True), ""),
        ("compare:next", on_view(comparing=True), Need.CANDIDATES),
        ("compare:next", on_view(comparing=True, has_candidates=True), ""),
        ("compare:heat", on_view(comparing=True), Need.MASKED),
        ("compare:heat", on_view(comparing=True, compares_masked=True), ""),
        ("compare:keep", on_view(comparing=True), Need.KEEPABLE),
        ("compare:keep", on_view(action="local:composite2", comparing=True, compares_masked=True), Need.KEEPABLE),
        ("compare:keep", on_view(comparing=True, compares_masked=True), ""),
        ("mask:undo", Situation(painting=True), Need.UNDO),
        ("mask:undo", Situation(painting=True, mask_undo=True), ""),
        ("mask:redo", Situation(painting=True), Need.REDO),
        ("mask:submit", Situation(painting=True), Need.MASK),
        ("mask:submit", Situation(painting=True, mask_painted=True), ""),
    ],
)
def test_a_command_that_cannot_run_says_why(command: str, now: Situation, reason: str) -> None:
    assert commands.named(command).reason(now) == str(reason)


def test_on_a_page_of_its_own_a_key_is_the_pages_and_elsewhere_the_pages_commands_have_no_place() -> None:
    asking = {command.id for command in all_of(on_view(*GRID, page=Where.QUESTIONS, asked="shorten"))}
    assert {"asides:code", "asides:again", "copy_curl"} <= asking
    assert not asking & {"as_code", "try_again", "code:save", "batch:pause"}
    assert not {command.where for command in all_of(on_view(*GRID))} & set(ON_PAGES)


def test_nothing_is_marked_as_paid_that_the_price_table_counts_as_free() -> None:
    now = on_view(*GRID, origin="https://service.example", free=frozenset({"translate"}))
    assert commands.named("shorten").costs(now)
    assert not commands.named("translate").costs(now)
    assert commands.named("batch:start").costs(now)
    assert commands.named("asides:again").costs(replace(now, asked="shorten"))
    assert not commands.named("asides:again").costs(replace(now, asked="translate"))


def test_every_need_can_be_met_and_missed() -> None:
    nothing = Situation()
    assert [need for need in Need if missing((need,), nothing) != need.value] == []


def test_the_mask_editor_and_the_rest_do_not_mix_but_for_the_window() -> None:
    painting, not_painting = Situation(painting=True), on_view(*GRID)
    assert {command.where for command in all_of(painting)} == {Where.MASK, Where.WINDOW}
    assert Where.MASK not in {command.where for command in all_of(not_painting)}


def test_while_comparing_what_else_can_be_done_keeps_its_key_unless_the_comparison_has_it() -> None:
    now = on_view(*SINGLE, *GRID[4:], action="upscale1", can_compare=True, comparing=True)
    ids = {command.id for command in all_of(now)}
    assert {"compare:blink", "action:variation_subtle", "delete", "fit", "palette"} <= ids
    assert not ids & {"tile1", "compare", "action:zoom_out_1_5x", "mask:undo"}
    assert not {command.id for command in all_of(on_view(*GRID))} & {"compare:blink", "compare:back"}


def test_a_composites_actions_have_their_verbs_keys_alone() -> None:
    made_here = made("local:composite3", actions=("upscale3", "variation3"))
    assert [command.keys for command in commands.of_picture(made_here)] == [("U",), ("V",)]


def test_what_is_typed_finds_by_words_keys_and_further_words_the_best_first() -> None:
    assert [row.id for row in found(COMMANDS, "zoom")][:2] == ["zoom_in", "zoom_out"]
    assert found(COMMANDS, "ctrl+k")[0].id == "palette"
    assert "repaint" in [row.id for row in found(COMMANDS, "inpaint")]
    assert [row.id for row in found(COMMANDS, "  TILE 3 ")] == ["tile3"]
    assert found(COMMANDS, "no such thing") == []
    assert found(COMMANDS, "") == list(COMMANDS)


def test_rows_are_found_by_their_keys_as_keyboards_have_them_written() -> None:
    for typed, key in (("ctrl+enter", "Ctrl+Return"), ("page up", "PgUp"), ("delete", "Del")):
        rows = found(COMMANDS, typed)
        assert {row.id for row in COMMANDS if key in row.keys} <= {row.id for row in rows}
    assert {"generate", "batch:start", "mask:submit"} == {row.id for row in found(COMMANDS, "ctrl+enter")}
