"""Uploading: what is said when a picture of this computer gets no address at which the service could read it."""

from mj_desktop.core.errors import Forbidden, InputError, MJError, NoAnswer, PictureError, TokenRefused
from mj_desktop.core.messages import GIVEN, Message, Remedy, Tone, details

# By the error's class, the first that fits: what happened, what to do, which button.
_TABLE: tuple[tuple[type[MJError], str, str, Remedy], ...] = (
    (PictureError, "{name} cannot be taken", "{message}", Remedy.NONE),
    (TokenRefused, "The upload credential was refused", "It is another than the service's token. It said: {message}",
     Remedy.UPLOADS),
    (Forbidden, "This upload credential may not upload", "It said: {message}", Remedy.UPLOADS),
    (NoAnswer, "The place for uploads cannot be reached", "Check its address and the connection. {message}",
     Remedy.UPLOADS),
)  # fmt: skip
_BY_CODE = {
    "no_api": ("There is no place for uploads at this address", "Check it. It said: {message}", Remedy.UPLOADS),
    "content_too_large": ("{name} is too large to be uploaded", "It said: {message}", Remedy.NONE),
}
NOT_SET_UP, OTHER_KIND = "upload_not_set_up", "upload_other_kind"
"""Codes of the error that there is nowhere to upload to: a picture without an address, or one whose kind needs that."""
_NOWHERE = {
    NOT_SET_UP: (
        "{name} has no address that the service can read.",
        "Set up uploads (Alt+U), or put it on the web and give its address.",
    ),
    OTHER_KIND: (
        "{name} is of a kind that is not shown by its address.",
        "Set up uploads (Alt+U), and it goes as PNG; or give a PNG's, JPEG's or WebP's address.",
    ),
}
_ITSELF = "It has to be the picture itself, not its page."
_ELSE = ("{name} could not be uploaded", "It said: {message}", Remedy.NONE)


def explain(error: MJError, name: str) -> Message:
    """What happened to the picture called `name`, what to do, and which button."""
    if error.code in _NOWHERE:
        return Message(*_NOWHERE[error.code], Remedy.UPLOADS, Tone.WARN, {"name": name}, GIVEN)
    by_class = next((row[1:] for row in _TABLE if isinstance(error, row[0])), _ELSE)
    what, todo, remedy = _BY_CODE.get(error.code, by_class)
    said = error.message or error.code
    return Message(what, todo, remedy, Tone.BAD, {"name": name, "message": said}, GIVEN, details(error.failure()))


def not_set_up(name: str) -> Message:
    """Nothing can be uploaded: what to do instead."""
    return explain(InputError(code=NOT_SET_UP), name)


def on_its_way(name: str, percent: int) -> Message:
    """How much of it has left."""
    return Message("Uploading {name}: {percent} %", values={"name": name, "percent": str(percent)})


def looked_at(address: str) -> Message:
    """What lies at an address is being fetched."""
    return Message("Looking at {address}", values={"address": address})


def no_picture(error: MJError) -> Message:
    """Nothing that could be shown lies at an address."""
    what = "There is no picture at this address. {message}"
    return Message(what, _ITSELF, tone=Tone.BAD, values={"message": error.message}, about=GIVEN)


def not_sent(address: str) -> Message:
    """A prompt that names an address at which there is no picture is kept back, unless a person knows better."""
    what = "Not sent: there is no picture at {address}."
    return Message(what, _ITSELF, Remedy.SEND_AS_IS, Tone.WARN, {"address": address})
