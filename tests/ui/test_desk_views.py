"""Text and fields are two views of one value, for every row of the contract's table of parameters."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mj_desktop import paths
from mj_desktop.core import parameters
from mj_desktop.core.parameters import PARAMETERS
from mj_desktop.core.prompt import MODES, Prompt
from mj_desktop.ui.desk.desk import PromptDesk
from mj_desktop.ui.desk.fields import ChoiceField, LineField, SliderField, Toggle, Wish

ROWS: list[dict[str, Any]] = json.loads(
    (paths.resources() / "contract" / "prompt_parameters.json").read_text(encoding="utf-8")
)
_SAMPLES = {"text": ["dogs", "big dogs, cats"], "urls or codes": ["https://a.de/b.png", "12 random"],
            "urls": ["https://a.de/b.png https://a.de/c.png"], "url": ["https://a.de/b.png"],
            "optional code": ["m123", ""]}  # fmt: skip
_WITHOUT_FIELD = {"sv", "p", "exp", "draft"}  # written in the text alone: item 1 of the desk names no field for them


def values(row: dict[str, Any]) -> st.SearchStrategy[str]:
    """Values out of the row's own range, not out of the program's table."""
    kind, reach = row["kind"], row["range"]
    if kind == "ratio":
        return st.builds("{}:{}".format, st.integers(1, 40), st.integers(1, 40))
    if kind == "enum":
        return st.sampled_from(reach if isinstance(reach, list) else reach["<=7"])
    if kind in ("int", "float"):
        least, most = (reach if isinstance(reach, str) else reach["acedata"]).split(" ")[0].split("-")
        return st.integers(int(least), int(most)).map(str)
    return st.just("") if kind == "flag" else st.sampled_from(_SAMPLES[kind])


def typed(row: dict[str, Any]) -> st.SearchStrategy[tuple[str, str]]:
    return st.tuples(st.sampled_from(row["names"]), values(row))


rows = st.sampled_from(ROWS).flatmap(typed)
texts = st.lists(rows, max_size=6, unique_by=lambda one: parameters.named(one[0][2:]))


def shown(desk: PromptDesk, name: str) -> str:
    """What the field of a parameter says; "" while it says nothing of its own."""
    if name == "ar":
        return desk.ratios.value()
    if name in ("v", "niji"):
        return str(desk.versions.currentData())
    assert desk.options.panel is not None
    slider = next((each for each in desk.options.sliders if each.name == name), None)
    field = slider.number if isinstance(slider, SliderField) else desk.options.panel.fields.get(name)
    if isinstance(field, Toggle):
        return "on" if field.isChecked() else ""
    if isinstance(field, ChoiceField):
        return str(field.currentData())
    assert isinstance(field, LineField), name
    return field.text()


def said(prompt: Prompt, name: str) -> str:
    """What the field of a parameter is to say."""
    if name in ("v", "niji"):
        return prompt.model
    if name in ("raw", "style"):
        return prompt.style
    value, kind = prompt.value(name), PARAMETERS[name].kind
    if kind is parameters.Kind.SWITCH:
        return "" if value is None else "on"
    return value or (PARAMETERS[name].default if name in ("ar", "quality") else "")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, rows)
def test_what_is_typed_moves_the_fields_and_what_is_set_writes_the_text(
    desk: PromptDesk, flags: list[tuple[str, str]], wish: tuple[str, str]
) -> None:
    desk.edit.show_text(" ".join(["a cat", *(f"{name} {value}".strip() for name, value in flags)]))
    agree(desk)
    parameter = parameters.named(wish[0][2:])
    assert parameter is not None
    own = {"style", "raw"} if parameter.name in ("style", "raw") else {parameter.name}  # raw is either's, by version
    before = others(desk, own)
    if parameter.name in MODES:
        desk.take(Wish("mode", parameter.name))
        assert (desk.modes.value(), desk.prompt().mode) == (parameter.name, None)
        return
    desk.take(Wish(parameter.name, wish[1]))
    typed_now = desk.prompt().style if parameter.name == "style" else desk.prompt().value(parameter.name)
    assert typed_now == wish[1] or (typed_now is None and parameters.is_default(parameter, wish[1])) or not wish[1]
    assert others(desk, own) == before
    agree(desk)
    desk.take(Wish(parameter.name, None))
    assert desk.prompt().value(parameter.name) is None
    agree(desk)


def others(desk: PromptDesk, own: set[str]) -> dict[str, str]:
    """What is typed for all other parameters."""
    return {name: value for name, value in desk.prompt().fields().items() if name not in own}


def agree(desk: PromptDesk) -> None:
    """Every field says what the text says."""
    prompt = desk.prompt()
    for name in set(PARAMETERS) - _WITHOUT_FIELD - set(MODES) - {"raw"}:
        assert shown(desk, name) == said(prompt, name), (name, prompt.text)
    mode = prompt.mode
    assert mode is None or desk.modes.value() == mode
    assert shown(desk, "style") == prompt.style
