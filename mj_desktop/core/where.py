"""Where a key holds: one part of the window, or all of it."""

from enum import StrEnum


class Where(StrEnum):
    """Where a command's keys hold: with which part in focus."""

    WINDOW = "everywhere"
    PAGES = "everywhere but in the mask editor"
    STUDIO = "everywhere but in the mask editor and on pages of their own"
    PROMPT = "in the prompt panel"
    PICTURE = "on the picture and in the library"
    COMPARE = "while before and after are compared"
    MASK = "in the mask editor"
    BATCH = "on the batch page"
    QUESTIONS = "on the page of questions"
    CODE = "on the page of code"


ON_PAGES = (Where.BATCH, Where.QUESTIONS, Where.CODE)
"""Pages with keys of their own."""
