"""Prices and the ledger: numbers of the documents, what a person changed, and what was really charged."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mj_desktop.core import prices, receipts
from mj_desktop.core.generation import DEMO, Generation, State
from mj_desktop.core.ledger import counted
from mj_desktop.core.prices import CREDIT, DOLLARS, LIMIT, ROWS, Prices, estimate
from mj_desktop.core.request import Imagine

DAY = 86_400.0
SERVICE = "https://api.acedata.cloud"


@pytest.mark.parametrize(
    ("request_", "times"),
    [
        (Imagine(prompt="a cat --v 8.2", version="8.2"), 1),
        (Imagine(prompt="a cat --v 8.2 --hd", version="8.2"), 1),
        (Imagine(prompt="a cat --v 8 --hd", version="8", hd=True), 4),
        (Imagine(prompt="a cat --v 8 --hd --q 4"), 16),
        (Imagine(prompt="a cat --v 8 --sref 12", version="8"), 4),
        (Imagine(prompt="a cat --v 8.1 --hd", version="8.1"), 1.6),
        (Imagine(prompt="a cat --repeat 3"), 3),
        (Imagine(prompt="a cat --r 500"), 40),
        (Imagine(prompt="a cat --r many"), 1),
        (Imagine(prompt="a cat", mode="turbo"), 1),
    ],
)
def test_an_estimate_is_the_actions_price_times_what_is_billed_beside(request_: Imagine, times: float) -> None:
    assert estimate(request_, Prices()) == pytest.approx(0.27 * times)


def test_a_follow_up_has_its_verbs_price_and_an_unknown_action_that_of_anything_else() -> None:
    mine = Prices().put("upscale", 0.5).put("other", 7.0).put("turbo", 2.0)
    assert estimate(Imagine(action="upscale3", image_id="1"), mine) == 0.5
    assert estimate(Imagine(action="redo_upscale_subtle", image_id="1", mode="turbo"), mine) == 1.0
    assert estimate(Imagine(action="something_new", image_id="1"), mine) == 7.0
    assert estimate(Imagine(action="variation_region", image_id="1"), mine) == 0.27


@given(st.dictionaries(st.sampled_from([row.key for row in ROWS] + [LIMIT, DOLLARS]), st.floats(0, 1e6)))
def test_what_was_changed_comes_back_from_its_file_and_defaults_are_not_written(changed: dict[str, float]) -> None:
    mine = Prices()
    for key, number in changed.items():
        mine = mine.put(key, number)
    assert prices.read(prices.written(mine)) == mine
    for key in changed:
        mine = mine.put(key, Prices().of(key))
    assert json.loads(prices.written(mine)) == {}


def test_wrong_numbers_and_unknown_names_in_the_file_are_left_out() -> None:
    found = prices.read(b'{"generate": -1, "upscale": "dear", "pan": NaN, "reroll": true, "new": 3, "square": 2}')
    assert found == Prices({"square": 2.0})
    with pytest.raises(ValueError, match="object"):
        prices.read(b"[1]")
    assert (Prices().limit, Prices({LIMIT: 5.0}).limit, Prices().of(DOLLARS)) == (None, 5.0, CREDIT)


def made(state: State, day: float, action: str = "generate", origin: str = SERVICE, **fields: object) -> Generation:
    sent = None if state is State.WAITING else day * DAY + 9
    request = Imagine(prompt="a cat", action=action)
    return Generation(id="x", origin=origin, request=request, created_at=day * DAY, state=state, sent_at=sent, **fields)  # type: ignore[arg-type]


def test_the_ledger_counts_by_day_and_action_what_was_sent_and_what_succeeded() -> None:
    ledger = counted(
        map(receipts.of, [
            made(State.STORED, 20), made(State.FINISHED, 20, cost=0.5), made(State.FAILED, 20),
            made(State.STORED, 20, "upscale1"), made(State.STORED, 20, "upscale2"), made(State.STORED, 19),
            made(State.STORED, 20, origin=DEMO), made(State.RUNNING, 20), made(State.WAITING, 12),
            made(State.SET_ASIDE, 20, "reroll"), made(State.SET_ASIDE, 19, "reroll"),
        ]),
        Prices(), 20.5 * DAY, lambda at: f"day {at // DAY:.0f}",
    )  # fmt: skip
    told = [(line.day, line.label, line.sent, line.succeeded, round(line.credits, 2), line.billed)
            for line in ledger.lines]  # fmt: skip
    assert told == [
        ("day 20", "Generate", 4, 2, 0.77, 1),
        ("day 20", "Reroll", 1, 0, 0.0, 0),
        ("day 20", "Upscale", 2, 2, 0.1, 0),
        ("day 19", "Generate", 1, 1, 0.27, 0),
        ("day 19", "Reroll", 1, 0, 0.0, 0),
    ]
    assert (round(ledger.today, 2), round(ledger.on_the_way, 2)) == (0.87, 0.81)
