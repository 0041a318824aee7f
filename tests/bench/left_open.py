"""What is open at a start: a library with some of every way of delivery, and when the service is asked for them."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from mj_desktop.core import callbacks
from mj_desktop.core.generation import Generation, State, new
from mj_desktop.core.request import Imagine
from mj_desktop.library.library import Library
from tests.serving import Quiet, listening

EACH = 5
"""So many are open of each way of delivery."""
_STATES = {"streamed": State.RUNNING, "polled": State.ACCEPTED, "posted": State.ACCEPTED, "one answer": State.SENT}
"""Where each way stands when the program ends in the middle: a single answer names its task at its end only."""


def leave(profile: Path, origin: str) -> list[str]:
    """Add them to a profile's library; returns the task ids that the service named."""
    library, named = Library(profile), list[str]()
    for way, state in _STATES.items():
        for number in range(EACH):
            made = _open(origin, way, state, number)
            library.add(made)
            named += [made.task_id] if made.task_id is not None else []
    library.close()
    return named


def _open(origin: str, way: str, state: State, number: int) -> Generation:
    posted = callbacks.fresh("https://tunnel.example.org") if way == "posted" else None
    begun = new(origin, Imagine(prompt=f"a cat {way} {number}", callback_url=posted), time.time())
    task_id = f"{way} {number}" if state is not State.SENT else None
    return replace(begun, state=state, task_id=task_id, sent_at=begun.created_at)


@dataclass
class Asked:
    """When a service was first asked for each task, and for its list (ns of `time.monotonic_ns`)."""

    address: str = ""
    tasks: dict[str, int] = field(default_factory=dict)
    listed: list[int] = field(default_factory=list)


@contextmanager
def service() -> Iterator[Asked]:
    """A service at which every task that is asked for is still being drawn (contract 1.5), and no other is known."""
    asked = Asked()

    class Drawing(Quiet):
        def do_POST(self) -> None:
            now, body = time.monotonic_ns(), json.loads(self.rfile.read(int(self.headers["content-length"])))
            ids = body.get("ids", ())
            for each in ids:
                asked.tasks.setdefault(each, now)
            asked.listed += [] if ids else [now]
            items = [{"id": each, "type": "imagine", "created_at": time.time(), "request": {}} for each in ids]
            answer = json.dumps({"items": items, "count": len(items)}).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

    with listening(Drawing) as asked.address:
        yield asked
