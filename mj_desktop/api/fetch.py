"""Fetching pictures: by a client of its own that never holds a token, from addresses that answers name."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urljoin
from urllib.request import getproxies

import httpx

from mj_desktop.api.addresses import Reach, is_loopback, is_trusted, is_web, reach, reaches
from mj_desktop.api.client import TRUST, Terms, no_answer
from mj_desktop.core.errors import PictureError, UnknownHost, Unreachable

MAX_BYTES = 64 * 2**20
_READ = 60.0
_REDIRECTS = 5


class Fetcher:
    """Downloads pictures; no authorization header is ever sent. Close it with `close()`.

    Every address, first or redirected, is resolved and refused where it is private, link-local or on this computer,
    unless the origin that named it is there as well.
    """

    def __init__(self, terms: Terms = Terms()) -> None:  # noqa: B008 a frozen value
        self._terms = terms
        self._outside: httpx.AsyncClient | None = None
        self._retired: list[httpx.AsyncClient] = []
        self._loopback = httpx.AsyncClient(timeout=self._limits(), trust_env=False, verify=TRUST)

    def take(self, terms: Terms) -> None:
        """Go by other terms from now on; what is being fetched goes on by the old ones."""
        self._retired += [self._loopback, *([self._outside] if self._outside else [])]
        self._terms, self._outside = terms, None
        self._loopback = httpx.AsyncClient(timeout=self._limits(), trust_env=False, verify=TRUST)

    async def close(self) -> None:
        """Close its connections."""
        for http in (self._loopback, self._outside, *self._retired):
            if http is not None:
                await http.aclose()

    async def fetch(self, url: str, origin: str, most: int = MAX_BYTES) -> bytes:
        """The bytes at `url`, at most so many, which `origin` named: a service's address, or anything else for the
        demo engine on this computer.

        Raises PictureError (with the HTTP status, if any) or NoAnswer.
        """
        for _ in range(_REDIRECTS + 1):
            allowed = await self._admit(url, origin)
            try:
                async with self._get(url, allowed) as answer:
                    if not answer.has_redirect_location:
                        return await _whole(answer, most)
                    url = urljoin(url, answer.headers["location"])
            except httpx.HTTPError as error:
                raise no_answer(error) from error
            except (httpx.InvalidURL, UnicodeError, ValueError) as error:
                raise PictureError("The picture's address is not a web address.") from error
        raise PictureError("The picture's address leads from one place to the next without end.")

    async def _admit(self, url: str, origin: str) -> frozenset[Reach]:
        """Where the picture may be: raises PictureError for an address that its origin has no business to name."""
        if not is_web(url):
            raise PictureError("The picture's address is not a web address.")
        allowed = await self._allowed(origin)
        if not is_trusted(url):
            raise PictureError("The picture's address does not begin with https://, so it is not fetched.")
        try:
            found = await reaches(url)
        except (OSError, UnicodeError) as error:
            if self._is_proxied:
                return allowed  # the proxy resolves names
            raise UnknownHost("The picture's address leads nowhere.") from error
        _refuse(found - allowed)
        return allowed

    async def _allowed(self, origin: str) -> frozenset[Reach]:
        if not is_web(origin):
            return frozenset({Reach.GLOBAL, Reach.LOOPBACK})
        try:
            return await reaches(origin) | {Reach.GLOBAL}
        except (OSError, UnicodeError):
            return frozenset({Reach.GLOBAL})

    @asynccontextmanager
    async def _get(self, url: str, allowed: frozenset[Reach]) -> AsyncIterator[httpx.Response]:
        here = is_loopback(url)
        http = self._loopback if here else self._made_outside()
        async with http.stream("GET", url) as answer:
            peer = answer.extensions["network_stream"].get_extra_info("server_addr")
            # A name may resolve to something else a moment later; behind a proxy the peer is the proxy.
            if peer is not None and (here or not self._is_proxied):
                _refuse(frozenset({reach(str(peer[0]))}) - allowed)
            yield answer

    @property
    def _is_proxied(self) -> bool:
        return bool(self._terms.proxy or getproxies())

    def _made_outside(self) -> httpx.AsyncClient:
        """Made when it is first needed: a proxy setting that httpx refuses must not stop the demo engine."""
        if self._outside is None:
            try:
                proxy = self._terms.proxy or None
                self._outside = httpx.AsyncClient(timeout=self._limits(), proxy=proxy, verify=TRUST)
            except (ImportError, ValueError) as error:
                raise Unreachable(f"The proxy setting cannot be used: {error}") from error
        return self._outside

    def _limits(self) -> httpx.Timeout:
        return httpx.Timeout(_READ, connect=self._terms.connect)


def _refuse(strangers: frozenset[Reach]) -> None:
    if strangers:
        words = "on this computer" if Reach.LOOPBACK in strangers else "in a private network"
        raise PictureError(f"The picture's address is {words}, where the service has no business.")


async def _whole(answer: httpx.Response, most: int) -> bytes:
    if answer.status_code != 200:
        raise PictureError(f"Its address answered HTTP {answer.status_code}.", status=answer.status_code)
    pieces, size = list[bytes](), 0
    async for piece in answer.aiter_bytes():
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise PictureError(f"The picture is larger than {most >> 20} MB.")
    return b"".join(pieces)
