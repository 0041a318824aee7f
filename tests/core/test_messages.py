import json
from dataclasses import replace

import pytest

from mj_desktop import paths
from mj_desktop.core import errors, messages
from mj_desktop.core.batch import Place
from mj_desktop.core.errors import AWAY, Failure
from mj_desktop.core.generation import DEMO, Generation, State, new
from mj_desktop.core.request import Imagine

CODES = [
    row["code"] for row in json.loads((paths.resources() / "contract" / "error_codes.json").read_text(encoding="utf-8"))
]
SAME = [{"too_many_requests", "rate_limited"}, {"timeout", "gateway_timeout"}]  # two names of one refusal


def _ours(kind: type[errors.MJError]) -> list[type[errors.MJError]]:
    return [kind, *(sub for child in kind.__subclasses__() for sub in _ours(child))]


@pytest.mark.parametrize("code", CODES)
def test_every_code_of_the_service_is_explained_with_something_to_do(code: str) -> None:
    message = messages.explain(Failure(code=code, message="because", status=400, trace_id="t1"), "g1")
    assert message.what.format(**message.values)
    assert message.todo.format(**message.values)
    assert message.remedy is not messages.Remedy.NONE
    assert "t1" in message.details


def test_every_code_of_the_service_has_a_sentence_of_its_own() -> None:
    assert len(CODES) >= 22
    told = {code: messages.explain(Failure(code=code)).what for code in CODES}
    unknown = messages.explain(Failure(code="brand_new")).what
    for code, what in told.items():
        assert what != unknown
        alike = {other for other in CODES if told[other] == what}
        assert alike == {code} or alike in SAME


@pytest.mark.parametrize(
    ("code", "remedy"),
    [("invalid_token", "Connect account"), ("no_token", "Connect account"), ("forbidden", "Edit prompt"),
     ("bad_request", "Edit prompt"), ("content_too_large", "Edit prompt"), ("duplication", "Edit prompt"),
     ("busy", "Try again"), ("no_api", "Try again"), ("canceled", "Try again"), ("unknown", "Try again")],
)  # fmt: skip
def test_the_remedy_fits_the_refusal(code: str, remedy: str) -> None:
    assert messages.explain(Failure(code=code)).remedy.value == remedy


@pytest.mark.parametrize("kind", _ours(errors.MJError), ids=lambda kind: kind.__name__)
def test_every_error_of_ours_is_explained(kind: type[errors.MJError]) -> None:
    message = messages.explain(kind("words").failure())
    assert message.what.format(**message.values)
    assert message.todo.format(**message.values)


def test_an_unknown_code_says_what_the_service_said() -> None:
    message = messages.explain(Failure(code="brand_new", message="no more paint"))
    assert message.todo.format(**message.values) == "It said: no more paint"
    message = messages.explain(Failure(code="brand_new", message="No more paint.", trace_id="t-7"))
    assert message.todo.format(**message.values) == "It said: No more paint. Its trace id is t-7."


def test_braces_in_the_services_words_do_no_harm() -> None:
    message = messages.explain(Failure(code="bad_request", message="{oops} {0}"))
    assert "{oops} {0}" in message.todo.format(**message.values)


def test_a_refusal_is_not_charged_and_a_lost_one_perhaps() -> None:
    assert messages.charge(Failure(code="forbidden")) == "not charged"
    assert messages.charge(Failure(code="connection_lost")) == "perhaps charged"


@pytest.mark.parametrize("code", ["timeout", "gateway_timeout"])
def test_nobody_knows_whether_one_that_was_given_up_is_charged(code: str) -> None:
    assert messages.charge(Failure(code=code, status=504)) == "perhaps charged"


def test_the_services_words_are_not_said_twice() -> None:
    twice = messages.explain(Failure(code="task_failed", message="The service could not draw this."))
    assert (twice.what, twice.todo) == ("The service could not draw this", "Try again.")
    assert "It said" in messages.explain(Failure(code="task_failed", message="No paint.")).todo


@pytest.mark.parametrize(
    "code",
    [
        "disk_full",
        "disk_read_only",
        "library_newer",
        "library_locked",
        "library_damaged",
        "picture_unkept",
        "not_saved",
    ],
)
def test_every_refusal_of_the_disk_has_words_of_its_own(code: str) -> None:
    message = messages.explain(Failure(code=code, message="/a/b cannot be written."))
    assert message.what not in (messages.explain(Failure(code=other)).what for other in ("library", "never heard of"))
    assert "/a/b cannot be written." in message.todo.format(**message.values)
    assert message.remedy is not messages.Remedy.NONE


@pytest.mark.parametrize(("count", "verb"), [(1, "goes"), (3, "go")])
def test_what_waits_for_its_account_is_said_in_the_right_number(count: int, verb: str) -> None:
    assert f" {verb} on when" in messages.away(count).what


def _waiting(code: str = "", place: Place | None = None) -> Generation:
    made = new(DEMO, Imagine(prompt="a fox"), 1.0, None, place)
    return replace(made, state=State.WAITING, failure=Failure(code=code) if code else None)


@pytest.mark.parametrize(("away", "alone", "in_batch", "said"), [
    (0, 1, 0, "1 waits its turn. It is sent by itself, once the service allows."),
    (0, 0, 1, "1 waits its turn. It is sent by itself, once the service allows, unless its batch is paused."),
    (1, 2, 0, "2 wait their turn. They are sent by themselves, as many at a time as the service allows."),
    (0, 1, 1, "2 wait their turn. They are sent by themselves, as many at a time as the service allows, "
              "those of a batch unless it is paused."),
    (2, 0, 0, "2 of your account go on when it is connected. Until then nobody asks for them."),
])  # fmt: skip
def test_only_what_goes_by_itself_is_said_to(away: int, alone: int, in_batch: int, said: str) -> None:
    place = Place("b", 0, "a fox")
    waiting = [_waiting(AWAY)] * away + [_waiting()] * alone + [_waiting(place=place)] * in_batch
    message = messages.waits(waiting)
    assert f"{message.what} {message.todo}".format(**message.values) == said
