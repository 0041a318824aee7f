"""Uploads: gives a local file an address that the service can read (contract 1.9)."""

from collections.abc import AsyncIterator, Callable
from urllib.parse import quote

import httpx

from mj_desktop.api import wire
from mj_desktop.api.addresses import is_web
from mj_desktop.api.client import TOKEN, Terms, connected, no_answer
from mj_desktop.core.errors import AnswerError, PictureError, TokenRefused
from mj_desktop.core.local_picture import KINDS, LARGEST, is_picture

_BOUNDARY = "mj-desktop-part-7d1c0e"
_PIECE = 2**16
_READ = 120.0  # seconds


async def upload(
    address: str,
    credential: str,
    name: str,
    data: bytes,
    told: Callable[[int], None],
    terms: Terms = Terms(),  # noqa: B008
) -> str:
    """Post a file and return its address; `told` hears how many percent have left.

    Raises PictureError for a file that the endpoint does not take, ServiceError, NoAnswer and AnswerError.
    """
    _refuse(name, data)
    if not TOKEN.fullmatch(credential.strip()):
        raise TokenRefused("It has characters that no credential has.")
    head, foot = _around(name)
    limits = httpx.Timeout(_READ, connect=terms.connect)
    headers = {
        "content-type": f"multipart/form-data; boundary={_BOUNDARY}",
        "content-length": str(len(head) + len(data) + len(foot)),
    }
    async with connected(address, credential, terms) as client:
        try:
            content = _pieces(head, data, foot, told)
            answer = await client.post(address, headers=headers, content=content, timeout=limits)
        except httpx.HTTPError as error:
            raise no_answer(error) from error
    if answer.status_code >= 300:
        raise wire.http_error(answer.status_code, answer.content, answer.headers.get("x-trace-id"))
    found = wire.uploaded(wire.parse(answer.content))
    if not is_web(found):
        raise AnswerError("The answer names no address.")
    return found


def _refuse(name: str, data: bytes) -> None:
    if not is_picture(name):
        raise PictureError(f"It is not called as a picture is: {', '.join(KINDS)}.")
    if len(data) > LARGEST:
        raise PictureError(f"It is larger than {LARGEST >> 20} MB.")


def _around(name: str) -> tuple[bytes, bytes]:
    """What stands before and after the file's bytes in a form of one part."""
    written = quote(name, safe="")
    head = (
        f"--{_BOUNDARY}\r\n"
        f'Content-Disposition: form-data; name="file"; filename="{written}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return head.encode(), f"\r\n--{_BOUNDARY}--\r\n".encode()


async def _pieces(head: bytes, data: bytes, foot: bytes, told: Callable[[int], None]) -> AsyncIterator[bytes]:
    yield head
    for start in range(0, len(data), _PIECE):
        yield data[start : start + _PIECE]
        told(min(99, 100 * (start + _PIECE) // len(data)))
    yield foot
