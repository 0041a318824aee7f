"""Fetching pictures: by a client of its own that never holds a token."""

import httpx

from mj_desktop.api.addresses import is_loopback, is_web
from mj_desktop.api.client import TRUST, Terms, no_answer
from mj_desktop.core.errors import PictureError, Unreachable

MAX_BYTES = 64 * 2**20
_READ = 60.0


class Fetcher:
    """Downloads pictures; redirects are followed, no authorization header is ever sent. Close it with `close()`."""

    def __init__(self, terms: Terms = Terms()) -> None:  # noqa: B008 a frozen value
        self._terms = terms
        self._outside: httpx.AsyncClient | None = None
        self._retired: list[httpx.AsyncClient] = []
        self._loopback = httpx.AsyncClient(follow_redirects=True, timeout=self._limits(), trust_env=False, verify=TRUST)

    def take(self, terms: Terms) -> None:
        """Go by other terms from now on; what is being fetched goes on by the old ones."""
        self._retired += [self._loopback, *([self._outside] if self._outside else [])]
        self._terms, self._outside = terms, None
        self._loopback = httpx.AsyncClient(follow_redirects=True, timeout=self._limits(), trust_env=False, verify=TRUST)

    async def close(self) -> None:
        """Close its connections."""
        for http in (self._loopback, self._outside, *self._retired):
            if http is not None:
                await http.aclose()

    async def fetch(self, url: str) -> bytes:
        """The bytes at `url`, at most 64 MB; raises PictureError (with the HTTP status, if any) or NoAnswer."""
        if not is_web(url):
            raise PictureError("The picture's address is not a web address.")
        http = self._loopback if is_loopback(url) else self._made_outside()
        try:
            async with http.stream("GET", url) as answer:
                if answer.status_code != 200:
                    raise PictureError(f"Its address answered HTTP {answer.status_code}.", status=answer.status_code)
                return await _whole(answer)
        except httpx.HTTPError as error:
            raise no_answer(error) from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise PictureError("The picture's address is not a web address.") from error

    def _made_outside(self) -> httpx.AsyncClient:
        """Made when it is first needed: a proxy setting that httpx refuses must not stop the demo engine."""
        if self._outside is None:
            try:
                proxy = self._terms.proxy or None
                self._outside = httpx.AsyncClient(
                    follow_redirects=True, timeout=self._limits(), proxy=proxy, verify=TRUST
                )
            except (ImportError, ValueError) as error:
                raise Unreachable(f"The proxy setting cannot be used: {error}") from error
        return self._outside

    def _limits(self) -> httpx.Timeout:
        return httpx.Timeout(_READ, connect=self._terms.connect)


async def _whole(answer: httpx.Response) -> bytes:
    pieces, size = list[bytes](), 0
    async for piece in answer.aiter_bytes():
        pieces.append(piece)
        size += len(piece)
        if size > MAX_BYTES:
            raise PictureError(f"The picture is larger than {MAX_BYTES >> 20} MB.")
    return b"".join(pieces)
