"""A refusal: what the service answers instead of a result."""

from __future__ import annotations

from typing import Any

from . import tables

# The documents name this code without a status; HTTP has one for it.
_UNDOCUMENTED = {"content_too_large": 413}


class Refusal(Exception):
    """One of the contract's error codes with a sentence for people; its status is the table's."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)  # both, so that it travels between processes
        self.code = code
        self.message = message

    @property
    def status(self) -> int:
        """The HTTP status of the code; 500 for codes that only occur inside a failed task."""
        return tables.statuses().get(self.code) or _UNDOCUMENTED.get(self.code, 500)

    def envelope(self, trace_id: str) -> dict[str, Any]:
        """The documented error body (contract 1.7); codes of failed tasks only are no answer to a request."""
        has_status = self.code in _UNDOCUMENTED or tables.statuses().get(self.code)
        return self._told(self.code if has_status else "api_error", trace_id)

    def failure(self, task_id: str, trace_id: str) -> dict[str, Any]:
        """What a failed task's record and a stream's last line carry (contract 1.6)."""
        return {"success": False, "task_id": task_id, **self._told(self.code, trace_id)}

    def _told(self, code: str, trace_id: str) -> dict[str, Any]:
        return {"error": {"code": code, "message": self.message}, "trace_id": trace_id}


class Stopped(Exception):
    """The engine is going: there is no answer, and whatever was journalled goes on when it runs again."""


def bad_request(message: str) -> Refusal:
    """A request that can never work as it stands."""
    return Refusal("bad_request", message)
