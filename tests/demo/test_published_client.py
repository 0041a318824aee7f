"""The published command-line client, installed as it comes, on each of its commands that make a request."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.clients import installed
from tests.demo.pictures import in_base64
from tests.engine import TOKEN, Engine, environment
from tests.mailbox import mailbox

CLIENT = "midjourney-pro-cli==2026.6.19.0"
NOBODY = "00000000-0000-0000-0000-000000000000"


class Client:
    """Runs the client's program against an engine; where there are forks, in one of a process that is warm."""

    def __init__(self, programs: Path, engine: Engine, warm: "subprocess.Popen[str] | None" = None) -> None:
        self.programs = programs
        self.engine = engine
        self.warm = warm

    def ran(self, *words: str, token: str = TOKEN) -> "subprocess.CompletedProcess[str]":
        """What comes of a command, its output on lines that are wide enough to be left whole (contract 6.1)."""
        return self._forked(words, token) if self.warm else self.started(*words, token=token)

    def started(self, *words: str, token: str = TOKEN) -> "subprocess.CompletedProcess[str]":
        """What comes of a command, the program started as a person does."""
        program = self.programs / ("midjourney.exe" if os.name == "nt" else "midjourney")
        return subprocess.run(
            [program, *words],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=90,
            env=self._surroundings(token),
        )

    def _surroundings(self, token: str) -> dict[str, str]:
        # A base address with a closing slash puts two before the path.
        account = {"ACEDATACLOUD_API_BASE_URL": f"{self.engine.address}/", "ACEDATACLOUD_API_TOKEN": token}
        return environment(**account, NO_PROXY="127.0.0.1", COLUMNS="100000", NO_COLOR="1")

    def _forked(self, words: Sequence[str], token: str) -> "subprocess.CompletedProcess[str]":
        assert self.warm is not None and self.warm.stdin is not None and self.warm.stdout is not None
        with tempfile.NamedTemporaryFile() as out, tempfile.NamedTemporaryFile() as err:
            asked = {"name": "midjourney", "words": words, "surroundings": self._surroundings(token)}
            self.warm.stdin.write(json.dumps({**asked, "out": out.name, "err": err.name}) + "\n")
            self.warm.stdin.flush()
            code = int(self.warm.stdout.readline())
            said = (each.read().decode("utf-8") for each in (out, err))
            return subprocess.CompletedProcess([*words], code, *said)

    def said(self, *words: str) -> str:
        """What a command that succeeds prints for people."""
        done = self.ran(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def told(self, *words: str) -> dict[str, Any]:
        """What a command that succeeds prints as JSON."""
        found: dict[str, Any] = json.loads(self.said(*words, "--json"))
        return found

    def made(self, *words: str) -> dict[str, Any]:
        """A command that starts a task, and what came of that."""
        submitted = self.told(*words)
        assert set(submitted) == {"task_id"}
        self.engine.finished(submitted["task_id"])
        record = self.told("task", submitted["task_id"])
        assert (record["id"], record["success"]) == (submitted["task_id"], True)
        return record

    def failed(self, *words: str, token: str = TOKEN) -> str:
        """What a command that fails prints."""
        done = self.ran(*words, token=token)
        assert done.returncode == 1, done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def client(engine: Engine) -> Iterator[Client]:
    """The client and the engine of all tests."""
    programs = installed(CLIENT)
    if not hasattr(os, "fork"):
        yield Client(programs, engine)
        return
    command = [str(programs / "python"), str(Path(__file__).with_name("forks.py"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as warm:
        yield Client(programs, engine, warm)


@pytest.fixture(scope="module")
def grid(client: Client) -> dict[str, Any]:
    """A finished grid."""
    return client.made("imagine", "a cat on a beach --ar 16:9")


def test_the_program_as_a_person_starts_it(client: Client) -> None:
    done = client.started("task", NOBODY, "--json")
    assert (done.returncode, json.loads(done.stdout), done.stderr) == (0, {}, "")
    assert client.started("task", NOBODY, token="wrong").returncode == 1


def test_imagine(client: Client, grid: dict[str, Any]) -> None:
    assert grid["request"] == {
        "prompt": "a cat on a beach --ar 16:9", "mode": "fast", "action": "generate", "translation": False,
        "split_images": False, "async": True,
    }  # fmt: skip
    assert len(grid["actions"]) == 9
    assert "Task ID:" in client.said(
        "imagine", "a cat", "--split", "-m", "turbo", "--version", "8", "--hd", "--quality", "4"
    )
    refused = client.failed("imagine", "a cat", "-m", "turbo", "--version", "8.1", "--json")
    assert "turbo is not supported with version 8.1" in refused
    assert "`--odd`" in client.failed("imagine", "a cat --odd")


def test_imagine_with_a_callback(client: Client) -> None:
    with mailbox() as box:
        submitted = client.told("imagine", "a cat", "--callback-url", box.address, "--timeout", "60", "--translation")
        assert box.next().result["task_id"] == submitted["task_id"]


def test_transform(client: Client, grid: dict[str, Any]) -> None:
    single = client.made("transform", grid["image_id"], "upscale2")
    assert "zoom_out_2x" in single["actions"]
    assert client.made("transform", single["image_id"], "pan_left")["image_url"]
    mask = in_base64(np.full((32, 32), 255, np.uint8), ".jpg")
    region = ["variation_region", "--mask", mask]
    assert client.made("transform", single["image_id"], *region, "--prompt", "a boat")["image_url"]
    assert "not offered on this picture" in client.failed("transform", grid["image_id"], "pan_left")
    assert "mask is required" in client.failed("transform", grid["image_id"], "variation_region")
    assert "image_id is unknown" in client.failed("transform", "1", "upscale1")


def test_blend(client: Client, grid: dict[str, Any]) -> None:
    blended = client.made("blend", grid["image_url"], grid["raw_image_url"], "--prompt", "a boat")
    assert blended["request"]["prompt"] == f"{grid['image_url']} {grid['raw_image_url']} a boat"
    assert "Invalid API token" in client.failed("blend", "http://h/a.png", "http://h/b.png", token="wrong")


def test_edit(client: Client, grid: dict[str, Any]) -> None:
    mask = in_base64(np.full((32, 32), 255, np.uint8))
    edited = client.made("edit", grid["raw_image_url"], "make it a painting", "--mask", mask, "--split", "-m", "relax")
    assert edited["type"] == "edits" and len(edited["sub_image_urls"]) == 4
    assert "the demo engine asks no other" in client.failed("edit", "https://example.com/img.jpg", "x")


def test_translate(client: Client) -> None:
    assert client.told("translate", "灯塔，海") == {"content": "lighthouse, sea"}
    assert "lighthouse" in client.said("translate", "灯塔")
    assert "content is required" in client.failed("translate", " ")


def test_seed(client: Client, grid: dict[str, Any]) -> None:
    seed = client.told("seed", grid["image_id"])["seed"]
    assert seed.isdigit() and seed in client.said("seed", grid["image_id"])
    assert "image_id is unknown" in client.failed("seed", "1")


def test_describe(client: Client, grid: dict[str, Any]) -> None:
    descriptions = client.told("describe", grid["raw_image_url"])["descriptions"]
    assert len(descriptions) == 4 and all(" --ar " in text for text in descriptions)
    assert descriptions[0].split()[0] in client.said("describe", grid["raw_image_url"])
    assert "image_url" in client.failed("describe", "https://example.com/img.jpg")


def test_video_and_extend_video(client: Client) -> None:
    still = client.engine.imagine("a cat")["image_url"]  # square: the fewest pixels that a video can have
    words = ["--image-url", still, "--resolution", "480p", "--loop"]
    video = client.made("video", "a cat walking", *words)
    assert len(video["video_urls"]) == 4
    extended = client.made("extend-video", video["video_id"], "it runs", "--video-index", "1")
    assert extended["video_id"] != video["video_id"]
    assert client.failed("video", "x", "--image-url", "https://example.com/img.jpg")
    assert "video_id" in client.failed("extend-video", "1", "it runs")


def test_task(client: Client, grid: dict[str, Any]) -> None:
    for words in ([grid["id"]], ["--trace-id", grid["trace_id"]]):
        assert client.told("task", *words) == grid
        assert grid["image_url"] in client.said("task", *words)
    assert client.told("task", NOBODY) == {}
    assert "Invalid API token" in client.failed("task", NOBODY, token="token_expired")
    assert "Access denied" in client.failed("task", NOBODY, token="disabled")


def test_tasks(client: Client, grid: dict[str, Any]) -> None:
    other = client.told("imagine", "a dog")["task_id"]
    batch = client.told("tasks", grid["id"], other, NOBODY, "--offset", "0", "--limit", "10")
    assert [record["id"] for record in batch["items"]] == [grid["id"], other]
    assert batch["count"] == 2
    assert client.told("tasks", "--trace-ids", grid["trace_id"], "--trace-ids", NOBODY)["count"] == 1
    assert grid["id"] in client.said("tasks", grid["id"])
    assert "limit must be a whole number" in client.failed("tasks", grid["id"], "--limit", "-1")
    assert client.ran("tasks").returncode == 2


def test_wait_ends_with_a_tasks_success_or_failure(client: Client, grid: dict[str, Any]) -> None:
    assert client.told("wait", grid["id"]) == grid
    assert "completed!" in client.said("wait", grid["id"])
    client.engine.fault("failure-line", "task_failed", times=1, action="variation1")
    doomed = client.told("transform", grid["image_id"], "variation1")["task_id"]
    assert "task_failed" in client.failed("wait", doomed, "--interval", "1", "--timeout", "60")
    client.engine.no_faults()
    assert "did not complete within 1s" in client.failed("wait", NOBODY, "--interval", "1", "--timeout", "1")


def test_wait_takes_no_unfinished_task_for_a_finished_one(client: Client) -> None:
    with Engine(pace=3, pixels=64) as slow:
        patient = Client(client.programs, slow, client.warm)
        body = {"prompt": "a cat", "async": True}
        # A stream's record has a partial response meanwhile.
        task_id = slow.post("/midjourney/imagine", body, accept="application/x-ndjson").json()["task_id"]
        waiting = patient.ran("wait", task_id, "--interval", "1", "--timeout", "30")
        assert waiting.returncode == 0 and "Status: pending" in waiting.stderr
        assert "completed!" in waiting.stdout


ALL = [
    ["imagine", "a cat"], ["transform", "1", "upscale1"], ["blend", "http://h/a.png", "http://h/b.png"],
    ["edit", "http://h/a.png", "x"], ["describe", "http://h/a.png"], ["translate", "x"],
    ["video", "x", "--image-url", "http://h/a.png"], ["extend-video", "1", "x"], ["task", NOBODY], ["tasks", NOBODY],
    ["wait", NOBODY], ["seed", "1"],
]  # fmt: skip


@pytest.fixture(scope="module")
def faulty(client: Client) -> Iterator[Client]:
    """The client and an engine for faults."""
    with Engine(pixels=64) as running:
        yield Client(client.programs, running, client.warm)


@pytest.mark.parametrize("words", ALL, ids=lambda words: words[0])
def test_every_command_tells_of_what_the_service_refuses(faulty: Client, words: list[str]) -> None:
    faulty.engine.fault("server-error", times=1)
    assert "api_error" in faulty.failed(*words)
    faulty.engine.no_faults()
