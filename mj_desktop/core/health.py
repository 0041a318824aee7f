"""Health: what a check of the library found, as a value."""

from collections.abc import Container
from dataclasses import dataclass, replace


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

    @property
    def by_content(self) -> tuple[str, ...]:
        """The generations with something wrong that only a full check sees, or may have seen."""
        return self.damaged + self.untold

    def after(self, former: "Health", there: Container[str]) -> "Health":
        """A quick check's outcome, with what a full one found `former`ly of the generations that are still `there`."""
        lost = {*self.missing, *self.damaged}
        damaged = tuple(each for each in former.damaged if each in there and each not in lost)
        untold = tuple(each for each in former.untold if each in there)
        return replace(self, damaged=self.damaged + damaged, untold=untold, database=self.database or former.database)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """What the settings show: the last check's outcome, if there was one, and what goes on (`busy`)."""

    health: Health | None = None
    busy: str = ""  # "", "checking" or "repairing"
