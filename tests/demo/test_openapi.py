"""The engine against the service's own OpenAPI document, by a published fuzzer."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from mj_desktop.demo import tables
from tests.clients import installed
from tests.engine import Engine, environment

pytestmark = pytest.mark.long
FUZZER = "schemathesis==4.32.5"
DOCUMENT = tables.folder() / "openapi.json"
PATHS = list(json.loads(DOCUMENT.read_text(encoding="utf-8"))["paths"])
# What the service takes is more than its schema says, so that nothing follows from a wrong request being taken.
CHECKS = {
    "positive": "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
    "negative": "not_a_server_error",
}


@pytest.fixture(scope="module")
def program() -> Path:
    """The fuzzer."""
    return installed(FUZZER) / ("schemathesis.exe" if os.name == "nt" else "schemathesis")


@pytest.fixture(scope="module")
def fuzzed() -> Iterator[Engine]:
    """An engine with tasks that are finished, that failed and that are still running."""
    with Engine(pace=600, pixels=64) as slow:
        for _ in range(3):
            slow.post("/midjourney/imagine", {"prompt": "a cat", "async": True}, accept="application/x-ndjson")
        data = slow.data
        slow.kill()
        with Engine("--in-flight", "0", "--fault", "failure-line=task_failed", pixels=64, data=data) as engine:
            engine.post("/midjourney/imagine", {"prompt": "a cat"})
            engine.no_faults()
            engine.imagine("a cat")
            yield engine
            assert "Traceback" not in engine.log


def ran(program: Path, engine: Engine, path: str, folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """What comes of a run on one address; `folder` is where the program leaves what it tried."""
    asked = ["run", str(DOCUMENT), "--url", engine.address, "-H", f"authorization: Bearer {engine.token}", "--no-color"]
    command = [str(program), *asked, "--include-path", path, *words]
    surroundings = environment(NO_PROXY="127.0.0.1", COLUMNS="200", PYTHONUTF8="1")
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=280, env=surroundings, cwd=folder
    )


@pytest.mark.parametrize("mode", CHECKS)
@pytest.mark.parametrize("path", PATHS)
def test_every_address_holds_what_its_document_says(
    program: Path, fuzzed: Engine, path: str, mode: str, tmp_path: Path
) -> None:
    done = ran(program, fuzzed, path, tmp_path, "--mode", mode, "--checks", CHECKS[mode], "--max-examples", "100")
    assert done.returncode == 0, done.stdout
    counts = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert counts and counts[1] == counts[2] and int(counts[1]) >= 50
