"""What is answered at once and makes no task: shorten, translate, seed."""

from typing import Any

import pytest

from mj_desktop.demo.shortening import shorten
from mj_desktop.demo.translating import translate
from tests.demo.pictures import decoded
from tests.demo.test_delivery import sample
from tests.demo.test_protocol import refusal
from tests.engine import Engine

# The example of the service's own guide.
LONG = (
    "a serene mountain lake at sunrise, mist rising from the water, towering pine trees on the shore, golden hour"
    " lighting, ultra detailed, cinematic, 35mm film photography style, masterpiece --ar 16:9 --v 6"
)


def answered(engine: Engine, name: str, **fields: Any) -> dict[str, Any]:
    """The answer of a small endpoint, and that nothing became of it."""
    tasks = {"action": "retrieve_batch", "limit": 0}
    before = engine.post("/midjourney/tasks", tasks).json()["count"]
    # They know neither streams nor callbacks (contract 1.4).
    answer = engine.post(f"/midjourney/{name}", {**fields, "async": True}, accept="application/x-ndjson")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json"), answer.text
    assert engine.post("/midjourney/tasks", tasks).json()["count"] == before
    found: dict[str, Any] = answer.json()
    return found


def test_a_prompt_is_shortened_to_five_ever_shorter_ones(engine: Engine) -> None:
    answer = answered(engine, "shorten", prompt=LONG)
    more = {"started_at", "finished_at", "elapsed", "cost"}  # live answers carry them, too (contract 1.4)
    assert set(answer) == set(sample("shorten.json")) | more
    prompts = answer["prompts"]
    assert len(prompts) == len(set(prompts)) == 5
    assert [len(prompt) for prompt in prompts] == sorted((len(prompt) for prompt in prompts), reverse=True)
    assert all(len(prompt) < len(LONG) and prompt.endswith(" --ar 16:9 --v 6") for prompt in prompts)
    assert all("lake" in prompt and "masterpiece" not in prompt for prompt in prompts)
    assert engine.imagine(prompts[-1])["success"] is True


@pytest.mark.parametrize(
    ("prompt", "prompts"),
    [("cat", ["cat"]), ("--ar 1:1", ["--ar 1:1"]), (",,,", [",,,"]), ("a cat, cat, Cat", ["cat"]), ("the", ["the"])],
)
def test_what_cannot_be_shortened_stays(prompt: str, prompts: list[str]) -> None:
    assert shorten(prompt) == prompts


@pytest.mark.parametrize(
    ("content", "english"),
    [
        ("精致，无暇，洁白的天使", "exquisite, flawless, pure white angel"),  # the service's guide has it so
        ("一只猫在城市，夜晚 --ar 16:9", "a cat in city, night --ar 16:9"),
        ("夕焼けの海と灯台", "sunset sea lighthouse"),
        ("등대, 밤", "lighthouse, night"),
        ("Ein roter Leuchtturm am Meer bei Nacht", "a red lighthouse at sea at night"),
        ("un phare rouge au coucher de soleil", "a lighthouse red at sunset"),
        ("el faro rojo", "the lighthouse red"),
        ("Leuchtturm", "lighthouse"),
        ("https://h/海.png 海 — 海", "https://h/海.png sea — sea"),
        ("the Grand Canyon in winter", "the Grand Canyon in winter"),
        ("qwertz 123", "qwertz 123"),
    ],
)
def test_known_words_are_translated_and_everything_else_stays(content: str, english: str) -> None:
    assert translate(content) == english


def test_translate_answers_with_english(engine: Engine) -> None:
    answer = answered(engine, "translate", content="灯塔")
    assert answer == {"content": "lighthouse"}
    assert set(answer) == set(sample("translate.json"))


def test_a_prompt_is_translated_before_it_is_drawn_if_that_is_asked_for(engine: Engine) -> None:
    def drawn(prompt: str, translation: bool) -> bytes:
        result = engine.imagine(prompt, translation=translation)
        assert engine.record(result["task_id"])["request"]["prompt"] == prompt
        return engine.picture(result["raw_image_url"])

    english = drawn("lighthouse, night --seed 5", False)
    assert drawn("灯塔，夜晚 --seed 5", True) == english
    assert drawn("灯塔，夜晚 --seed 5", False) != english


def test_the_seed_of_a_picture_draws_it_again(engine: Engine) -> None:
    grid = engine.imagine("a calm sea")
    answer = answered(engine, "seed", image_id=grid["image_id"])
    assert set(answer) == set(sample("seed.json"))
    again = engine.imagine(f"a calm sea --seed {answer['seed']}")
    assert (decoded(engine.picture(again["raw_image_url"])) == decoded(engine.picture(grid["raw_image_url"]))).all()
    assert answered(engine, "seed", image_id=again["image_id"]) == answer
    single = engine.imagine(action="upscale3", image_id=grid["image_id"])
    large = engine.imagine(action="upscale_2x", image_id=single["image_id"])
    assert answered(engine, "seed", image_id=large["image_id"]) == answer


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("shorten", {}, "prompt is required"),
        ("shorten", {"prompt": None}, "prompt is required"),
        ("shorten", {"prompt": " "}, "prompt is required"),
        ("shorten", {"prompt": ["x"]}, "prompt must be a string"),
        ("shorten", {"prompt": "x" * 200_001}, "prompt is longer than 200000 characters"),
        ("imagine", {"prompt": "x" * 200_001}, "prompt is longer than 200000 characters"),
        ("edits", {"prompt": "x" * 200_001, "image_url": "http://h/"}, "prompt is longer than 200000 characters"),
        ("translate", {}, "content is required"),
        ("translate", {"content": 5}, "content must be a string"),
        ("seed", {}, "image_id is required"),
        ("seed", {"image_id": 5}, "image_id must be a string"),
        ("seed", {"image_id": "5"}, "image_id is unknown"),
    ],
)
def test_what_cannot_be_answered_is_a_bad_request(engine: Engine, name: str, body: dict[str, Any], words: str) -> None:
    answer = engine.post(f"/midjourney/{name}", body)
    assert refusal(answer) == (400, "bad_request")
    assert words in answer.json()["error"]["message"]
