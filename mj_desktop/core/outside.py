"""Outside pictures: a generation for one from elsewhere, which nobody draws."""

import uuid

from mj_desktop.core.generation import Generation, RemotePicture, State
from mj_desktop.core.request import OUTSIDE, Imagine


def outside(origin: str, address: str, mode: str, now: float, name: str = "") -> Generation:
    """A picture from elsewhere, as yet without file, that `origin` is shown by its address; `name` is its file's."""
    return Generation(
        id=uuid.uuid4().hex, origin=origin, request=Imagine(action=OUTSIDE, image_url=address, mode=mode),
        created_at=now, state=State.FINISHED, percent=100, finished_at=now, picture=RemotePicture(raw_url=address),
        name=name,
    )  # fmt: skip
