"""Every code of the service, answered by the engine: its own sentence, something to do, a remedy and the trace id."""

from collections.abc import Iterator
from typing import Any

import pytest

from mj_desktop.api.client import Client, Receive
from mj_desktop.core.errors import Failure, ServiceError
from mj_desktop.core.messages import Remedy, explain
from mj_desktop.core.request import Imagine
from mj_desktop.demo import tables
from tests.conftest import Run
from tests.engine import Engine

UNKNOWN = explain(Failure(code="never heard of")).what


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One engine that these tests set faults on."""
    with Engine(pixels=64) as running:
        yield running


@pytest.mark.parametrize("code", list(tables.statuses()))
def test_a_code_that_the_service_answers_is_said_in_words_of_its_own(run: Run[Any], engine: Engine, code: str) -> None:
    engine.fault("error-code" if tables.statuses()[code] else "failure-line", code, times=1)

    async def work() -> ServiceError:
        client = Client(engine.address, engine.token)
        try:
            with pytest.raises(ServiceError) as refused:
                async for _ in client.imagine(Imagine(prompt="a cat"), Receive.STREAM):
                    pass
        finally:
            await client.close()
        return refused.value

    failure = run(work()).failure()
    message = explain(failure)
    assert failure.code == code
    assert message.what != UNKNOWN
    assert message.todo.format(**message.values)
    assert message.remedy is not Remedy.NONE
    assert failure.trace_id
    assert failure.trace_id in message.details


def test_no_two_codes_are_said_in_the_same_words() -> None:
    said = [explain(Failure(code=code)).what for code in tables.statuses()]
    assert len(set(said)) == len(said)
