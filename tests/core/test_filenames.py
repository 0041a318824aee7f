"""File names for saved pictures: readable, and safe on Windows, macOS and Linux."""

from hypothesis import given
from hypothesis import strategies as st

from mj_desktop.core import filenames

AT = 1_795_000_000.0
DEVICES = ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"))


def test_a_name_has_date_words_of_the_prompt_and_tile() -> None:
    made = filenames.name(filenames.TEMPLATE, AT, "a lighthouse: dusk? --ar 16:9 --v 8.2", 2, "png")
    assert made == "2026-11-18 a lighthouse dusk 2.png"
    assert filenames.name("{prompt}", AT, "a cat", None, "jpg") == "a cat.jpg"
    assert filenames.name("{prompt} {odd}", AT, "", None, "jpg") == "{odd}.jpg"


def test_words_that_leave_nothing_still_give_a_name() -> None:
    assert filenames.name("{prompt}", AT, "... ???", None, "png") == "picture.png"


def test_device_names_of_windows_get_a_sign_in_front() -> None:
    for device in DEVICES:
        assert filenames.safe(device.upper()) == f"_{device.upper()}"
    assert filenames.safe("aux.b") == "_aux.b"
    assert filenames.safe("console") == "console"


def test_a_long_prompt_is_cut_between_words_and_keeps_its_tile() -> None:
    made = filenames.name(filenames.TEMPLATE, AT, "lighthouse " * 1000, 3, "png")
    assert made.endswith(" lighthouse 3.png")
    assert len(made.encode()) <= filenames.LONGEST + 4


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert filenames.numbered("a b.png", 2) == "a b (2).png"


@given(
    st.text(st.characters(exclude_categories=()), max_size=300),
    st.sampled_from([None, 1, 4]),
    st.sampled_from([filenames.TEMPLATE, "{prompt}", "{tile}", "{prompt}/{date}"]),
)
def test_any_prompt_gives_a_name_that_every_system_takes(prompt: str, tile: int | None, template: str) -> None:
    made = filenames.name(template, AT, prompt, tile, "png")
    stem = made.removesuffix(".png")
    assert stem == stem.strip(" .")
    assert stem
    assert len(made.encode("utf-8")) <= filenames.LONGEST + 5
    assert not set(made) & set('<>:"/\\|?*')
    assert all(ord(sign) >= 32 for sign in made)
    assert stem.partition(".")[0].strip().lower() not in DEVICES
