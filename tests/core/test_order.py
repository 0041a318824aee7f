"""Orders: what is billed is derived from the text and sent in the request's fields."""

import json

import pytest

from mj_desktop import paths
from mj_desktop.api import wire
from mj_desktop.core import order, parameters
from mj_desktop.core.order import Terms
from mj_desktop.core.parameters import PARAMETERS, Kind
from mj_desktop.core.prompt import Prompt


def sent(text: str, default: str = "8.2", **terms: object) -> dict[str, object]:
    """The body of the one request."""
    (request,) = order.requests(Prompt(text, default), order.read(terms))
    return {name: value for name, value in wire.body(request).items() if name != "action"}


@pytest.mark.parametrize(
    ("text", "default", "body"),
    [
        ("a cat", "8.2", {"prompt": "a cat --v 8.2", "version": "8.2"}),
        ("a cat --hd", "8", {"prompt": "a cat --hd --v 8", "version": "8", "hd": True}),
        ("a cat --q .5 --v 6.0", "8.2", {"prompt": "a cat --q .5 --v 6.0", "version": "6", "quality": ".5"}),
        ("a cat --niji 6", "8.2", {"prompt": "a cat --niji 6"}),
        ("a cat --v 5.1", "8.2", {"prompt": "a cat --v 5.1"}),
        ("a cat --v 9", "8.2", {"prompt": "a cat --v 9", "version": "9"}),
        ("a cat --sref 12", "7", {"prompt": "a cat --sref 12 --v 7", "version": "7", "style_reference": True}),
        (
            "https://a.de/b.png a",
            "8.1",
            {"prompt": "https://a.de/b.png a --v 8.1", "version": "8.1", "moodboard": True},
        ),
        ("https://a.de/b.png a", "7", {"prompt": "https://a.de/b.png a --v 7", "version": "7"}),
        ("a cat --turbo", "7", {"prompt": "a cat --v 7", "version": "7", "mode": "turbo"}),
    ],
)
def test_billed_fields_follow_the_text(text: str, default: str, body: dict[str, object]) -> None:
    assert sent(text, default) == {"mode": "fast", **body}


def test_what_stands_beside_the_text_is_sent_when_it_is_not_the_default() -> None:
    terms = {"mode": "relax", "translation": True, "split_images": True, "timeout": 90}
    assert sent("a cat", "7", **terms) == {"prompt": "a cat --v 7", "version": "7", **terms}
    assert order.kept(order.read(terms)) == terms
    wrong = {"mode": "hover", "translation": 1, "split_images": "yes", "timeout": 5}
    assert order.read(wrong) == Terms()


def test_repeat_makes_as_many_requests_that_are_told_apart() -> None:
    made = order.requests(Prompt("a cat --repeat 3 --c 5"), Terms())
    assert {request.prompt for request in made} == {"a cat --c 5 --v 8.2"}
    assert len(set(made)) == 3
    assert "turn" not in wire.body(made[2])
    assert len(order.requests(Prompt("a cat --repeat 41"), Terms())) == 1


def test_the_tables_are_the_contracts() -> None:
    rows = json.loads((paths.resources() / "contract" / "prompt_parameters.json").read_text(encoding="utf-8"))
    assert {name for row in rows for name in row["names"]} == {f"--{name}" for name in parameters.names()}
    for parameter in PARAMETERS.values():
        row = next(row for row in rows if f"--{parameter.name}" in row["names"])
        if parameter.kind is Kind.WHOLE and parameter.name != "sv":
            assert row["range"] == f"{parameter.least}-{parameter.most}"
        if parameter.default:
            assert row["default"] == (int(parameter.default) if parameter.kind in (Kind.WHOLE, Kind.NUMBER) else
                                      parameter.default)  # fmt: skip


def test_what_a_version_does_not_take_has_a_reason_and_new_versions_pass() -> None:
    said = parameters.reason("oref", "8.2")
    assert said is not None
    assert said.words.format(**said.values) == "Version 8.2 does not take --oref. It goes with 8.1, 7."
    assert parameters.reason("quality", "8.1") is not None
    assert parameters.reason("weird", "4") is not None
    assert parameters.reason("hd", "niji 6") is not None
    assert all(parameters.reason(name, "9") is None for name in PARAMETERS)
    assert parameters.choices(PARAMETERS["quality"], "8") == ("1", "4")
    assert parameters.AS_OF == "2026-11-20"
