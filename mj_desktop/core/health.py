"""Health: what a check of the library found, as a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What was found. `missing`, `damaged`, `unfetched` and `untold` are ids of generations, `orphaned` files' names.

    What is untold lacks the facts beside its picture, or has others than its own there: only a full check sees that.

    A quick check compares sizes, a `full` one every byte by its SHA-256; both look at the database's own order, the
    full one at its indexes, too (`database` is what is wrong with it, or "").
    """

    full: bool = False
    pictures: int = 0
    missing: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    unfetched: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    orphaned: tuple[str, ...] = ()
    database: str = ""

    @property
    def is_good(self) -> bool:
        """True when nothing is wrong."""
        return not (self.missing or self.damaged or self.unfetched or self.untold or self.orphaned or self.database)

    @property
    def to_fetch(self) -> tuple[str, ...]:
        """The generations whose pictures the service is asked for again by a repair."""
        return self.missing + self.damaged + self.unfetched


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """What the settings show: the last check's outcome, if there was one, and what goes on (`busy`)."""

    health: Health | None = None
    busy: str = ""  # "", "checking" or "repairing"
