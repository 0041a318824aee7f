"""Candidates: tasks of the account of which any could be a generation that was sent and never named."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """One such task: `created_at` is in seconds since the epoch, on the service's clock."""

    task_id: str
    created_at: float | None
    prompt: str
    action: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """What could be the generation `about`, oldest first: a person says which of them is, or that none is."""

    about: str
    tasks: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A person says that `task_id` is the generation `about`; None: none of the candidates is."""

    about: str
    task_id: str | None
