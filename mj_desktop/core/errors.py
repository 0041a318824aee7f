"""The one tree of known errors; anything else is a bug.

MJError
  InputError              what a person gave cannot be sent; nothing was sent
  ServiceError            the service refused or failed (HTTP status or a refusal inside a good stream)
    BadRequest            400 bad_request and its like
    TokenRefused          no_token, invalid_token, token_expired, token_mismatched
    UsedUp                the balance is exhausted
    Forbidden             moderation, or a disabled account
    TooManyRequests       429: refused before anything was drawn
    TaskTimeout           504: the service gave up
  NoAnswer                the connection failed
    Unreachable           certainly not sent: no connection was made
      UnknownHost         its name leads nowhere
      NoSafeConnection    TLS failed
    ConnectionLost        sent, or perhaps sent: the answer did not arrive whole
  AnswerError             an answer that is not the service's protocol
  PictureError            a picture that is missing, no picture, cut short or too large
  LibraryError            the disk or the database refused
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What went wrong with a generation, as it is kept: a code of the service's table or of ours, and its words."""

    code: str
    message: str = ""
    status: int | None = None
    trace_id: str | None = None


OWN_GONE = "own_gone"
"""The file of a picture from elsewhere is lost, and it lies at its address no more: nobody drew it."""
UNKEPT = "picture_unkept"
"""The code of a picture that was fetched and that the disk refuses so far."""
LEFT_OVER, SEVERAL, AWAY = "left_over", "several_tasks", "not_connected"
"""Codes of ours for what an open one waits for, none of them an error: a person has to send it, to say which of the
account's tasks it is, or to connect its account."""


class MJError(Exception):
    """Any known error; `code` is its name in `explain`'s table unless the service gave one."""

    code = "error"

    def __init__(self, message: str = "", *, code: str = "", status: int | None = None, trace_id: str | None = None):
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.status = status
        self.trace_id = trace_id

    def failure(self) -> Failure:
        """This error as a value that can be kept."""
        return Failure(code=self.code, message=self.message, status=self.status, trace_id=self.trace_id)


class InputError(MJError):
    """What a person gave cannot be sent; nothing was sent."""

    code = "input"


class ServiceError(MJError):
    """The service refused or failed."""

    code = "api_error"


class BadRequest(ServiceError):
    """The request is not valid for the service."""

    code = "bad_request"


class TokenRefused(ServiceError):
    """The token is missing, wrong, expired or another service's."""

    code = "invalid_token"


class UsedUp(ServiceError):
    """The account's balance is exhausted."""

    code = "used_up"


class Forbidden(ServiceError):
    """Moderation refused the prompt or picture, or the account is disabled."""

    code = "forbidden"


class TooManyRequests(ServiceError):
    """Refused before anything was drawn or charged; `retry_after` is the seconds that the service asks to wait."""

    code = "too_many_requests"
    retry_after: float | None = None


class TaskTimeout(ServiceError):
    """The service gave up drawing."""

    code = "timeout"


class NoAnswer(MJError):
    """The connection failed."""

    code = "no_answer"


class Unreachable(NoAnswer):
    """No connection was made: certainly nothing was sent."""

    code = "unreachable"


class UnknownHost(Unreachable):
    """The address's name leads nowhere: it is mistyped, or there is no network."""

    code = "unknown_host"


class NoSafeConnection(Unreachable):
    """The other end speaks no TLS, or shows a certificate that cannot be trusted."""

    code = "no_safe_connection"


class ConnectionLost(NoAnswer):
    """Sent, or perhaps sent: the answer did not arrive whole."""

    code = "connection_lost"


class AnswerError(MJError):
    """An answer that is not the service's protocol."""

    code = "bad_answer"


class PictureError(MJError):
    """A picture that is missing, no picture, cut short or too large."""

    code = "bad_picture"


class LibraryError(MJError):
    """The disk or the database refused; where the reason is known, `code` is disk_full, disk_read_only or one of
    library_newer, library_locked, library_damaged, library_gone; not_saved is a file outside of it."""

    code = "library"


# Codes of the service (contract 1.7) by the class that stands for them; an unknown code is a plain ServiceError.
SERVICE_ERRORS: dict[str, type[ServiceError]] = {
    "bad_request": BadRequest,
    "api_not_implemented": BadRequest,
    "no_token": TokenRefused,
    "token_mismatched": TokenRefused,
    "invalid_token": TokenRefused,
    "token_expired": TokenRefused,
    "used_up": UsedUp,
    "disabled": Forbidden,
    "forbidden": Forbidden,
    "not_applied": Forbidden,
    "too_many_requests": TooManyRequests,
    "rate_limited": TooManyRequests,
    "timeout": TaskTimeout,
    "gateway_timeout": TaskTimeout,
}


def service_error(code: str, message: str, status: int | None = None, trace_id: str | None = None) -> ServiceError:
    """The error that a code of the service stands for; one by HTTP status and one inside a good stream are the same."""
    return SERVICE_ERRORS.get(code, ServiceError)(message, code=code, status=status, trace_id=trace_id)
