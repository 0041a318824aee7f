"""A row of a benchmark: one figure, what it is held against, and how far it may go."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`value` of `case` in `unit`; lower is always better.

    `limit` bounds value / `reference` where there is a reference, and `value` where there is none; None bounds nothing.
    """

    case: str
    value: float
    unit: str
    reference: float | None = None
    limit: float | None = None

    @property
    def ratio(self) -> float | None:
        """Value over reference; None without a reference."""
        return None if self.reference is None else self.value / self.reference

    @property
    def ok(self) -> bool:
        """True when it holds its limit."""
        measured = self.value if self.ratio is None else self.ratio
        return self.limit is None or measured <= self.limit

    def facts(self) -> dict[str, object]:
        """The row as it is printed in JSON."""
        return {**_short(asdict(self)), **_short({"ratio": self.ratio}), "ok": self.ok}

    def line(self) -> str:
        """The row for a person."""
        beside = "" if self.reference is None else f"  {self.ratio:6.2f} x {self.reference:.2f}"
        limit = "" if self.limit is None else f"  limit {self.limit:g}"
        return f"{'ok  ' if self.ok else 'MISS'} {self.case:<44} {self.value:10.2f} {self.unit:<3}{beside}{limit}"


def _short(facts: dict[str, object]) -> dict[str, object]:
    return {name: round(fact, 3) if isinstance(fact, float) else fact for name, fact in facts.items()}
