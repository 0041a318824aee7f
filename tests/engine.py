"""A real demo engine in a process of its own, for any test that needs the service."""

import contextlib
import os
import queue
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx
import pytest

_READY_WITHIN = 60
_STOPPED_WITHIN = 30

TOKEN = "a-token-for-tests"
# For requests of httpx to an engine: by no proxy, with the patience that a busy machine asks for; and not to read the
# certificates of which none is needed saves 20 ms each time.
DIRECT: dict[str, Any] = {"trust_env": False, "verify": False, "timeout": 200}


class Engine:
    """Starts `serve` on a free port with a data folder; can be killed and started again on the same port and folder."""

    def __init__(self, *options: str, pace: float = 0, pixels: int = 64, data: Path | None = None) -> None:
        self._own_folder = (
            None if data else tempfile.TemporaryDirectory(prefix="mj-engine-", ignore_cleanup_errors=True)
        )
        self.data = data or Path(self._own_folder.name if self._own_folder else "")
        self.token = TOKEN
        self._options = ["--pace", str(pace), "--pixels", str(pixels), "--data", str(self.data), *options]
        # So that no engine outlives a test run that is killed.
        self._options.append("--watch-stdin")
        self.process: subprocess.Popen[str] | None = None
        self.port = 0
        self.start()

    @property
    def address(self) -> str:
        """The base address, without a closing slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What the engine has written to stderr so far, over all its starts."""
        return (self.data / "stderr.log").read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        """Start the process and wait until it accepts connections."""
        command = [sys.executable, "-m", "mj_desktop", "serve", "--port", str(self.port), *self._options]
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data / "stderr.log").open("ab") as errors:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment()
            )
        line = first_line(self.process)
        if not line.startswith("Listening on http://127.0.0.1:"):
            self.kill()
            raise RuntimeError(f"the engine did not start: {line!r}\n{self.log}")
        self.port = int(line.rpartition(":")[2])

    def kill(self) -> None:
        """End the process at once, as a crash or a power cut would."""
        if self.process is not None:
            self.process.kill()
            self._reap()

    def stop(self) -> int:
        """Ask the process to end; returns its exit code."""
        if self.process is None:
            return 0
        process = self.process
        process.terminate()
        self._reap()
        return process.returncode

    def start_again(self) -> None:
        """Start on the same port with the same data and options."""
        if self.process is not None:
            self.kill()
        self.start()

    def close(self) -> None:
        """End the process and remove its folder, if it was made here."""
        self.kill()
        if self._own_folder is not None:
            self._own_folder.cleanup()

    def _reap(self) -> None:
        if self.process is None:
            return
        self.process.wait(_STOPPED_WITHIN)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        self.process = None

    def __enter__(self) -> "Engine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def client(self, **options: Any) -> httpx.Client:
        """A plain HTTP client with base address and token; the caller closes it."""
        headers = {"authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        return httpx.Client(base_url=self.address, headers=headers, **DIRECT, **options)

    def post(self, path: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        """One POST on a connection of its own."""
        with self.client(headers=headers) as client:
            return client.post(path, json=body)

    def imagine(self, prompt: str = "", action: str = "generate", image_id: str = "", **fields: Any) -> dict[str, Any]:
        """One finished result, waited for; an answer that is not 200 raises."""
        body = {"prompt": prompt or None, "action": action, "image_id": image_id or None, **fields}
        answer = self.post("/midjourney/imagine", body)
        if answer.status_code != 200:
            raise AssertionError(f"{answer.status_code} {answer.text}")
        result: dict[str, Any] = answer.json()
        return result

    def fault(
        self,
        name: str,
        arg: str | float | None = None,
        times: int | None = None,
        path: str | None = None,
        action: str | None = None,
    ) -> None:
        """Have it go wrong from now on: `times` requests, or all, whose path contains `path`; of `action` only."""
        answer = self.post("/demo/faults", {"fault": name, "arg": arg, "times": times, "path": path, "action": action})
        if answer.status_code != 200:
            raise AssertionError(f"{answer.status_code} {answer.text}")

    def no_faults(self) -> None:
        """Have nothing go wrong any more."""
        with self.client() as client:
            client.delete("/demo/faults").raise_for_status()

    def record(self, task_id: str) -> dict[str, Any]:
        """A task's record as it is now."""
        found: dict[str, Any] = self.post("/midjourney/tasks", {"action": "retrieve", "id": task_id}).json()
        return found

    def finished(self, task_id: str) -> dict[str, Any]:
        """A task's record once it is finished; asks every 50 ms, as a patient client would."""
        with self.client() as client:
            for _ in range(2400):  # looks, not seconds: those pass while this is stopped, too
                answer = client.post("/midjourney/tasks", json={"action": "retrieve", "id": task_id})
                record: dict[str, Any] = answer.json()
                if record["finished_at"]:
                    return record
                time.sleep(0.05)
        raise AssertionError(f"task {task_id} does not finish\n{self.log}")

    def picture(self, address: str) -> bytes:
        """The bytes at a picture's address."""
        answer = httpx.get(address, **DIRECT)
        answer.raise_for_status()
        return answer.content


def environment(**more: str) -> dict[str, str]:
    """This process's environment without any account, with the tests' token."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ACEDATACLOUD_")}
    return {**kept, "MJ_DEMO_TOKEN": TOKEN, **more}


def first_line(process: subprocess.Popen[str], within: float = _READY_WITHIN) -> str:
    """The first line that a process writes to stdout, without its end; "" if it ends or stays silent instead."""
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=lambda: lines.put(process.stdout.readline() if process.stdout else ""), daemon=True).start()
    for _ in range(round(within * 10)):  # looks, not seconds: those pass while this is stopped, too
        with contextlib.suppress(queue.Empty):
            return lines.get(timeout=0.1).strip()
    return ""


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """One quick engine with small pictures for all tests that do not disturb it."""
    with Engine("--in-flight", "0", pixels=256) as running:
        yield running
