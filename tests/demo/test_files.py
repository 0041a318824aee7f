"""Pictures by address."""

from typing import Any

import httpx
import pytest

from tests.engine import DIRECT, Engine


@pytest.fixture(scope="module")
def result(engine: Engine) -> dict[str, Any]:
    """A finished grid."""
    return engine.imagine("a calm sea")


def got(address: str, **headers: str) -> httpx.Response:
    """A GET without any token, as a browser would send it."""
    return httpx.get(address, headers=headers, **DIRECT)


def test_a_picture_needs_no_token_and_may_be_kept_for_ever(result: dict[str, Any]) -> None:
    for address in (result["raw_image_url"], result["image_url"]):
        answer = got(address)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "image/png"
        assert answer.content.startswith(b"\x89PNG")
        assert "immutable" in answer.headers["cache-control"]
        assert int(answer.headers["content-length"]) == len(answer.content)


def test_a_part_of_a_picture_can_be_asked_for(result: dict[str, Any]) -> None:
    whole = got(result["raw_image_url"]).content
    part = got(result["raw_image_url"], range="bytes=10-19")
    assert (part.status_code, part.content) == (206, whole[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole)}"
    assert got(result["raw_image_url"], range=f"bytes={len(whole)}-").status_code == 416


def test_a_picture_that_is_known_is_not_sent_again(result: dict[str, Any]) -> None:
    etag = got(result["raw_image_url"]).headers["etag"]
    again = got(result["raw_image_url"], **{"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_head_of_a_picture_has_its_size(result: dict[str, Any]) -> None:
    answer = httpx.head(result["raw_image_url"], **DIRECT)
    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) == len(got(result["raw_image_url"]).content)


def test_addresses_have_the_host_that_was_asked(engine: Engine) -> None:
    body = {"action": "retrieve_batch", "limit": 1, "type": "imagine"}
    record = engine.post("/midjourney/tasks", body, host="example.test:99").json()["items"][0]
    assert record["image_url"].startswith("http://example.test:99/files/")
    assert record["response"]["raw_image_url"].startswith("http://example.test:99/files/")


@pytest.mark.parametrize(
    "name",
    ["..", "../tasks.sqlite3", "..%2ftasks.sqlite3", "%2e%2e/tasks.sqlite3", "..%5ctasks.sqlite3", "tasks.sqlite3"]
    + ["nothing.png", "", "%00.png", "00000000-0000-0000-0000-000000000000.png", "a" * 5000, ".png"]
    + ["00000000-0000-0000-0000-000000000000_grid_0.webp", "/etc/passwd", "%2fetc%2fpasswd"],
)
def test_no_other_name_finds_anything(engine: Engine, name: str) -> None:
    # httpx would tidy the path up, so the request line is written by hand.
    with httpx.Client(**DIRECT) as client:
        request = client.build_request("GET", engine.address)
        request.extensions = {"target": f"/files/{name}".encode()}
        answer = client.send(request)
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "no_api"


def test_a_thumbnails_own_file_has_no_address(engine: Engine, result: dict[str, Any]) -> None:
    address = result["raw_image_url"]
    assert got(address.replace(".png", ".half.png")).status_code == 404
    assert (engine.data / "files" / address.rpartition("/")[2].replace(".png", ".half.png")).is_file()
