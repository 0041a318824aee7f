"""Small web servers on loopback that note what they are asked: hosts that are not the service."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.serving import Quiet, listening


class Host:
    """One host: answers every request with `status`, `headers` and `body`; `asked` holds the headers of each."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.asked: list[dict[str, str]] = []
        host = self

        class Handler(Quiet):
            def do_GET(self) -> None:
                host.asked.append({name.lower(): value for name, value in self.headers.items()})
                self.rfile.read(int(self.headers.get("content-length") or 0))
                self.send_response(status)
                for name, value in {"content-length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_CONNECT = do_GET  # noqa: N815

        self.handler, self.address = Handler, ""


@contextmanager
def host(status: int = 200, headers: dict[str, str] | None = None, body: bytes = b"{}") -> Iterator[Host]:
    """A host for the time of a block."""
    made = Host(status, headers or {}, body)
    with listening(made.handler) as made.address:
        yield made
