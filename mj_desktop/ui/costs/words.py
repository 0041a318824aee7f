"""How costs are said: always with the word that an estimate is one."""

from PySide6.QtCore import QCoreApplication

from mj_desktop.core.ledger import Ledger, Line
from mj_desktop.core.prices import DOLLARS, Prices, credits_text


def tr(words: str) -> str:
    """Words about costs in the interface's language."""
    return QCoreApplication.translate("Costs", words)


def about(amount: float) -> str:
    """What a button costs."""
    if not amount:
        return tr("Counted as free by your price table")
    return tr("About {credits} credits (estimate)").format(credits=credits_text(amount))


def of_line(line: Line) -> str:
    """What a line of the ledger came to, and whether the service said so."""
    amount = credits_text(line.credits)
    if not line.succeeded:
        return tr("not charged")
    if line.billed == line.succeeded:
        return tr("{credits} billed").format(credits=amount)
    return tr("{credits} estimate").format(credits=amount)


def today(ledger: Ledger) -> str:
    """What today came to so far, short."""
    return tr("{credits} credits today").format(credits=credits_text(ledger.today))


def summary(ledger: Ledger, prices: Prices) -> str:
    """What today came to so far, and what may come."""
    dollars = f"{ledger.today * prices.of(DOLLARS):.2f}"
    words = tr("Today {credits} credits, about {dollars} dollars; {way} more on the way.")
    return words.format(credits=credits_text(ledger.today), dollars=dollars, way=credits_text(ledger.on_the_way))


def action(label: str) -> str:
    """A group of actions."""
    return QCoreApplication.translate("Action", label)
