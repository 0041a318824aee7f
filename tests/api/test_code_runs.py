"""Requests as code, run as they stand against the demo engine: the token put in, and nothing else done."""

import base64
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from mj_desktop.api.client import Client, Receive, Terms
from mj_desktop.api.submission import call, question
from mj_desktop.core.as_code import LANGUAGES, TOKEN, written
from mj_desktop.core.asides import Aside
from mj_desktop.core.callbacks import fresh
from mj_desktop.core.request import EDIT, REGION, VIDEO, Imagine
from tests.clients import installed
from tests.conftest import Run
from tests.engine import Engine, environment

PROMPT = 'a cat\'s "house" at $HOME, `dusk` \\ 50 % {token}\nJSON\n猫 --ar 16:9'
FILES = {each.id: each.file for each in LANGUAGES}


def program(language: str) -> str:
    """What runs a file of the language; skips where that is not installed."""
    if language == "requests":
        name = "python.exe" if sys.platform == "win32" else "python"
        return str(installed("requests==2.32.5") / name)
    found = sys.executable if language == "httpx" else shutil.which({"curl": "sh", "javascript": "node"}[language])
    if found is None or (language == "curl" and shutil.which("curl") is None):
        pytest.skip(f"what runs {language} is not installed")
    return found


def ran(language: str, code: str, folder: Path) -> list[dict[str, Any]]:
    """The lines that the code prints once the token is put in."""
    file = folder / FILES[language]
    file.write_text(code, encoding="utf-8")
    surroundings = environment(HTTP_PROXY="http://127.0.0.1:9", http_proxy="http://127.0.0.1:9", PYTHONUTF8="1")
    done = subprocess.run([program(language), str(file)], capture_output=True, encoding="utf-8", timeout=60,
                          env=surroundings)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def grid(engine: Engine) -> dict[str, Any]:
    """A finished grid."""
    return engine.imagine("a cat")


@pytest.fixture(scope="module")
def single(engine: Engine, grid: dict[str, Any]) -> str:
    """The image id of an upscaled picture."""
    return str(engine.imagine(action="upscale1", image_id=grid["image_id"])["image_id"])


@pytest.fixture(scope="module")
def mask() -> bytes:
    """A mask of the largest picture's size, dabbed all over: many times what a shell argument may be (128 KB)."""
    pixels = np.zeros((4096, 4096), np.uint8)
    for x, y in np.random.default_rng(1).integers(0, 4096, (3000, 2)):
        cv2.circle(pixels, (int(x), int(y)), 12, 255, -1)
    data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes()
    assert len(base64.b64encode(data)) > 8 * 2**17
    return data


@pytest.mark.parametrize("language", list(FILES))
def test_with_the_token_put_in_a_form_draws_a_grid_of_the_very_prompt(
    engine: Engine, tmp_path: Path, language: str
) -> None:
    code = written(language, call(engine.address, Imagine(prompt=PROMPT, translation=True), Receive.STREAM))
    lines = ran(language, code.replace(TOKEN, engine.token), tmp_path)
    assert lines[-1]["progress"] == 100
    request = engine.record(lines[-1]["task_id"])["request"]
    assert (request["prompt"], request["translation"]) == (PROMPT, True)


@pytest.mark.parametrize("language", list(FILES))
def test_a_mask_of_4096_points_that_is_longer_than_a_shell_argument_goes_whole(
    engine: Engine, single: str, mask: bytes, tmp_path: Path, language: str
) -> None:
    wish = Imagine(action=REGION, image_id=single, prompt="a red balloon", mask=mask)
    lines = ran(language, written(language, call(engine.address, wish, Receive.POLLING)).replace(TOKEN, engine.token),
                tmp_path)  # fmt: skip
    request = engine.record(lines[0]["task_id"])["request"]
    assert request["action"] == REGION
    assert request["mask"] == base64.b64encode(mask).decode()


# Each kind once: the languages differ in how a body is written, and bodies only in their names and strings.
@pytest.mark.parametrize(("language", "action", "kind"), [("httpx", EDIT, "edits"), ("javascript", VIDEO, "videos")])
def test_edits_and_videos_run_as_code_at_their_own_endpoints(
    engine: Engine, grid: dict[str, Any], tmp_path: Path, language: str, action: str, kind: str
) -> None:
    picture, words = grid["raw_image_url"], 'it\'s "dusk" {token}'
    only: dict[str, Any] = {"resolution": "480p", "loop": True} if action == VIDEO else {}
    wish = Imagine(action=action, prompt=words, image_url=picture, **only)
    code = written(language, call(engine.address, wish, Receive.POLLING)).replace(TOKEN, engine.token)
    record = engine.record(ran(language, code, tmp_path)[0]["task_id"])
    assert record["type"] == kind
    assert (record["request"]["prompt"], record["request"]["image_url"]) == (words, picture)


@pytest.mark.parametrize(("language", "aside", "name"), [
    ("curl", Aside.DESCRIBE, "descriptions"), ("httpx", Aside.SHORTEN, "prompts"),
    ("requests", Aside.TRANSLATE, "content"), ("javascript", Aside.SEED, "seed"),
])  # fmt: skip
def test_what_is_asked_beside_drawing_runs_as_code(
    engine: Engine, grid: dict[str, Any], tmp_path: Path, language: str, aside: Aside, name: str
) -> None:
    subjects = {Aside.DESCRIBE: grid["raw_image_url"], Aside.SEED: grid["image_id"]}
    asked = question(engine.address, aside, subjects.get(aside, "ein 'alter' {token} Leuchtturm"))
    (answer,) = ran(language, written(language, asked).replace(TOKEN, engine.token), tmp_path)
    assert answer[name]


def test_a_form_whose_request_is_refused_fails_and_shows_the_services_words(engine: Engine, tmp_path: Path) -> None:
    for language in ("curl", "httpx"):
        file = tmp_path / FILES[language]
        file.write_text(written(language, call(engine.address, Imagine(prompt="a cat"), Receive.STREAM)), "utf-8")
        done = subprocess.run([program(language), str(file)], capture_output=True, text=True, timeout=60)
        assert done.returncode != 0
        assert "invalid_token" in done.stdout


def test_what_is_shown_as_code_is_what_is_sent(run: Run[Any], engine: Engine) -> None:
    sent: list[Mapping[str, Any]] = []

    async def send(request: Imagine) -> None:
        terms = Terms(drawing=77)
        client = Client(engine.address, engine.token, lambda path, body: sent.append(body), terms)
        async for _ in client.imagine(request, Receive.STREAM):
            pass
        await client.close()

    run(send(Imagine(prompt="a cat")))
    shown = call(engine.address, Imagine(prompt="a cat"), Receive.STREAM, drawing=77)
    assert shown.body == sent[0]
    assert (shown.body["timeout"], shown.seconds) == (77, 137)


def test_code_names_no_address_of_this_program_to_post_results_to_but_a_persons_own() -> None:
    ours, own = fresh("https://example.org/results"), "https://example.org/hook"
    shown = [call("http://h", Imagine(prompt="a cat", callback_url=url), Receive.STREAM) for url in (ours, own)]
    assert "callback_url" not in shown[0].body
    assert (shown[1].body["callback_url"], shown[1].accept) == (own, "application/json")
