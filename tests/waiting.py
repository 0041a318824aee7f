"""Waiting in a test, with the loop at work, for what comes by itself."""

import asyncio
from collections.abc import Callable


async def until(condition: Callable[[], object]) -> None:
    """Look again and again; what never comes is told by the fixture that runs the test (tests/conftest.py)."""
    while not condition():
        await asyncio.sleep(0.005)
