"""A receiver of callbacks on loopback that keeps what is posted to it, bodies that break off included."""

import json
import queue
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.serving import Quiet, listening

_WITHIN = 60


@dataclass(frozen=True)
class Post:
    """One POST: its headers, what came of its body, whether that is all of it, and when it was here."""

    headers: dict[str, str]
    body: bytes
    whole: bool
    at: float

    @property
    def result(self) -> dict[str, Any]:
        """The body as a JSON object."""
        found: dict[str, Any] = json.loads(self.body)
        return found


class Mailbox:
    """Answers each POST with `status`."""

    def __init__(self, status: int) -> None:
        self._posts: queue.Queue[Post] = queue.Queue()
        posts = self._posts

        class Handler(Quiet):
            def do_POST(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                body, whole = self._read()
                posts.put(Post(headers, body, whole, time.monotonic()))
                self.send_response(status)
                self.send_header("content-length", "0")
                self.end_headers()

            def _read(self) -> tuple[bytes, bool]:
                if self.headers.get("transfer-encoding", "") != "chunked":
                    length = int(self.headers["content-length"])
                    body = self.rfile.read(length)
                    return body, len(body) == length
                body = b""
                while line := self.rfile.readline().strip():
                    body += self.rfile.read(int(line, 16))
                    self.rfile.readline()
                    if line == b"0":
                        return body, True
                return body, False

        self.handler, self.address = Handler, ""

    def next(self) -> Post:
        """The next POST, waited for."""
        return self._posts.get(timeout=_WITHIN)

    def until(self, percent: int) -> list[Post]:
        """All POSTs up to the one with a progress."""
        found = [self.next()]
        while found[-1].result["progress"] != percent:
            found.append(self.next())
        return found

    def until_broken(self) -> list[Post]:
        """All POSTs up to one whose body breaks off."""
        found = [self.next()]
        while found[-1].whole:
            found.append(self.next())
        return found

    @property
    def empty(self) -> bool:
        """Whether nothing has come that was not asked for."""
        return self._posts.empty()


@contextmanager
def mailbox(status: int = 200) -> Iterator[Mailbox]:
    """A receiver for the time of a block."""
    made = Mailbox(status)
    with listening(made.handler) as address:
        made.address = f"{address}/callback?secret=1"
        yield made
