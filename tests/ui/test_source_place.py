"""The place of sources: what waits for an endpoint goes on when there is one, unless it was given up."""

import pytest

from mj_desktop.core.local_picture import LocalPicture
from mj_desktop.ui.window.source_place import SourcePlace, Wish
from mj_desktop.ui.window.window import Window
from tests.ui.conftest import make

SERVICE = "https://api.acedata.cloud"


@pytest.mark.parametrize(("given_up", "went_on"), [(False, ["a"]), (True, [])])
def test_what_waits_for_uploads_goes_on_unless_it_was_given_up(
    window: Window, given_up: bool, went_on: list[str]
) -> None:
    endpoints, shown = set[str](), list[str]()
    place = SourcePlace(window, lambda of, tile: LocalPicture(of.id, ""), endpoints.__contains__, lambda *_: False)
    found = make("a", created_at=1.0, origin=SERVICE)
    place.take(Wish(found, None, SERVICE, lambda *_: shown.append("address"), lambda given: shown.append(given.name)))  # type: ignore[union-attr]
    assert "Set up uploads" in window.status.message.todo
    if given_up:
        place.leave()
    endpoints.add(SERVICE)
    place.go_on()
    assert shown == went_on
    place.go_on()
    assert shown == went_on


def test_a_file_that_no_service_could_be_shown_is_not_asked_for_later_by_itself(window: Window) -> None:
    endpoints, lifted = set[str](), list[object]()
    place = SourcePlace(window, lambda of, tile: LocalPicture(of.id, ""), endpoints.__contains__, lambda *_: False)
    place.lifted.connect(lambda key, given, origin: lifted.append(given))
    place.lift("describe", LocalPicture("hill.png", "/hill.png"), SERVICE, lifted.append)
    endpoints.add(SERVICE)
    place.go_on()
    assert lifted == []
