"""Search: the words a person types as a condition on the prompts; any characters are safe."""

_INDEXED = 3  # the trigram index knows no shorter words


def condition(typed: str) -> tuple[str, tuple[str, ...]]:
    """An SQL condition on `generations` and its values: every word typed stands somewhere in the prompt.

    Words of three characters and more are found by the index, shorter ones by looking at each prompt.
    """
    words = _safe(typed).split()
    long = [word for word in words if len(word) >= _INDEXED]
    short = [word for word in words if len(word) < _INDEXED]
    parts = ["prompt LIKE ? ESCAPE '\\'" for _ in short]
    values = [f"%{_literal(word)}%" for word in short]
    if long:
        parts.insert(0, "rowid IN (SELECT rowid FROM prompts WHERE prompts MATCH ?)")
        values.insert(0, " AND ".join(_quoted(word) for word in long))
    return " AND ".join(parts) or "1", tuple(values)


def _safe(typed: str) -> str:
    """Without what SQLite cannot take: NUL and halves of surrogate pairs."""
    return typed.replace("\0", " ").encode("utf-8", "ignore").decode("utf-8")


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _literal(word: str) -> str:
    for sign in "\\%_":
        word = word.replace(sign, "\\" + sign)
    return word
