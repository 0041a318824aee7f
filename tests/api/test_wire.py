import base64
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mj_desktop import paths
from mj_desktop.api import wire
from mj_desktop.core import errors
from mj_desktop.core.request import Imagine

SAMPLES = paths.resources() / "contract" / "samples"


def _sample(name: str) -> wire.Json:
    return wire.parse((SAMPLES / name).read_bytes())


def test_the_body_leaves_out_what_is_unset_and_sends_the_mask_as_plain_base64() -> None:
    assert wire.body(Imagine(prompt="a")) == {"action": "generate", "prompt": "a", "mode": "fast"}
    whole = Imagine(
        prompt="a", action="variation_region", image_id="1", mask=b"\xff\xd8", mode="turbo", timeout=60,
        translation=True, split_images=True, callback_url="http://127.0.0.1/", version="7", hd=True, quality="4",
        style_reference=True, moodboard=True,
    )  # fmt: skip
    body = wire.body(whole, asynchronous=True)
    fields = json.loads((paths.resources() / "contract" / "openapi.json").read_text(encoding="utf-8"))
    assert set(body) <= set(_properties(fields))
    assert base64.b64decode(body["mask"]) == b"\xff\xd8"
    assert (body["async"], body["timeout"], body["quality"]) == (True, 60, "4")


def _properties(spec: wire.Json) -> dict[str, object]:
    schema = spec["paths"]["/midjourney/imagine"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    found: dict[str, object] = schema["properties"]
    return found


def test_a_finished_grid_is_read_with_sizes_and_actions() -> None:
    grid = wire.result(_sample("imagine_grid.json"))
    assert grid.is_finished
    assert grid.image_id == "1234558483408490566"
    assert len(grid.actions) == 9
    assert grid.picture is not None
    assert (grid.picture.raw_width, grid.picture.thumb_width) == (2048, 1024)
    assert grid.picture.thumb_url.endswith("!50p")


def test_the_lines_of_a_stream_finish_only_with_the_last_one() -> None:
    lines = [wire.result(wire.parse(line)) for line in (SAMPLES / "imagine_stream.ndjson").read_bytes().splitlines()]
    assert [(line.percent, line.is_finished) for line in lines] == [(35, False), (75, False), (100, True)]


def test_success_alone_does_not_mean_finished_but_filled_actions_do() -> None:
    line = _sample("imagine_grid.json") | {"progress": 99, "actions": []}
    assert not wire.result(line).is_finished
    assert wire.result(line | {"actions": ["upscale1"]}).is_finished


def test_numbers_may_be_strings_and_nulls_are_absent() -> None:
    line = _sample("imagine_grid.json") | {
        "progress": "100",
        "raw_image_width": "2912",
        "trace_id": None,
        "actions": None,
    }
    found = wire.result(line)
    assert (found.percent, found.trace_id, found.actions) == (100, None, ())
    assert found.picture is not None
    assert found.picture.raw_width == 2912


@pytest.mark.parametrize("name", ["task_current_style.json", "task_seed_style.json", "task_compat_superset.json"])
def test_a_task_record_of_any_age_is_read(name: str) -> None:
    task = wire.task(_sample(name))
    assert task is not None
    assert (task.prompt, task.action, task.created_at) == ("A cat", "generate", 1720364607.967)
    assert task.result is not None
    assert task.result.is_finished


def test_a_pending_task_has_no_result_and_an_unknown_one_is_none() -> None:
    pending = wire.task(_sample("task_pending.json"))
    assert pending is not None
    assert pending.result is None
    assert wire.task(_sample("task_missing.json")) is None


def test_a_failed_task_carries_its_error() -> None:
    found = _sample("task_pending.json") | {"response": _sample("webhook_failure.json")}
    task = wire.task(found)
    assert task is not None
    assert isinstance(task.error, errors.BadRequest)
    assert "`-c`" in task.error.message


def test_times_may_be_iso_strings_and_unknown_types_survive() -> None:
    task = wire.task(_sample("task_pending.json") | {"created_at": "2024-07-07T15:03:27+00:00", "type": "vorstellen"})
    assert task is not None
    assert (task.created_at, task.type) == (1720364607.0, "vorstellen")


def test_a_batch_is_read_and_what_is_no_record_is_passed_over() -> None:
    batch = _sample("tasks_batch.json")
    batch["items"] += [None, {}, "x"]
    assert [task.id for task in wire.tasks(batch)] == ["11111111-2222-4333-8444-555555555555"]


@pytest.mark.parametrize(
    ("status", "body", "kind", "code"),
    [
        (401, (SAMPLES / "error_sync.json").read_bytes(), errors.TokenRefused, "invalid_token"),
        (500, (SAMPLES / "error_sync_variant.json").read_bytes(), errors.ServiceError, "api_error"),
        (403, b'{"error":{"code":"used_up","message":"m"}}', errors.UsedUp, "used_up"),
        (400, b'{"error":"plain words"}', errors.BadRequest, "bad_request"),
        (400, b'{"code":"token_mismatched","detail":"old form"}', errors.TokenRefused, "token_mismatched"),
        (502, b"<html>Bad gateway</html>", errors.ServiceError, "api_error"),
        (504, b"", errors.TaskTimeout, "timeout"),
        (429, b"[]", errors.TooManyRequests, "too_many_requests"),
    ],
)
def test_an_error_is_read_from_any_body(status: int, body: bytes, kind: type[errors.ServiceError], code: str) -> None:
    error = wire.http_error(status, body, "header-trace")
    assert type(error) is kind
    assert (error.code, error.status) == (code, status)
    assert error.trace_id


def test_a_refusal_inside_a_good_stream_raises_the_same_error_as_one_by_status() -> None:
    with pytest.raises(errors.BadRequest) as caught:
        wire.result(_sample("webhook_failure.json"))
    assert caught.value.code == "bad_request"


@pytest.mark.parametrize("line", [b"", b"{", b"[1]", b"null", b"\xff", b"[" * 100_000])
def test_what_is_no_json_object_is_said(line: bytes) -> None:
    with pytest.raises(errors.AnswerError):
        wire.parse(line)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_fields = ["task_id", "progress", "actions", "error", "success", "image_url", "raw_image_width", "id", "response",
           "items", "request", "created_at", "code", "detail", "image_id", "sub_image_urls"]  # fmt: skip


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(_fields), _json))
def test_any_object_is_read_or_refused_by_our_own_errors(found: wire.Json) -> None:
    for read in (wire.result, wire.task, wire.tasks, wire.task_id):
        try:
            read(found)
        except errors.MJError:
            continue


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_every_sample_of_the_contract_is_read_without_surprise(path: Path) -> None:
    found = wire.parse(path.read_bytes())
    if path.stem.startswith("error") or "failure" in path.stem:
        assert wire.error_in(found) is not None
    elif "task" in path.stem and "items" not in found:
        assert (wire.task(found) is None) is (path.stem == "task_missing")
    else:
        assert wire.error_in(found) is None


def test_an_empty_error_on_a_good_line_is_none() -> None:
    line = _sample("imagine_grid.json") | {"error": {}}
    assert wire.result(line).is_finished


def test_a_task_that_failed_says_so_at_its_top_too() -> None:
    error = {"code": "task_failed", "message": "m"}
    task = wire.task(_sample("task_pending.json") | {"success": False, "error": error})
    assert task is not None
    assert task.error is not None
    assert task.error.code == "task_failed"
    with pytest.raises(errors.TokenRefused):
        wire.task({"success": False, "error": {"code": "invalid_token", "message": "m"}})


@pytest.mark.parametrize(
    ("said", "cost"), [(0.27, 0.27), ("0.27", 0.27), (0, 0.0), (None, None), (-1, None), ("?", None)]
)
def test_a_cost_that_an_answer_names_is_read(said: object, cost: float | None) -> None:
    assert wire.result({"success": True, "image_url": "u", "progress": 100, "cost": said}).cost == cost


def test_an_account_email_is_kept_nowhere() -> None:
    email = "person@example.org"
    record = wire.task({"id": "t", "email": email, "request": {"prompt": "a cat", "email": email}, "response": {}})
    assert email not in repr(record)
    refused = wire.http_error(403, f'{{"error": {{"code": "disabled", "message": "Ask {email}."}}}}'.encode(), None)
    assert refused.message == "Ask (e-mail)."
    with pytest.raises(errors.AnswerError) as broken:
        wire.parse(f'{{"email": "{email}", '.encode())
    assert email not in broken.value.message


def test_what_was_sent_is_read_back_out_of_its_record() -> None:
    sent = Imagine(
        prompt="a hat", action="variation_region", image_id="1234567890123456789", mask=b"\xff\xd8",
        mode="turbo",
        timeout=300.0, translation=True, split_images=True, callback_url="https://example.org/hook", version="8.1",
        hd=True, quality="2", style_reference=True, moodboard=True,
    )  # fmt: skip
    record = wire.task({"id": "a", "request": wire.body(sent, asynchronous=True) | {"stream": True, "email": "a@b.c"}})
    assert record is not None
    assert wire.asked(record) == sent


@pytest.mark.parametrize("mask", ["https://example.org/mask.png", "", None, "iVBORw0KGgo"])
def test_a_mask_that_is_no_picture_and_an_internal_version_are_left_out(mask: str | None) -> None:
    record = wire.task({"id": "a", "request": {"prompt": "a hat", "mask": mask, "version": "1.0", "quality": None}})
    assert record is not None
    assert wire.asked(record) == Imagine(prompt="a hat")
