"""Receipts that no generation's row keeps: of asides, and of generations that were removed for good."""

import json
import sqlite3
from collections.abc import Iterable

from mj_desktop.core import receipts
from mj_desktop.core.generation import Generation
from mj_desktop.core.origin import DEMO
from mj_desktop.core.prices import Billed
from mj_desktop.core.receipts import Outcome, Receipt
from mj_desktop.library.database import Database

Row = tuple[object, ...]
COLUMNS = "origin, action, at, outcome, cost, billed"
_INSERT = f"INSERT INTO receipts ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
_INSERT_NEW = f"INSERT INTO receipts ({COLUMNS}) SELECT ?, ?, ?, ?, ?, ? EXCEPT SELECT {COLUMNS} FROM receipts"


class Receipts:
    """A table of the library's database. Every method raises LibraryError when the disk refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, receipt: Receipt) -> int:
        """Write a receipt, on disk when this returns; its number is for `end`."""
        with self._database.change() as connection:
            return int(connection.execute(_INSERT, _row(receipt)).lastrowid or 0)

    def end(self, number: int, outcome: Outcome | None, cost: float | None = None) -> None:
        """Write down how it ended; None for what was certainly never sent, of which there is no receipt."""
        with self._database.change() as connection:
            if outcome is None:
                connection.execute("DELETE FROM receipts WHERE number = ?", (number,))
            else:
                values = outcome, cost, number
                connection.execute("UPDATE receipts SET outcome = ?, cost = ? WHERE number = ?", values)

    def since(self, at: float) -> list[Receipt]:
        """Those of what was sent since then (seconds since the epoch)."""
        rows = self._database.rows(f"SELECT {COLUMNS} FROM receipts WHERE at >= ?", (at,))
        return [_receipt(row) for row in rows]

    def take(self, rows: Iterable[Row]) -> None:
        """Add rows of another table like this; those that are here are passed over."""
        with self._database.change() as connection:
            connection.executemany(_INSERT_NEW, rows)


def keep(connection: sqlite3.Connection, generations: Iterable[Generation]) -> None:
    """Keep the receipts of generations whose rows go, in the same transaction; the demo engine's cost nothing."""
    gone = [receipts.of(each) for each in generations if each.origin != DEMO and each.sent_at is not None]
    connection.executemany(_INSERT, map(_row, gone))


def _row(receipt: Receipt) -> Row:
    billed = json.dumps([receipt.billed.key, receipt.billed.factors, receipt.billed.times])
    return receipt.origin, receipt.action, receipt.at, receipt.outcome, receipt.cost, billed


def _receipt(row: Row) -> Receipt:
    origin, action, at, outcome, cost, billed = row
    key, factors, times = json.loads(str(billed))
    return Receipt(
        origin=str(origin), action=str(action), at=float(str(at)), outcome=Outcome(str(outcome)),
        cost=None if cost is None else float(str(cost)), billed=Billed(key, tuple(factors), times),
    )  # fmt: skip
