"""The frame of the benchmarks: what a row means and what a run prints; the figures themselves are in no test."""

import json

import pytest

from tests.bench.__main__ import main
from tests.bench.row import Row


def test_a_row_with_a_reference_is_held_to_its_ratio() -> None:
    assert Row("start", 150.0, "ms", reference=100.0, limit=1.5).ok
    assert not Row("start", 151.0, "ms", reference=100.0, limit=1.5).ok


def test_a_row_without_a_reference_is_held_to_its_value() -> None:
    assert Row("gap", 16.0, "ms", limit=16.0).ok
    assert not Row("gap", 16.1, "ms", limit=16.0).ok


def test_a_row_without_a_limit_is_only_told() -> None:
    assert Row("memory", 900.0, "MB").ok


def test_a_benchmark_that_is_not_there_names_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["nothing"])
    assert ended.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


def test_the_facts_of_a_row_are_json() -> None:
    facts = json.loads(json.dumps(Row("start", 150.0, "ms", reference=100.0, limit=1.4).facts()))
    assert (facts["ratio"], facts["ok"]) == (1.5, False)
