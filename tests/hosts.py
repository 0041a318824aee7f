"""Small web servers on loopback that note what they are asked: hosts that are not the service."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Host:
    """One host: answers every request with `status`, `headers` and `body`; `asked` holds the headers of each."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.asked: list[dict[str, str]] = []
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host.asked.append({name.lower(): value for name, value in self.headers.items()})
                self.rfile.read(int(self.headers.get("content-length") or 0))
                self.send_response(status)
                for name, value in {"content-length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_CONNECT = do_GET  # noqa: N815

            def log_message(self, *words: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def host(status: int = 200, headers: dict[str, str] | None = None, body: bytes = b"{}") -> Iterator[Host]:
    """A host for the time of a block."""
    made = Host(status, headers or {}, body)
    try:
        yield made
    finally:
        made.close()
