"""What the asides' page says of each kind of question."""

from typing import NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from mj_desktop.core.asides import Aside


class Words(NamedTuple):
    """Of one kind: the page's title and its line, what is said while it is asked, and what its answer's button does."""

    title: str
    hint: str
    busy: str
    use: str


_TABLE: dict[Aside, tuple[object, ...]] = {
    Aside.DESCRIBE: (
        QT_TRANSLATE_NOOP("Asides", "Describe a picture"),
        QT_TRANSLATE_NOOP("Asides", "Four prompts that could have made it."),
        QT_TRANSLATE_NOOP("Asides", "The service looks at the picture"),
        QT_TRANSLATE_NOOP("Asides", "Use as prompt"),
    ),
    Aside.SHORTEN: (
        QT_TRANSLATE_NOOP("Asides", "Shorten a prompt"),
        QT_TRANSLATE_NOOP("Asides", "Up to five prompts with the words that count."),
        QT_TRANSLATE_NOOP("Asides", "The service weighs the words"),
        QT_TRANSLATE_NOOP("Asides", "Use as prompt"),
    ),
    Aside.TRANSLATE: (
        QT_TRANSLATE_NOOP("Asides", "Translate a prompt"),
        QT_TRANSLATE_NOOP("Asides", "The prompt in English."),
        QT_TRANSLATE_NOOP("Asides", "The service translates"),
        QT_TRANSLATE_NOOP("Asides", "Use as prompt"),
    ),
    Aside.SEED: (
        QT_TRANSLATE_NOOP("Asides", "Seed of a picture"),
        QT_TRANSLATE_NOOP("Asides", "With the same seed and prompt much the same picture is drawn."),
        QT_TRANSLATE_NOOP("Asides", "The service looks up the seed"),
        QT_TRANSLATE_NOOP("Asides", "Put into the prompt"),
    ),
}  # fmt: skip


def words(aside: Aside) -> Words:
    """The words for a kind, in the interface's language."""
    return Words(*(tr(str(text)) for text in _TABLE[aside]))


def tr(text: str) -> str:
    """`text` in the interface's language."""
    return QCoreApplication.translate("Asides", text)
