"""The engine's uploads, as contract 1.9 has them."""

import httpx

from tests.engine import Engine

PNG = "file", ("a.png", b"\x89PNG no picture", "image/png")


def _post(engine: Engine, **more: object) -> httpx.Response:
    with engine.client() as client:
        return client.post("/files/upload", **more)  # type: ignore[arg-type]


def test_a_picture_that_is_uploaded_can_be_fetched_and_described(engine: Engine) -> None:
    picture = engine.picture(engine.imagine("a castle")["raw_image_url"])
    answer = _post(engine, files={"file": ("castle.png", picture, "image/png")}).json()
    assert answer["success"] is True
    assert engine.picture(answer["url"]).startswith(b"\x89PNG")
    told = engine.post("/midjourney/describe", {"image_url": answer["url"]}).json()
    assert len(told["descriptions"]) == 4


def test_what_is_no_form_no_picture_or_has_no_token_is_refused(engine: Engine) -> None:
    assert _post(engine, json={}).status_code == 400
    assert _post(engine, files={"other": ("a.png", b"x", "image/png")}).json()["error"]["message"] == "file is required"
    assert _post(engine, files=dict([PNG])).status_code == 400
    assert _post(engine, files=dict([PNG]), headers={"authorization": "Bearer wrong"}).status_code == 401
