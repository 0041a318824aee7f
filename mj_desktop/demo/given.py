"""Pictures that requests name, kept for the worker: the engine's own, and those of this computer."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Mapping
from urllib.parse import unquote

from . import addresses, flags
from .order import Given, files_folder, given_folder
from .task_type import Workshop

_WORD = re.compile(r"[^\W\d_]{3,}")


async def keep(shop: Workshop, field: str, address: str) -> str:
    """Where the picture at an address lies below the engine's folder, once it is there.

    The engine's own stay where they are; bad_request, which names the field, where there is none to be had.
    """
    name = addresses.split(field, address).path.rpartition("/")[2]
    own = files_folder(shop.folder) / name
    if addresses.task_of(name) and own.suffix != ".webp" and own.exists():
        return f"{own.parent.name}/{name}"
    return await asyncio.to_thread(_kept, shop, await shop.fetch(field, address))


def _kept(shop: Workshop, data: bytes) -> str:
    folder = given_folder(shop.folder)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / hashlib.sha256(data).hexdigest()[:32]
    part = file.with_suffix(".part")
    part.write_bytes(data)
    part.replace(file)
    return f"{folder.name}/{file.name}"


async def keep_references(shop: Workshop, prompt: flags.Prompt) -> dict[str, str]:
    """Where the reference pictures of a prompt lie, by address.

    One that is neither the engine's own nor on this computer is never asked for: only the words of its address count.
    """
    named = [address for address, _, _ in _wanted(prompt.references, prompt.flags) if _is_address(address)]
    near = [address for address in named if addresses.is_loopback(addresses.split("prompt", address).hostname or "")]
    return {address: await keep(shop, "prompt", address) for address in near}


def references(prompt: flags.Prompt, kept: Mapping[str, str]) -> tuple[Given, ...]:
    """The reference pictures and style codes of a prompt, as the worker takes them."""
    wanted = _wanted(prompt.references, prompt.flags)
    return tuple(Given(_words(address), kept.get(address, ""), role, weight) for address, role, weight in wanted)


def _is_address(text: str) -> bool:
    return "://" in text


def _words(address: str) -> str:
    """A style's code as it is; the words in the file name of an address, none of one that the engine made up."""
    if not _is_address(address):
        return address
    name = unquote(address.partition("?")[0].rstrip("/").rpartition("/")[2])
    return "" if addresses.task_of(name) else " ".join(_WORD.findall(name.partition(".")[0]))


def _wanted(pictures: tuple[str, ...], given: Mapping[str, str]) -> list[tuple[str, str, float]]:
    """Addresses and codes with role and weight 0..1: pictures before the text, `--sref`, `--cref`, `--oref`."""
    image, style = float(given.get("iw", 1)), float(given.get("sw", 100))
    found = [(each, "image", image / (image + 1) / len(pictures) ** 0.5) for each in pictures]
    found += [(each, "style", style / (style + 100)) for each in given.get("sref", "").split()]
    subjects = f"{given.get('cref', '')} {given.get('oref', '')}".split()
    return [*found, *((each, "subject", 1.0) for each in subjects)]
