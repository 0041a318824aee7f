"""Search: the words a person types as a query for the newest prompts with them; any characters are safe."""

MOST = 1000
"""How many prompts a search finds at most: who has more of them types another word."""
_INDEXED = 3  # the trigram index knows no shorter words
_BY_INDEX = (
    "SELECT found.id FROM prompts CROSS JOIN generations found ON found.rowid = prompts.rowid"
    " WHERE prompts MATCH ? AND {conditions} ORDER BY prompts.rowid DESC LIMIT {most}"
)
_BY_LOOKING = "SELECT found.id FROM generations found WHERE {conditions} ORDER BY found.created_at DESC LIMIT {most}"


def query(typed: str) -> tuple[str, tuple[str, ...]]:
    """An SQL query for ids and its values: every word typed stands somewhere in the prompt; the newest `MOST` of them.

    Words of three characters and more are found by the index, whose rows are in the order of their making; shorter ones
    by looking at one prompt after the other, newest first.
    """
    words = _safe(typed).split()
    long = [word for word in words if len(word) >= _INDEXED]
    short = [word for word in words if len(word) < _INDEXED]
    conditions = " AND ".join(["found.deleted_at IS NULL", *("found.prompt LIKE ? ESCAPE '\\'" for _ in short)])
    values = [f"%{_literal(word)}%" for word in short]
    if long:
        values.insert(0, " AND ".join(_quoted(word) for word in long))
    return (_BY_INDEX if long else _BY_LOOKING).format(conditions=conditions, most=MOST), tuple(values)


def _safe(typed: str) -> str:
    """Without what SQLite cannot take: NUL and halves of surrogate pairs."""
    return typed.replace("\0", " ").encode("utf-8", "ignore").decode("utf-8")


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _literal(word: str) -> str:
    for sign in "\\%_":
        word = word.replace(sign, "\\" + sign)
    return word
