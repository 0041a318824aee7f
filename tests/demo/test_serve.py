"""The command line of `serve`: options, starting, ending."""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from mj_desktop.demo import serve
from tests.engine import DIRECT, TOKEN, Engine, environment, first_line, free_port

Started = Callable[..., "subprocess.Popen[str]"]
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="sends signals, and reads /proc")


def command(*options: str) -> list[str]:
    """The command line of `serve`."""
    return [sys.executable, "-m", "mj_desktop", "serve", *options]


def ran(*options: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """What comes of a command line that is expected to end by itself."""
    return subprocess.run(command(*options), capture_output=True, text=True, timeout=60, env=environment(**more))


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    """Starts `serve` with options; everything that still runs is ended after the test."""
    folders = dict.fromkeys(["TMPDIR", "TEMP", "TMP"], str(tmp_path))
    processes: list[subprocess.Popen[str]] = []

    def start(*options: str, **more: str) -> "subprocess.Popen[str]":
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        processes.append(
            subprocess.Popen(
                command("--port", "0", *options),
                text=True,
                env=environment(**folders, **more),
                start_new_session=True,
                **pipes,
            )  # type: ignore[call-overload]
        )
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.wait(15)
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def address(process: "subprocess.Popen[str]") -> str:
    """Where it listens."""
    line = first_line(process)
    assert line.startswith("Listening on http://127.0.0.1:")
    return line.rpartition(" ")[2]


def status(base: str, token: str) -> int:
    """The status of a call with a token."""
    headers = {"authorization": f"Bearer {token}"}
    return httpx.post(f"{base}/midjourney/tasks", json={"id": "x"}, headers=headers, **DIRECT).status_code


@pytest.mark.parametrize(
    "options",
    [
        ["--port", "99999"],
        ["--port", "x"],
        ["--pace", "-1"],
        ["--pace", "nan"],
        ["--pixels", "100"],
        ["--pixels", "9999"],
    ]
    + [["--seed", "-1"], ["--in-flight", "-1"], ["--offer", "two words"], ["--offer", ""], ["--token", "a b"]]
    + [["--token", ""], ["--nonsense"], ["--pixels"], ["--keep", "0"], ["--callback-host", "h://x"]],
    ids=range(16),
)
def test_a_bad_option_ends_with_one_clear_sentence_and_code_2(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser(prog="serve")
    serve.add_arguments(parser)
    with pytest.raises(SystemExit) as ended:
        parser.parse_args(options)
    assert ended.value.code == 2
    assert options[0] in capsys.readouterr().err.splitlines()[-1]


def test_a_bad_option_ends_the_whole_program() -> None:
    done = ran("--pace", "soon")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is not a pace: give seconds from 0 to 3600" in done.stderr.splitlines()[-1]


def test_a_bad_token_in_the_environment_is_a_bad_option_too() -> None:
    done = ran(MJ_DEMO_TOKEN="with blanks")
    assert (done.returncode, done.stdout) == (2, "")
    assert "MJ_DEMO_TOKEN" in done.stderr


def test_the_grids_edge_comes_from_the_environment_where_no_option_gives_it(started: Started) -> None:
    assert "'100' is not a grid edge" in ran(MJ_DEMO_PIXELS="100").stderr
    base = address(started("--pace", "0", MJ_DEMO_PIXELS="96"))
    headers = {"authorization": f"Bearer {TOKEN}"}
    answer = httpx.post(f"{base}/midjourney/imagine", json={"prompt": "x"}, headers=headers, **DIRECT)
    assert answer.json()["raw_image_width"] == 96


def test_a_taken_port_ends_with_one_clear_sentence_and_code_1(engine: Engine) -> None:
    done = ran("--port", str(engine.port))
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert f"127.0.0.1:{engine.port}" in done.stderr
    assert "--port 0" in done.stderr
    elsewhere = ran("--host", "nowhere.invalid", MJ_DEMO_TOKEN="")
    assert (elsewhere.returncode, elsewhere.stdout) == (1, "")
    assert len(elsewhere.stderr.splitlines()) == 1


def test_an_unusable_data_folder_ends_with_one_clear_sentence_and_code_1(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("taken")
    done = ran("--port", "0", "--data", str(file))
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    (tmp_path / "tasks.sqlite3").write_text("this is no database, and long enough to be seen as none" * 50)
    done = ran("--port", "0", "--data", str(tmp_path))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_stdout_has_one_line_and_the_port_is_the_real_one(started: Started) -> None:
    process = started("--watch-stdin")
    base = address(process)
    assert status(base, TOKEN) == 200
    out, _ = process.communicate(timeout=30)
    assert out == ""


def test_a_given_port_is_taken(started: Started) -> None:
    port = free_port()
    assert address(started("--port", str(port))) == f"http://127.0.0.1:{port}"


def test_the_token_comes_from_the_option_then_the_environment_then_by_chance(started: Started) -> None:
    assert status(address(started("--token", "by-option")), "by-option") == 200
    assert status(address(started()), TOKEN) == 200
    process = started(MJ_DEMO_TOKEN="")
    base = address(process)
    assert process.stderr is not None
    token = process.stderr.readline().removeprefix("Token: ").strip()
    assert len(token) >= 20
    assert status(base, token) == 200
    assert status(base, "something") == 401


def test_it_listens_before_it_has_loaded_what_draws(started: Started) -> None:
    address(started("--watch-stdin"))
    probe = "import sys, mj_desktop.demo.application; sys.exit('numpy' in sys.modules or 'cv2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe]).returncode == 0


def test_it_ends_when_its_standard_input_is_closed(started: Started) -> None:
    process = started("--watch-stdin")
    address(process)
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=30) == 0


def test_it_does_not_mind_what_is_written_to_it(started: Started) -> None:
    process = started("--watch-stdin")
    base = address(process)
    assert process.stdin is not None
    process.stdin.write("hello\n" * 1000)
    process.stdin.flush()
    assert status(base, TOKEN) == 200


@LINUX
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_ends_it_cleanly_in_the_midst_of_drawing(started: Started, name: str) -> None:
    process = started("--pixels", "2048")
    base, headers = address(process), {"authorization": f"Bearer {TOKEN}"}
    body = {"prompt": "a city at night", "async": True}
    assert httpx.post(f"{base}/midjourney/imagine", json=body, headers=headers, **DIRECT).status_code == 200
    while not workers(process):
        assert process.poll() is None
    # To all of them, as a terminal sends it.
    os.killpg(process.pid, getattr(signal, name))
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in errors
    assert len(errors.splitlines()) == 1


def workers(process: "subprocess.Popen[str]") -> set[int]:
    """The processes that descend from one, read from /proc."""
    parents = {}
    for entry in Path("/proc").iterdir():
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    found, size = {process.pid}, 0
    while len(found) > size:
        size = len(found)
        found |= {child for child, parent in parents.items() if parent in found}
    return found - {process.pid}


@LINUX
@pytest.mark.parametrize("end", ["kill", "terminate"])
def test_no_worker_outlives_the_engine(started: Started, end: str) -> None:
    process = started("--pace", "0", "--pixels", "2048")
    base, headers = address(process), {"authorization": f"Bearer {TOKEN}"}
    body = {"prompt": "a city at night", "async": True}
    assert httpx.post(f"{base}/midjourney/imagine", json=body, headers=headers, **DIRECT).status_code == 200
    while not (drawing := workers(process)):
        assert process.poll() is None
    getattr(process, end)()
    process.wait(timeout=30)
    limit = time.monotonic() + 30
    while any(alive(each) for each in drawing):
        assert time.monotonic() < limit, "a worker outlives its server"


@LINUX
def test_what_draws_has_a_session_of_its_own_that_steps_back(started: Started) -> None:
    process = started("--pace", "0", "--pixels", "64")
    base, headers = address(process), {"authorization": f"Bearer {TOKEN}"}
    body = {"prompt": "a city at night"}
    answer = httpx.post(f"{base}/midjourney/imagine", json=body, headers=headers, **DIRECT)
    assert answer.status_code == 200
    own = os.getpriority(os.PRIO_PROCESS, process.pid)  # these tests may have stepped back themselves
    drawing = [each for each in workers(process) if os.getpriority(os.PRIO_PROCESS, each) > own]
    assert drawing
    for each in drawing:
        assert os.getsid(each) == each
        share = Path(f"/proc/{each}/autogroup")
        assert not share.exists() or share.read_text().split()[-1] == "5"


def alive(process_id: int) -> bool:
    """Whether a process runs; one that ended but was not yet collected does not."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_temporary_folder_is_removed_at_the_end(started: Started, tmp_path: Path) -> None:
    process = started("--watch-stdin")
    base = address(process)
    assert status(base, TOKEN) == 200
    assert [each.name.startswith("mj-demo-") for each in tmp_path.iterdir() if each.is_dir()] != []
    process.communicate(timeout=30)
    assert [each for each in tmp_path.iterdir() if each.name.startswith("mj-demo-")] == []


@LINUX
def test_a_killed_worker_is_replaced(started: Started) -> None:
    process = started("--pace", "0", "--pixels", "64")
    base, headers = address(process), {"authorization": f"Bearer {TOKEN}"}

    def drawn() -> int:
        body = {"prompt": "x"}
        return httpx.post(f"{base}/midjourney/imagine", json=body, headers=headers, **DIRECT).status_code

    assert drawn() == 200
    for worker in workers(process):
        with contextlib.suppress(ProcessLookupError):  # the first one's end may have ended the others
            os.kill(worker, signal.SIGKILL)
    assert drawn() == 200


def test_it_warns_before_it_can_be_reached_from_elsewhere(started: Started) -> None:
    process = started("--host", "0.0.0.0", "--watch-stdin")
    assert first_line(process).startswith("Listening on http://0.0.0.0:")
    _, errors = process.communicate(timeout=30)
    assert errors.splitlines() == [
        "Warning: 0.0.0.0 can be reached by other computers; whoever knows the token can use this engine."
    ]
    quiet = started("--host", "localhost", "--watch-stdin")
    assert first_line(quiet)
    assert quiet.communicate(timeout=30)[1] == ""
