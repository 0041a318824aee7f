"""What the editor's panel says of a mask: how much of the picture will change, in figures and in words."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from mj_desktop.mask.hints import Hint, Kind

# Up to which share, the sentence.
_SENTENCES = (
    (0.0, QT_TRANSLATE_NOOP("MaskEditor", "Nothing is painted yet.")),
    (0.01, QT_TRANSLATE_NOOP("MaskEditor", "A small spot will change.")),
    (0.07, QT_TRANSLATE_NOOP("MaskEditor", "A small part of the picture will change.")),
    (0.14, QT_TRANSLATE_NOOP("MaskEditor", "About a tenth of the picture will change.")),
    (0.225, QT_TRANSLATE_NOOP("MaskEditor", "About a fifth of the picture will change.")),
    (0.29, QT_TRANSLATE_NOOP("MaskEditor", "About a quarter of the picture will change.")),
    (0.41, QT_TRANSLATE_NOOP("MaskEditor", "About a third of the picture will change.")),
    (0.58, QT_TRANSLATE_NOOP("MaskEditor", "About half of the picture will change.")),
    (0.71, QT_TRANSLATE_NOOP("MaskEditor", "About two thirds of the picture will change.")),
    (0.85, QT_TRANSLATE_NOOP("MaskEditor", "About three quarters of the picture will change.")),
    (0.9999, QT_TRANSLATE_NOOP("MaskEditor", "Nearly the whole picture will change.")),
    (1.0, QT_TRANSLATE_NOOP("MaskEditor", "The whole picture will change.")),
)


_HINTS = {
    Kind.SMALL: QT_TRANSLATE_NOOP("MaskEditor", "The area is very small."),
    Kind.LARGE: QT_TRANSLATE_NOOP("MaskEditor", "The area is very large."),
    Kind.ISLANDS: QT_TRANSLATE_NOOP("MaskEditor", "{} separate islands."),
    Kind.SLIVERS: QT_TRANSLATE_NOOP("MaskEditor", "{} slivers thinner than 8 px."),
    Kind.BORDER: QT_TRANSLATE_NOOP("MaskEditor", "It touches the picture's edge."),
}


_ONE = {Kind.SLIVERS: QT_TRANSLATE_NOOP("MaskEditor", "A sliver is thinner than 8 px.")}


def hints(found: tuple[Hint, ...]) -> list[str]:
    """What may be unintended, a sentence each."""
    return [QCoreApplication.translate("MaskEditor", _template(hint)).format(len(hint.where)) for hint in found]


def _template(hint: Hint) -> str:
    words = _ONE.get(hint.kind) if len(hint.where) == 1 else None
    return str(words or _HINTS[hint.kind])


def weight(size: int) -> str:
    """Bytes in words."""
    return QCoreApplication.translate("MaskEditor", "{} KB").format(max(1, round(size / 1024)))


def sentence(coverage: float) -> str:
    """How much will change, for a share from 0 to 1."""
    words = str(next(words for limit, words in _SENTENCES if coverage <= limit))
    return QCoreApplication.translate("MaskEditor", words)


def percent(coverage: float) -> str:
    """The share with one decimal; what is painted is never called nothing, nor what is kept."""
    shown = min(99.9, max(0.1, coverage * 100)) if 0 < coverage < 1 else coverage * 100
    return QCoreApplication.translate("MaskEditor", "{:.1f} %").format(shown)
