"""The ways to look at before and after, and what each is called."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from mj_desktop.mask.drift import Drift


class Mode(StrEnum):
    """How two pictures are held against each other; the value is its command's name."""

    SLIDER = "slider"
    BLINK = "blink"
    DIFFERENCE = "difference"
    HEAT = "heat"
    MASK = "mask"
    ALL = "all"


NEED_MASK = (Mode.HEAT, Mode.MASK)
"""What can be looked at only where it is known which part was to change."""


def words(mode: Mode) -> str:
    """What a mode is called."""
    said = QCoreApplication.translate
    return {
        Mode.SLIDER: said("Compare", "Slider"),
        Mode.BLINK: said("Compare", "Blink"),
        Mode.DIFFERENCE: said("Compare", "Difference"),
        Mode.HEAT: said("Compare", "Heat map"),
        Mode.MASK: said("Compare", "Mask"),
        Mode.ALL: said("Compare", "Side by side"),
    }[mode]


def drift_words(drift: Drift) -> str:
    """How much a candidate changed where it should not have, in a sentence."""
    said = QCoreApplication.translate
    if drift.is_nothing:
        return said("Compare", "Outside the mask nothing changed: it is exact.")
    if not drift.share:
        template = said("Compare", "Outside the mask nothing visible changed: by {most} of 255 levels at most.")
        return template.format(most=drift.most)
    template = said("Compare", "Outside the mask {share} changed visibly, by {most} of 255 levels at most.")
    return template.format(share=_percent(drift.share), most=drift.most)


def _percent(share: float) -> str:
    """A share of 1 in percent, never rounded to nothing."""
    percent = share * 100
    return "less than 0.1 %" if percent < 0.1 else f"{percent:.1f} %" if percent < 10 else f"{percent:.0f} %"
