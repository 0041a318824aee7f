"""The library: every generation with its picture and lineage; the source of truth."""

import hashlib
import json
import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from mj_desktop.core.errors import LibraryError
from mj_desktop.core.generation import Generation, State, StoredPicture
from mj_desktop.core.health import Health
from mj_desktop.core.lineage import Lineage
from mj_desktop.core.origin import DEMO
from mj_desktop.core.request import REGION
from mj_desktop.core.shelf import DEMO_MARK, OTHER_MARK, Folded, Older
from mj_desktop.core.tasks import Holding
from mj_desktop.library import DATABASE, checking, rebuilding, receipts, record, search
from mj_desktop.library.database import Database
from mj_desktop.library.receipts import Receipts
from mj_desktop.library.store import KEPT_MASK, PREVIEW, SENT_MASKS, UNREAD, Store, refused, try_to_write
from mj_desktop.pictures import Facts

log = logging.getLogger(__name__)

_JPEG = b"\xff\xd8"
# Where a generation's facts name its batch; most have none, which is seen quicker than their JSON is read.
_BATCH, _BATCHED = "json_extract(facts, '$.place.batch')", "facts LIKE '%\"place\": {%'"
_OPEN = tuple(state for state in State if state.is_open)


class Library:
    """The database and the pictures of one profile folder. Every method raises LibraryError when the disk refuses."""

    def __init__(self, profile: Path) -> None:
        try:
            profile.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise refused(profile, error) from error
        try:
            self._database = Database(profile / DATABASE)
        except LibraryError as error:
            if not error.code.startswith("library_"):
                try_to_write(profile)  # SQLite seldom says why a file cannot be opened; the system does
            raise
        self._store = Store(profile / "pictures")
        self.lent = profile / "lent"  # copies for other programs, a folder for each generation
        self.receipts = Receipts(self._database)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def add(self, generation: Generation) -> None:
        """Write a new generation with its mask, on disk when this returns."""
        with self._database.change() as connection:
            connection.execute(
                "INSERT INTO generations (id, origin, parent, created_at, action, prompt, state, task_id, facts)"
                # a parent that the trash lost for good is none
                " VALUES (?, ?, (SELECT id FROM generations WHERE id = ?), ?, ?, ?, ?, ?, ?)",
                (
                    generation.id, generation.origin, generation.parent, generation.created_at,
                    generation.request.action, generation.request.prompt or generation.name or None,
                    *_moving(generation),
                ),
            )  # fmt: skip
            if generation.request.mask is not None:
                connection.execute("INSERT INTO masks VALUES (?, ?)", (generation.id, generation.request.mask))

    def save(self, generation: Generation) -> None:
        """Write a generation's new state, on disk when this returns."""
        with self._database.change() as connection:
            connection.execute(
                "UPDATE generations SET parent = (SELECT id FROM generations WHERE id = ?), state = ?, task_id = ?,"
                " facts = ? WHERE id = ?",
                (generation.parent, *_moving(generation), generation.id),
            )

    def remove(self, generation_id: str) -> None:
        """Forget a generation that was never sent."""
        with self._database.change() as connection:
            connection.execute("DELETE FROM generations WHERE id = ?", (generation_id,))

    def all(self) -> list[Generation]:
        """Every generation, newest first, without masks and without the trash."""
        return self._found("WHERE deleted_at IS NULL ORDER BY created_at DESC, rowid DESC")

    def page(self, after: Generation | None = None, count: int = 60) -> list[Generation]:
        """The newest generations, or the next older ones `after` the last of a page; none when there are no more."""
        start = (after.created_at, after.id) if after is not None else (float("inf"), "")
        return self._found(
            "WHERE deleted_at IS NULL AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?",
            (*start, count),
        )

    def older(self, at: float, than: str, count: int = 1000) -> Older:
        """The next ones older than the one of that time and id, folded and without masks; none at the end."""
        rows = self._database.rows(
            "SELECT id, created_at, origin, parent, facts FROM generations"
            " WHERE deleted_at IS NULL AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?",
            (at, than, count),
        )
        return Older(_folded(rows), _unfolded)

    def search(self, typed: str) -> frozenset[str]:
        """The ids of the newest generations whose prompt holds every word typed, and of follow-ups of those that have
        no prompt of their own."""
        newest, values = search.query(typed)
        rows = self._database.rows(
            f"WITH RECURSIVE hits (id) AS (SELECT id FROM ({newest}) UNION"
            " SELECT child.id FROM hits JOIN generations child ON child.parent = hits.id"
            " WHERE coalesce(child.prompt, '') = '') SELECT id FROM hits",
            values,
        )
        return frozenset(str(row[0]) for row in rows)

    def delete(self, ids: Iterable[str], at: float) -> None:
        """Move generations to the trash."""
        self._mark(ids, at)

    def restore(self, ids: Iterable[str]) -> list[Generation]:
        """Take generations out of the trash and return those that were there."""
        wanted = list(ids)
        self._mark(wanted, None)
        found = (self.get(each) for each in wanted)
        return [each for each in found if each is not None]

    def trash(self) -> list[Generation]:
        """What lies in the trash, the last deleted first."""
        return self._found("WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, created_at DESC")

    def ancestors_in_trash(self) -> list[Generation]:
        """What lies in the trash and has follow-ups: it still lends them its prompt."""
        return self._found("AS g WHERE deleted_at IS NOT NULL AND EXISTS"
                           " (SELECT 1 FROM generations WHERE parent = g.id)")  # fmt: skip

    def empty_trash(self) -> int:
        """Remove rows and files of all that lies in the trash, for good; returns how many they were. Receipts stay."""
        trash = self.trash()
        for generation in trash:
            self._store.remove(generation)
        with self._database.change() as connection:
            receipts.keep(connection, trash)
            connection.executemany("DELETE FROM generations WHERE id = ?", [(each.id,) for each in trash])
        return len(trash)

    def from_origin(self, origin: str) -> list[Generation]:
        """What came from an origin and is not in the trash."""
        return self._found("WHERE deleted_at IS NULL AND origin = ?", (origin,))

    def paid(self, since: float) -> list[Generation]:
        """What was begun at a service since then (seconds since the epoch), and what is open there; the trash counts
        too."""
        marks = ", ".join("?" * len(_OPEN))
        return self._found(f"WHERE origin <> ? AND (created_at >= ? OR state IN ({marks}))", (DEMO, since, *_OPEN))

    def batch(self, batch_id: str) -> list[Generation]:
        """A batch's generations that are not in the trash, in their order."""
        found = self._found(f"WHERE deleted_at IS NULL AND {_BATCHED} AND {_BATCH} = ?", (batch_id,))
        return sorted(found, key=lambda each: each.place.number if each.place is not None else 0)

    def batches(self, count: int = 30) -> list[tuple[str, str, float]]:
        """The newest batches: id, title and when they were begun (seconds since the epoch)."""
        rows = self._database.rows(
            f"SELECT {_BATCH}, json_extract(facts, '$.place.title'), min(created_at) FROM generations"
            f" WHERE deleted_at IS NULL AND {_BATCHED} GROUP BY 1 ORDER BY 3 DESC LIMIT ?",
            (count,),
        )
        return [(str(batch), str(title), float(str(at))) for batch, title, at in rows]

    def children(self, generation_id: str) -> list[Generation]:
        """What was made of a generation, oldest first."""
        return self._found("WHERE deleted_at IS NULL AND parent = ? ORDER BY created_at, rowid", (generation_id,))

    def open_ones(self) -> list[Generation]:
        """The generations to which something is still to come, oldest first, with their masks."""
        marks = ", ".join("?" * len(_OPEN))
        condition = f"WHERE deleted_at IS NULL AND state IN ({marks}) ORDER BY created_at"
        return [self._with_mask(g) for g in self._found(condition, _OPEN)]

    def get(self, generation_id: str) -> Generation | None:
        """One generation with its mask, or None."""
        found = self._found("WHERE id = ?", (generation_id,))
        return self._with_mask(found[0]) if found else None

    def claimed(self) -> set[str]:
        """The task ids that generations hold."""
        return {str(row[0]) for row in self._database.rows("SELECT task_id FROM generations WHERE task_id NOT NULL")}

    def holdings(self, origin: str) -> dict[str, Holding]:
        """What is here of an origin's tasks, by task id, the trash included."""
        rows = self._database.rows(
            "SELECT task_id, id, state, json_extract(facts, '$.failure') NOT NULL, deleted_at NOT NULL"
            " FROM generations WHERE origin = ? AND task_id NOT NULL",
            (origin,),
        )
        return {
            str(task): Holding(str(each), State(str(state)), bool(failed), bool(deleted))
            for task, each, state, failed, deleted in rows
        }

    def lineage(self, origin: str) -> Lineage:
        """By which names an origin knows what is here, the trash included, and which miss what they were made of."""
        rows = self._database.rows(
            "SELECT facts, parent IS NULL AND deleted_at IS NULL FROM generations WHERE origin = ? ORDER BY created_at",
            (origin,),
        )
        found = Lineage()
        for facts, seeks in rows:
            if (generation := _readable(str(facts))) is not None:
                found.take(generation, bool(seeks))
        return found

    def addressed(self) -> list[tuple[str, str, str | None]]:
        """Id, callback address and task id of every generation whose results are posted somewhere."""
        url = "json_extract(facts, '$.request.callback_url')"
        rows = self._database.rows(f"SELECT id, {url}, task_id FROM generations WHERE {url} NOT NULL")
        return [(str(each), str(address), str(task) if task else None) for each, address, task in rows]

    def prompts(self, limit: int = 200) -> list[str]:
        """Former prompts of first generations, newest first, each once."""
        rows = self._database.rows(
            "SELECT prompt FROM generations WHERE action = 'generate' AND prompt NOT NULL AND deleted_at IS NULL"
            " GROUP BY prompt ORDER BY max(created_at) DESC LIMIT ?",
            (limit,),
        )
        return [str(row[0]) for row in rows]

    def keep_picture(self, generation: Generation, data: bytes, facts: Facts) -> StoredPicture:
        """Write the service's bytes unchanged into the picture store."""
        return self._store.keep(generation, data, facts)

    def keep_clip(self, generation: Generation, place: int, data: bytes) -> str:
        """Write clip `place` (from 0) of a video into the picture store; returns its name."""
        return self._store.keep_clip(generation, place, data)

    def clip_paths(self, generation: Generation) -> tuple[Path, ...]:
        """The files of a video's clips."""
        return tuple(self._store.folder / name for name in generation.clip_files)

    def keep_unread(self, generation: Generation, data: bytes) -> Path:
        """Write the bytes of a picture that cannot be read here beside where it would be; returns the file."""
        return self._store.keep_beside(generation, UNREAD, data)

    def keep_preview(self, generation: Generation, data: bytes) -> None:
        """Write down the latest preview of a picture that is being drawn."""
        self._store.keep_beside(generation, PREVIEW, data)

    def drop_preview(self, generation: Generation) -> None:
        """Remove the preview, now that the picture is here."""
        with suppress(OSError):  # it is no more than a file too many
            self.preview(generation).unlink(missing_ok=True)

    def preview(self, generation: Generation) -> Path:
        """The file of the latest preview; it need not be there."""
        return self._store.beside(generation, PREVIEW)

    def keep_facts(self, generation: Generation) -> None:
        """Write the facts of a stored generation, and its mask, beside its picture."""
        facts = json.loads(record.to_json(generation))
        mask = generation.request.mask
        if mask is not None:
            facts["mask"] = {"size": len(mask), "sha256": hashlib.sha256(mask).hexdigest()}
            self._store.keep_beside(generation, SENT_MASKS[not mask.startswith(_JPEG)], mask)
        self._store.keep_beside(generation, ".json", json.dumps(facts, indent=1).encode())

    def renew_facts(self, generation_id: str) -> None:
        """Write the facts of a stored generation, and its mask, beside its picture again."""
        found = self.get(generation_id)
        if found is not None and found.file is not None:
            self.keep_facts(found)

    def keep_mask(self, generation: Generation, png: bytes) -> None:
        """Keep the mask that a generation was asked for with, lossless, beside where its picture will lie."""
        self._store.keep_beside(generation, KEPT_MASK, png)

    def kept_mask(self, generation: Generation) -> bytes | None:
        """The mask that a generation was asked for with, as PNG, or None."""
        with suppress(OSError):
            return self._store.beside(generation, KEPT_MASK).read_bytes()
        return None

    def last_mask(self) -> bytes | None:
        """The mask of the latest region edit, as PNG, or None."""
        found = self._found("WHERE action = ? AND deleted_at IS NULL ORDER BY created_at DESC LIMIT 1", (REGION,))
        return self.kept_mask(found[0]) if found else None

    def path(self, picture: StoredPicture) -> Path:
        """The file of a stored picture."""
        return self._store.path(picture)

    def check(self, full: bool) -> Health:
        """How whole it is; `full` reads every byte of it, so call it in a thread."""
        wrong = self._database.wrong() if full else self._database.wrong_quickly()
        return checking.check(self._store.folder, self._to_check(full), self._unknown, full=full, database=wrong)

    def _to_check(self, full: bool) -> Iterator[list[checking.Row]]:
        """Every row that can be read, some at a time: others want the database in between."""
        last = 0
        while rows := self._database.rows(checking.ROWS, (full, last, checking.COUNT)):
            last = int(str(rows[-1][0]))
            yield [checking.Row(*row[1:]) for row in rows]  # type: ignore[arg-type]

    def _unknown(self, ids: set[str]) -> set[str]:
        marks = ", ".join("?" * len(ids))
        known = self._database.rows(f"SELECT id FROM generations WHERE id IN ({marks})", tuple(ids))
        return ids - {str(row[0]) for row in known}

    def rebuild(self, damaged: Path | None = None) -> int:
        """Add what the files beside the pictures tell and no row knows, and what a `damaged` database still tells.

        Half-written files of earlier starts go. Returns how many were added.
        """
        self._store.sweep()
        known = {str(row[0]) for row in self._database.rows("SELECT id FROM generations")}
        salvage = rebuilding.salvaged(damaged) if damaged is not None else rebuilding.Salvage()
        found = salvage.generations | {each.id: each for each in rebuilding.from_pictures(self._store.folder)}
        fresh = sorted((each for each in found.values() if each.id not in known), key=lambda each: each.created_at)
        for each in fresh:
            self.add(each)
        self.delete([each.id for each in fresh if each.id in salvage.trash], time.time())
        for generation_id, picture in salvage.drafts.items():
            if generation_id in found:
                self.save_draft(generation_id, picture, salvage.draft_words.get(generation_id, ""))
        self.receipts.take(salvage.receipts)
        return len(fresh)

    def save_draft(self, generation_id: str, picture: bytes | None, words: str = "") -> None:
        """Keep the mask being painted for a generation (encoded, lossless) and the words for it, or forget both."""
        with self._database.change() as connection:
            connection.execute("DELETE FROM drafts WHERE generation = ?", (generation_id,))
            if picture is not None:
                connection.execute("INSERT INTO drafts VALUES (?, ?)", (generation_id, picture))
            connection.execute("DELETE FROM draft_words WHERE generation = ?", (generation_id,))
            if words:
                connection.execute("INSERT INTO draft_words VALUES (?, ?)", (generation_id, words))

    def draft(self, generation_id: str) -> bytes | None:
        """The mask being painted for a generation, encoded, or None."""
        return self._blob("drafts", generation_id)

    def draft_words(self, generation_id: str) -> str:
        """The words for the mask being painted for a generation, or ""."""
        rows = self._database.rows("SELECT words FROM draft_words WHERE generation = ?", (generation_id,))
        return str(rows[0][0]) if rows else ""

    def _found(self, condition: str, values: tuple[object, ...] = ()) -> list[Generation]:
        rows = self._database.rows(f"SELECT facts FROM generations {condition}", values)
        return [found for row in rows if (found := _readable(str(row[0]))) is not None]

    def _mark(self, ids: Iterable[str], at: float | None) -> None:
        with self._database.change() as connection:
            connection.executemany("UPDATE generations SET deleted_at = ? WHERE id = ?", [(at, each) for each in ids])

    def _with_mask(self, generation: Generation) -> Generation:
        mask = self._blob("masks", generation.id)
        return generation if mask is None else replace(generation, request=replace(generation.request, mask=mask))

    def _blob(self, table: str, generation_id: str) -> bytes | None:
        rows = self._database.rows(f"SELECT picture FROM {table} WHERE generation = ?", (generation_id,))
        return bytes(rows[0][0]) if rows and isinstance(rows[0][0], bytes) else None


def _folded(rows: list[tuple[object, ...]]) -> Folded:
    made = Folded([], [], [], {})
    for each, at, origin, parent, facts in rows:
        assert isinstance(at, float)
        made.ids.append(str(each))
        made.times.append(at)
        made.facts.append((DEMO_MARK if origin == DEMO else OTHER_MARK) + record.fold(str(facts)))
        if parent is not None:
            made.parents[str(each)] = str(parent)
    return made


def _unfolded(facts: bytes) -> Generation | None:
    return _readable(record.unfold(facts[1:]))


def _readable(facts: str) -> Generation | None:
    """The generation of a row; one that cannot be read is logged and passed over, so that all others are shown."""
    try:
        return record.from_json(facts)
    except LibraryError as error:
        log.error("%s: %s", error.message, facts[:200])
        return None


def _moving(generation: Generation) -> tuple[str, str | None, str]:
    return generation.state, generation.task_id, record.to_json(generation)
