"""What an engine keeps is bounded: what was not used for longest goes, with its files."""

import time
from dataclasses import replace
from pathlib import Path

from mj_desktop.demo.picture import Origin, Picture
from mj_desktop.demo.tasks import PICTURE, Product, Task, Tasks
from tests.demo.pictures import disc, in_base64
from tests.demo.test_protocol import refusal
from tests.engine import Engine


def finished(tasks: Tasks, name: str, moment: float, size: int, parent: str = "") -> None:
    """Have a task finish that made one picture, out of another."""
    task = Task(name, "t", "imagine", {}, 1, False, moment, kept={"mask": f"{name}.png"})
    tasks.add(task)
    origin = Origin("variation1" if parent else "generate", parent=parent)
    picture = Picture(f"image of {name}", name, "grid", "x.png", 8, 8, False, None, origin, {})
    ended = replace(task, finished_at=moment, response={})
    tasks.finish(ended, Product(picture.image_id, name, PICTURE, picture.to_json()))
    tasks.weigh(name, size)


def test_what_was_not_used_for_longest_is_beyond_the_bound(tmp_path: Path) -> None:
    tasks = Tasks(tmp_path / "tasks")
    finished(tasks, "oldest", 1, 50)
    finished(tasks, "old", 2, 50)
    finished(tasks, "its child", 3, 50, parent="image of oldest")
    tasks.add(Task("running", "t", "imagine", {}, 1, False, 0))

    def beyond(limit: int) -> list[str]:
        return [task.id for task in tasks.beyond(limit)]

    assert beyond(150) == []
    assert beyond(149) == beyond(100) == ["oldest"]
    tasks.use("image of its child", 9)
    assert beyond(149) == ["old"]
    assert beyond(0) == ["old", "oldest", "its child"]
    tasks.use("nothing", 10)
    assert tasks.mentions("oldest.png") and not tasks.mentions("nothing.png")
    tasks.forget(tasks.named("id", ["oldest"])[0])
    assert tasks.picture("image of oldest") is None and not tasks.mentions("oldest.png")
    assert [task.id for task in tasks.unfinished()] == ["running"]
    assert tasks.count() == 4  # so that a seed for each is not given twice
    tasks.close()


def room(engine: Engine) -> int:
    """How many bytes of files an engine has."""
    return sum(file.stat().st_size for name in ("files", "masks") for file in (engine.data / name).iterdir())


def test_an_engine_stays_within_its_bound_and_keeps_what_is_gone_on_from() -> None:
    heavy = "x" * 300_000  # a field that nobody knows is kept with its request, and takes no time to draw
    with Engine("--keep", "1", pixels=64) as engine:
        first = engine.imagine("a cat")
        single = engine.imagine(action="upscale1", image_id=first["image_id"])
        region = {"action": "variation_region", "image_id": single["image_id"], "mask": in_base64(disc(32, 32))}
        masked = engine.imagine(**region)
        made = []
        limit = time.monotonic() + 60
        while engine.record(masked["task_id"]) and time.monotonic() < limit:
            # The first one stays young by this.
            engine.imagine(action="upscale2", image_id=first["image_id"])
            made.append(engine.imagine("a city at night", note=heavy))
        assert engine.record(masked["task_id"]) == {} and len(made) < 20
        assert engine.record(first["task_id"])["success"] is True
        assert refusal(engine.post("/midjourney/seed", {"image_id": masked["image_id"]})) == (400, "bad_request")
        with engine.client() as client:
            assert client.get(masked["raw_image_url"]).status_code == 404
        assert list((engine.data / "masks").iterdir()) == []
        assert list((engine.data / "files").glob(f"{masked['task_id']}*")) == []
        assert room(engine) < 2 * 1024 * 1024
        engine.start_again()
        assert engine.record(first["task_id"])["success"] is True


def test_going_on_from_a_picture_whose_parents_file_is_gone_fails_with_a_sentence() -> None:
    with Engine(pixels=64) as engine:
        grid = engine.imagine("a cat")
        (engine.data / "files" / grid["raw_image_url"].rpartition("/")[2]).unlink()
        answer = engine.post("/midjourney/imagine", {"action": "upscale1", "image_id": grid["image_id"]})
        assert refusal(answer) == (400, "bad_request")
        assert "no longer kept" in answer.json()["error"]["message"]
        assert "Traceback" not in engine.log
