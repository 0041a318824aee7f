"""The look: colours by token for dark and light, the interface font, and the style sheet made of them.

Follows the system's colour scheme live. Widgets ask for a token's colour when they paint, and listen to `notifier()`
for what they keep (icons, cached pictures).
"""

from functools import lru_cache

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from mj_desktop import paths
from mj_desktop.ui.theme_sheet import sheet

DARK = "dark"
LIGHT = "light"

# token: (dark, light). `viewer` is around pictures and under pages; `edge` outlines buttons, `cell`
# fills empty library cells, `track` is an empty slider.
TOKENS: dict[str, tuple[str, str]] = {
    "viewer": ("#1e1e1e", "#e6e6e6"),
    "panel": ("#262626", "#f4f4f4"),
    "field": ("#1c1c1c", "#ffffff"),
    "cell": ("#1c1c1c", "#dcdcdc"),
    "raised": ("#333333", "#ffffff"),
    "hover": ("#3e3e3e", "#ebebeb"),
    "press": ("#484848", "#dedede"),
    "line": ("#383838", "#d6d6d6"),
    "ctl": ("#4a4a4a", "#bdbdbd"),
    "edge": ("#333333", "#bdbdbd"),
    "track": ("#4a4a4a", "#bdbdbd"),
    "text": ("#ececec", "#1c1c1c"),
    "muted": ("#b4b4b4", "#525252"),
    "faint": ("#949494", "#646464"),
    "off": ("#6a6a6a", "#a0a0a0"),
    "accent": ("#2f6fe4", "#1f62d6"),
    "accent_hover": ("#2a67d6", "#1a57c2"),
    "on_accent": ("#ffffff", "#ffffff"),
    "acctext": ("#7fb0ff", "#1856c0"),
    "accsoft": ("#26344d", "#dce7fa"),
    "good": ("#62c48d", "#1b7044"),
    "warn": ("#e6b84c", "#7d5800"),
    "bad": ("#ff8a80", "#b3261e"),
    "badsoft": ("#3d2726", "#f8dedc"),
}

_CJK = {
    "zh": ("PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC"),
    "zh_TW": ("PingFang TC", "Microsoft JhengHei UI", "Noto Sans CJK TC"),
    "ja": ("Hiragino Sans", "Yu Gothic UI", "Noto Sans CJK JP"),
    "ko": ("Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans CJK KR"),
}
_WEIGHTS = ("Regular", "Medium", "SemiBold")


class Look(QObject):
    """What is shown now: the system's scheme or a forced one; `changed` carries "dark" or "light"."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.forced: str | None = None
        self.scheme = DARK
        self.app: QApplication | None = None

    def follow(self) -> None:
        """Take over the system's scheme (or the forced one) and restyle everything when it differs."""
        scheme = self.forced or _system_scheme()
        if scheme != self.scheme:
            self.scheme = scheme
            self.restyle()
            self.changed.emit(scheme)

    def restyle(self) -> None:
        """Give the application the palette and sheet of the current scheme."""
        if self.app is not None:
            self.app.setPalette(_palette())
            self.app.setStyleSheet(sheet(_values()))


_look = Look()


def apply(app: QApplication) -> None:
    """Dress the application: Fusion, font, palette, sheet; from now on it follows the system's scheme."""
    if _look.app is app:
        _look.follow()
        return
    app.setStyle("Fusion")
    prepare(app)
    dress(app)


def prepare(app: QApplication, lately: object = None) -> None:
    """All but style and sheet. A sheet costs at each widget that is given a parent: a window is built before that.

    `lately` is the scheme that was shown last: the system is not asked then, until `follow` of the notifier asks it.
    """
    _load_fonts()
    app.setFont(font())
    _look.scheme = _look.forced or (str(lately) if lately in (DARK, LIGHT) else _system_scheme())
    app.setPalette(_palette())


def dress(app: QApplication) -> None:
    """The sheet, once for all widgets there are; from now on it follows the system's scheme."""
    _look.app = app
    app.setStyleSheet(sheet(_values()))
    app.styleHints().colorSchemeChanged.connect(_look.follow)


def notifier() -> Look:
    """The object whose `changed` signal tells that colours are others now."""
    return _look


def set_scheme(scheme: str | None) -> None:
    """Force "dark" or "light"; None follows the system again."""
    _look.forced = scheme
    _look.follow()


def is_dressed() -> bool:
    """True once the application has its sheet."""
    return _look.app is not None


def is_dark() -> bool:
    """True while the dark scheme is shown."""
    return _look.scheme == DARK


def colour(token: str) -> QColor:
    """The colour that a token stands for now; an unknown token is a KeyError."""
    return QColor(TOKENS[token][0 if is_dark() else 1])


def font(size: int = 13, weight: int = 400, tabular: bool = False) -> QFont:
    """The interface font: Inter, then the system's face for CJK; size in pixels; `tabular` aligns digits."""
    return QFont(_font(size, weight, tabular, QLocale().name()))


@lru_cache(maxsize=64)
def _font(size: int, weight: int, tabular: bool, locale: str) -> QFont:
    made = QFont()
    made.setFamilies(["Inter", *_cjk_families(locale)])
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def motion(milliseconds: int) -> int:
    """`milliseconds`, or 0 where the system asks for no animation."""
    from PySide6.QtWidgets import QStyle  # its enumerations take 4 ms, which the first paint does without

    style = QApplication.style()
    return milliseconds if style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) else 0


def _system_scheme() -> str:
    """Dark unless the system says light: pictures are judged on a dark ground."""
    from PySide6.QtCore import Qt  # the first paint does without: see ground.py

    return LIGHT if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Light else DARK


def _values() -> dict[str, str]:
    column = 0 if is_dark() else 1
    return {token: pair[column] for token, pair in TOKENS.items()}


def _cjk_families(locale: str) -> list[str]:
    """Every CJK face, those of the interface's language first: one code point is drawn differently in each."""
    own = _CJK.get(locale.replace("HK", "TW"), _CJK.get(locale.partition("_")[0], ()))
    return list(dict.fromkeys([*own, *(family for row in _CJK.values() for family in row)]))


def _load_fonts() -> None:
    for weight in _WEIGHTS:
        QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / f"Inter-{weight}.otf"))


_ROLES = {
    QPalette.ColorRole.Window: "panel",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "faint",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "acctext",
    QPalette.ColorRole.LinkVisited: "acctext",
    QPalette.ColorRole.Accent: "accent",
}
_WORDS = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def _palette() -> QPalette:
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, colour(token))
    for role in _WORDS:
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour("off"))
    return palette
