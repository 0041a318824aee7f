"""`/midjourney/tasks`: records, batches, listings."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from mj_desktop.demo import tables
from tests.demo.test_protocol import refusal
from tests.engine import Engine


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """An engine with a history of five finished tasks of its own."""
    with Engine(pixels=64) as running:
        for number in range(5):
            running.imagine(f"picture {number}", mode="relax" if number == 0 else None)
        yield running


def asked(engine: Engine, **body: Any) -> dict[str, Any]:
    """The answer of `tasks`."""
    answer = engine.post("/midjourney/tasks", body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def prompts(answer: dict[str, Any]) -> list[str]:
    """The prompts of a batch, in its order."""
    return [record["request"]["prompt"] for record in answer["items"]]


def test_a_record_has_all_that_real_clients_look_for(engine: Engine) -> None:
    record = asked(engine, action="retrieve_batch")["items"][-1]
    superset = json.loads((tables.folder() / "samples" / "task_compat_superset.json").read_text(encoding="utf-8"))
    assert set(superset) - set(record) == set()
    assert set(superset["response"]) - set(record["response"]) == set()
    assert record["type"] == "imagine"
    assert record["request"]["prompt"] == "picture 0"
    assert record["request"]["mode"] == "relax"
    assert record["created_at"] <= record["started_at"] <= record["finished_at"]
    assert (
        record["elapsed"] == record["duration"] == pytest.approx(record["finished_at"] - record["started_at"], abs=1e-3)
    )
    for name in ("success", "task_id", "image_id", "image_url", "raw_image_url", "actions"):
        assert record[name] == record["response"][name]
    assert record["id"] == record["task_id"]


def test_one_task_is_found_by_id_trace_id_and_the_wrong_name(engine: Engine) -> None:
    record = asked(engine, action="retrieve_batch", limit=1)["items"][0]
    for body in ({"id": record["id"]}, {"trace_id": record["trace_id"]}, {"task_id": record["id"]}):
        assert asked(engine, action="retrieve", **body) == record
        assert asked(engine, **body) == record


def test_an_unknown_task_is_an_empty_object(engine: Engine) -> None:
    assert asked(engine, action="retrieve", id="00000000-0000-0000-0000-000000000000") == {}
    assert asked(engine, action="retrieve", trace_id="nothing") == {}
    assert asked(engine, action="retrieve_batch", ids=["nothing"]) == {"items": [], "count": 0}


def test_several_tasks_come_in_the_order_of_their_ids(engine: Engine) -> None:
    newest = asked(engine, action="retrieve_batch")["items"]
    ids = [newest[3]["id"], "unknown", newest[0]["id"], newest[3]["id"]]
    expected = {"items": [newest[3], newest[0]], "count": 2}
    assert asked(engine, action="retrieve_batch", ids=ids) == expected
    assert asked(engine, action="retrieve_batch", id="", ids=ids) == expected
    assert asked(engine, action="retrieve_batch", **{"": ids}) == expected
    assert asked(engine, ids=ids, limit=1, offset=1) == {"items": [newest[0]], "count": 2}
    traces = [newest[3]["trace_id"], newest[0]["trace_id"]]
    assert asked(engine, action="retrieve_batch", trace_ids=traces) == expected
    assert asked(engine, action="retrieve_batch", ids=ids, trace_ids=traces) == expected


def test_a_listing_is_newest_first_in_pages_and_counts_all(engine: Engine) -> None:
    everything = asked(engine, action="retrieve_batch")
    assert prompts(everything) == [f"picture {number}" for number in (4, 3, 2, 1, 0)]
    assert everything["count"] == 5
    page = asked(engine, action="retrieve_batch", limit=2, offset=1, ids=None, created_at_max=None)
    assert (prompts(page), page["count"]) == (["picture 3", "picture 2"], 5)
    assert asked(engine, action="retrieve_batch", limit=0) == {"items": [], "count": 5}


def test_a_page_has_twelve_tasks_unless_told(engine: Engine) -> None:
    with Engine("--in-flight", "0", pace=600, pixels=64) as busy:
        for number in range(14):
            busy.post("/midjourney/imagine", {"prompt": f"{number}", "async": True})
        answer = asked(busy, action="retrieve_batch")
        assert (len(answer["items"]), answer["count"]) == (12, 14)


def test_a_listing_can_be_narrowed(engine: Engine) -> None:
    records = asked(engine, action="retrieve_batch")["items"]
    middle = records[2]["created_at"]

    def found(**body: Any) -> list[str]:
        answer = asked(engine, action="retrieve_batch", **body)
        assert answer["count"] == len(answer["items"])
        return prompts(answer)

    assert found(created_at_max=middle) == ["picture 2", "picture 1", "picture 0"]
    assert found(created_at_min=middle) == ["picture 4", "picture 3", "picture 2"]
    assert found(created_at_min=middle, created_at_max=middle) == ["picture 2"]
    assert len(found(type="imagine", user_id=records[0]["user_id"])) == 5
    assert found(type="videos") == []
    assert found(user_id="somebody else") == []
    assert found(application_id="another") == []
    assert len(found(application_id=records[0]["application_id"])) == 5


@pytest.mark.parametrize(
    "body",
    [{}, {"action": "retrieve"}, {"action": "retrieve", "id": 5}, {"action": "erase", "id": "x"}, {"action": 1}]
    + [
        {"ids": "x"},
        {"ids": [1]},
        {"action": "retrieve_batch", "limit": -1},
        {"action": "retrieve_batch", "limit": "5"},
    ]
    + [{"action": "retrieve_batch", "offset": 1.5}, {"action": "retrieve_batch", "created_at_max": "today"}]
    + [{"action": "retrieve_batch", "type": 5}, {"action": "generate", "id": "x"}],
    ids=range(13),
)
def test_what_cannot_be_looked_up_is_a_bad_request(engine: Engine, body: dict[str, Any]) -> None:
    assert refusal(engine.post("/midjourney/tasks", body)) == (400, "bad_request")


def test_the_request_is_given_back_as_it_was_sent(engine: Engine) -> None:
    sent = {"prompt": "a \ud800 cat 猫", "callback_url": None, "application_id": "mine", "image_urls": ["files/x"]}
    with engine.client() as client:
        answer = client.post("/midjourney/imagine", content=json.dumps(sent))
    record = asked(engine, id=answer.json()["task_id"])
    assert record["request"] == sent
