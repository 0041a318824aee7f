"""Fetching pictures: by a client of its own that never holds a token."""

import httpx

from mj_desktop.api.addresses import is_loopback, is_web
from mj_desktop.api.client import no_answer
from mj_desktop.core.errors import PictureError, Unreachable

MAX_BYTES = 64 * 2**20
_TIMEOUT = httpx.Timeout(60.0, connect=10.0)


class Fetcher:
    """Downloads pictures; redirects are followed, no authorization header is ever sent. Close it with `close()`."""

    def __init__(self) -> None:
        self._outside: httpx.AsyncClient | None = None
        self._loopback = httpx.AsyncClient(follow_redirects=True, timeout=_TIMEOUT, trust_env=False)

    async def close(self) -> None:
        """Close its connections."""
        if self._outside is not None:
            await self._outside.aclose()
        await self._loopback.aclose()

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
                self._outside = httpx.AsyncClient(follow_redirects=True, timeout=_TIMEOUT)
            except (ImportError, ValueError) as error:
                raise Unreachable(f"The proxy setting cannot be used: {error}") from error
        return self._outside


async def _whole(answer: httpx.Response) -> bytes:
    data = bytearray()
    async for piece in answer.aiter_bytes():
        data += piece
        if len(data) > MAX_BYTES:
            raise PictureError(f"The picture is larger than {MAX_BYTES >> 20} MB.")
    return bytes(data)
