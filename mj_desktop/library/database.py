"""The database: one SQLite file, its durability settings and its migrations."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from mj_desktop.core.errors import LibraryError

# Each entry brings the file from the version that is its index to the next one. Columns beside `facts` are for queries.
_MIGRATIONS = (
    """
    CREATE TABLE generations (
        id TEXT PRIMARY KEY,
        origin TEXT NOT NULL,
        parent TEXT REFERENCES generations (id) ON DELETE SET NULL,
        created_at REAL NOT NULL,
        state TEXT NOT NULL CHECK (state IN
            ('waiting', 'sent', 'accepted', 'running', 'finished', 'stored', 'failed', 'set_aside')),
        action TEXT NOT NULL,
        prompt TEXT,
        task_id TEXT,
        facts TEXT NOT NULL
    );
    CREATE INDEX generations_by_time ON generations (created_at DESC);
    CREATE INDEX generations_by_state ON generations (state);
    CREATE INDEX generations_by_parent ON generations (parent);
    CREATE TABLE masks (
        generation TEXT PRIMARY KEY REFERENCES generations (id) ON DELETE CASCADE,
        picture BLOB NOT NULL
    );
    CREATE TABLE drafts (
        generation TEXT PRIMARY KEY REFERENCES generations (id) ON DELETE CASCADE,
        picture BLOB NOT NULL
    );
    """,
    # Rows are numbered by `rowid`, which only VACUUM could change: this program never does that. The trigram index
    # finds any three characters in a row: it serves words as they are typed and scripts without spaces alike.
    """
    ALTER TABLE generations ADD COLUMN deleted_at REAL;
    CREATE INDEX generations_deleted ON generations (deleted_at) WHERE deleted_at IS NOT NULL;
    CREATE VIRTUAL TABLE prompts USING fts5(prompt, content = 'generations', tokenize = 'trigram');
    CREATE TRIGGER prompts_of_new AFTER INSERT ON generations BEGIN
        INSERT INTO prompts (rowid, prompt) VALUES (new.rowid, new.prompt);
    END;
    CREATE TRIGGER prompts_of_gone AFTER DELETE ON generations BEGIN
        INSERT INTO prompts (prompts, rowid, prompt) VALUES ('delete', old.rowid, old.prompt);
    END;
    CREATE TRIGGER prompts_of_changed AFTER UPDATE OF prompt ON generations BEGIN
        INSERT INTO prompts (prompts, rowid, prompt) VALUES ('delete', old.rowid, old.prompt);
        INSERT INTO prompts (rowid, prompt) VALUES (new.rowid, new.prompt);
    END;
    INSERT INTO prompts (prompts) VALUES ('rebuild');
    """,
    # What may have been charged and has no row among the generations, or has none any more.
    """
    CREATE TABLE receipts (
        number INTEGER PRIMARY KEY,
        origin TEXT NOT NULL,
        action TEXT NOT NULL,
        at REAL NOT NULL,
        outcome TEXT NOT NULL,
        cost REAL,
        billed TEXT NOT NULL
    );
    CREATE INDEX receipts_by_time ON receipts (at);
    """,
    # The words for a mask being painted: beside `drafts`, which rebuilding reads as it was of old.
    """
    CREATE TABLE draft_words (
        generation TEXT PRIMARY KEY REFERENCES generations (id) ON DELETE CASCADE,
        words TEXT NOT NULL
    );
    """,
)


# SQLite's reasons that a person can do something about: https://sqlite.org/rescode.html, by primary code.
_CODES = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "disk_read_only",
    sqlite3.SQLITE_BUSY: "library_locked",
    sqlite3.SQLITE_LOCKED: "library_locked",
    sqlite3.SQLITE_CORRUPT: "library_damaged",
    sqlite3.SQLITE_NOTADB: "library_damaged",
}
_MARK = ".damaged"
_PATIENCE = 2.0  # nobody else writes to a profile: one window has it (seconds)


def mark_of(path: Path) -> Path:
    """The file that says that the database at `path` was found damaged: the next start sets it aside."""
    return path.with_name(path.name + _MARK)


class Database:
    """A connection that threads share in turn; every change is one transaction, on disk when it returns.

    Raises LibraryError with a sentence for whatever SQLite refuses. Once it is found damaged, a file beside it says so.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._path = path
        with _explained():
            self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=_PATIENCE)
        try:
            with _explained():
                for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
                    self._connection.execute(f"PRAGMA {pragma}")
            self._migrate()
        except LibraryError:
            self._connection.close()
            raise

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """One transaction: committed at the end, rolled back by an error."""
        with self._lock, self._marked(), _explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk makes SQLite roll back by itself
                    self._connection.execute("ROLLBACK")
                raise

    def rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        """The rows of a query."""
        with self._lock, self._marked(), _explained():
            return self._connection.execute(query, values).fetchall()

    def wrong(self) -> str:
        """What is wrong with the file's order, in SQLite's words; "" when nothing is."""
        return self._judged(lambda: self.rows("PRAGMA integrity_check(3)"))

    def wrong_quickly(self) -> str:
        """As `wrong`, but for what indexes say, by a connection of its own: nobody waits for it."""
        return self._judged(self._checked_quickly)

    def _checked_quickly(self) -> list[tuple[object, ...]]:
        with _explained(), closing(sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)) as reader:
            return reader.execute("PRAGMA quick_check(3)").fetchall()

    def _judged(self, check: Callable[[], list[tuple[object, ...]]]) -> str:
        try:
            found = [str(row[0]) for row in check()]
        except LibraryError as error:
            if error.code == "library_damaged":
                self._mark()
            return error.message if error.code == "library_damaged" else ""
        if found == ["ok"]:
            return ""
        self._mark()
        return "; ".join(found)[:500]

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _marked(self) -> Iterator[None]:
        try:
            yield
        except LibraryError as error:
            if error.code == "library_damaged":
                self._mark()
            raise

    def _mark(self) -> None:
        with suppress(OSError):  # then it is found anew
            mark_of(self._path).touch()

    def _migrate(self) -> None:
        version = int(str(self.rows("PRAGMA user_version")[0][0]))
        if version > len(_MIGRATIONS):
            raise LibraryError(
                f"Open it with that version. It has format {version}, this version knows {len(_MIGRATIONS)}.",
                code="library_newer",
            )
        if 0 < version < len(_MIGRATIONS):
            self._copy(self._path.with_name(f"{self._path.name}.version-{version}"))
        for number, script in enumerate(_MIGRATIONS[version:], version + 1):
            with self.change() as connection:
                for statement in _statements(script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")

    def _copy(self, target: Path) -> None:
        """Keep the database as it is now in a file beside it, whole or not at all."""
        part = target.with_name(f".{target.name}.part")
        with self._lock, _explained():
            part.unlink(missing_ok=True)
            with closing(sqlite3.connect(part)) as copy:
                self._connection.backup(copy)
            part.replace(target)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; a trigger's own semicolons end none."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        code = _CODES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "")
        raise LibraryError(f"The database said: {error}.", code=code) from error
    except OSError as error:
        raise LibraryError(f"The library's database cannot be copied: {error.strerror}.") from error
