"""Scenarios on a full disk and in read-only folders; run as a process in a mount namespace of its own."""

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from mj_desktop import app, exports
from mj_desktop.core.errors import LibraryError
from mj_desktop.core.generation import DEMO, State
from mj_desktop.core.messages import Message, Remedy, explain
from mj_desktop.core.pauses import Pauses
from mj_desktop.core.request import Imagine
from mj_desktop.library.library import Library
from mj_desktop.loop import Loop
from tests.desk import desk
from tests.engine import Engine

_PAUSES = Pauses(first=0.01, last=0.02, fetches=3, search=0.2, apart=0.01)
_ROOM = 256 * 1024


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


def _small_disk(folder: Path) -> Path:
    place = folder / "small"
    place.mkdir()
    _mount("-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place))
    return place


def _fill(place: Path, left: int) -> Path:
    """Fill a disk up but for `left` bytes."""
    ballast = place / "ballast"
    try:
        with ballast.open("wb", buffering=0) as file:
            while file.write(bytes(4096)) == 4096:
                pass
    except OSError:
        pass
    with ballast.open("r+b") as file:
        file.truncate(ballast.stat().st_size - left)
    return ballast


def _spoken(message: Message) -> str:
    return f"{message.what} {message.todo}".format(**message.values)


def _tasks(engine: Engine) -> int:
    return int(engine.post("/midjourney/tasks", {"action": "retrieve_batch"}).json()["count"])


async def full_from_the_start(folder: Path) -> None:
    """Nothing can be journalled: nothing is sent, and it works again when there is room."""
    place = _small_disk(folder)
    with Engine(pixels=64) as engine:
        async with desk(place / "p", (DEMO, engine), pauses=_PAUSES) as at:
            first = await at.draw("a cat")
            ballast = _fill(place, 0)
            lost = await at.draw("a dog")
            assert lost.failure is not None
            assert (lost.state, lost.failure.code) == (State.FAILED, "disk_full"), lost
            assert _spoken(await at.saying()).startswith("The disk is full Make room."), at.said
            assert _tasks(engine) == 1
            ballast.unlink()
            again = await at.draw("a fox")
            assert again.state is State.STORED, again
        async with desk(place / "p", pauses=_PAUSES) as at:
            assert [found.id for found in at.library.all()] == [again.id, first.id]


async def full_before_it_opens(folder: Path) -> None:
    """A library does not open, and opens when there is room; whether it is there already or not."""
    place = _small_disk(folder)
    Library(place / "old").close()
    (place / "new").mkdir()
    ballast = _fill(place, 0)
    for name in ("old", "new"):
        _refuses(place / name, "The disk is full Make room.")
    ballast.unlink()
    for name in ("old", "new"):
        Library(place / name).close()


async def full_for_the_picture(folder: Path) -> None:
    """The journal has room, the picture has not: it is held in memory and written when there is room."""
    place = _small_disk(folder)
    with Engine(pixels=512) as engine:
        async with desk(place / "p", (DEMO, engine), pauses=_PAUSES) as at:
            ballast = _fill(place, _ROOM)
            grid = at.studio.submit(DEMO, Imagine(prompt="a cat"))
            await _unkept(at.saying(), "No space left on device")
            kept = at.library.get(grid.id)
            assert kept is not None
            assert kept.state is State.FINISHED, kept
            assert [path for path in (place / "p" / "pictures").rglob("*") if path.is_file()] == []
            requests = engine.log.count("GET /files/")
            ballast.unlink()
            done = await at.end(grid)
            assert done.file is not None
            assert engine.log.count("GET /files/") == requests
            assert done.file.size > _ROOM
            assert _tasks(engine) == 1


async def full_while_it_is_drawn(folder: Path) -> None:
    """Neither journal nor picture can be written any more: it goes on when there is room, and is paid for once."""
    place = _small_disk(folder)
    with Engine(pixels=256, pace=0.5) as engine:
        async with desk(place / "p", (DEMO, engine), pauses=_PAUSES) as at:
            grid = at.studio.submit(DEMO, Imagine(prompt="a cat"))
            await at.until(grid, lambda found: found.state is State.RUNNING)
            ballast = _fill(place, 0)
            assert _spoken(await at.saying()).startswith("The disk is full Make room."), at.said
            assert [*(place / "p" / "pictures").rglob("*.png")] == []
            ballast.unlink()
            assert (await at.end(grid)).state is State.STORED
            assert _tasks(engine) == 1


async def full_for_journal_and_picture(folder: Path) -> None:
    """The last thing that has room is that it is finished: the picture is held in memory, and fetched once."""
    place = _small_disk(folder)
    with Engine(pixels=256) as engine:
        async with desk(place / "p", (DEMO, engine), pauses=_PAUSES) as at:
            at.studio.changed.connect(lambda found: _fill(place, 0) if found.state is State.FINISHED else None)
            grid = at.studio.submit(DEMO, Imagine(prompt="a cat"))
            await _unkept(at.saying(), "No space left on device")
            (place / "ballast").unlink()
            assert (await at.until(grid, lambda found: found.file is not None)).state is State.STORED
            assert (_tasks(engine), engine.log.count("GET /files/")) == (1, 1)


async def read_only_pictures(folder: Path) -> None:
    """The folder of pictures may not be written to, and then may."""
    pictures = folder / "p" / "pictures"
    pictures.mkdir(parents=True)
    _bind_read_only(pictures)
    with Engine(pixels=64) as engine:
        async with desk(folder / "p", (DEMO, engine), pauses=_PAUSES) as at:
            grid = at.studio.submit(DEMO, Imagine(prompt="a cat"))
            await _unkept(at.saying(), "Read-only file system")
            await asyncio.to_thread(subprocess.run, ["umount", str(pictures)], check=True)
            assert (await at.end(grid)).state is State.STORED
            assert _tasks(engine) == 1


async def full_for_a_copy(folder: Path) -> None:
    """What is saved for other programs is there whole, or not at all."""
    place, source = _small_disk(folder), folder / "clip.mp4"
    source.write_bytes(bytes(_ROOM))
    ballast = _fill(place, _ROOM // 2)
    try:
        exports.copy(source, place / "saved.mp4")
    except LibraryError as refusal:
        assert "No space left on device" in refusal.message
    assert [each.name for each in place.iterdir()] == ["ballast"]
    ballast.unlink()
    exports.copy(source, place / "saved.mp4")
    assert (place / "saved.mp4").read_bytes() == source.read_bytes()


async def _unkept(saying: Awaitable[Message], words: str) -> None:
    said = await saying
    assert _spoken(said).startswith("The picture could not be written here"), said
    assert words in _spoken(said), said
    assert said.remedy is Remedy.FETCH


async def read_only_profile(folder: Path) -> None:
    """A profile that may not be written to does not open, whether there is a library in it or not."""
    for name in ("new", "old"):
        profile = folder / name
        profile.mkdir()
        if name == "old":
            Library(profile).close()
        _bind_read_only(profile)
        _refuses(profile, "The library's folder may not be written to Allow it.")


def _refuses(profile: Path, words: str) -> None:
    try:
        Library(profile)
    except LibraryError as refusal:
        said = explain(refusal.failure())
        assert _spoken(said).startswith(words), said
    else:
        raise AssertionError(f"the library {profile} opens")


def _bind_read_only(folder: Path) -> None:
    _mount("--bind", str(folder), str(folder))
    _mount("-o", "remount,bind,ro", str(folder))


SCENARIOS: dict[str, Callable[[Path], Awaitable[None]]] = {
    work.__name__: work
    for work in (
        full_from_the_start,
        full_before_it_opens,
        full_for_the_picture,
        full_while_it_is_drawn,
        full_for_journal_and_picture,
        full_for_a_copy,
        read_only_pictures,
        read_only_profile,
    )
}


async def _play(name: str, folder: Path) -> None:
    async with asyncio.timeout(40):
        await SCENARIOS[name](folder)


def main() -> None:
    """Play the scenario that the command line names in the folder that it names."""
    qt = app.application()
    with asyncio.Runner(loop_factory=lambda: Loop(qt)) as runner:
        runner.run(_play(sys.argv[1], Path(sys.argv[2])))


if __name__ == "__main__":
    main()
