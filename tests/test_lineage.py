"""Lineage of what is brought in: videos, longer ones and edits find what they were made of, whichever comes first."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mj_desktop.core.generation import DEMO, Generation, State, new
from mj_desktop.core.lineage import Lineage
from mj_desktop.core.outside import outside
from mj_desktop.core.request import COMPOSITE, EDIT, EXTEND, VIDEO, Imagine
from mj_desktop.core.tasks import Look
from mj_desktop.library.library import Library
from tests.conftest import Run
from tests.engine import Engine
from tests.test_tasks import ids, kept, opened

PARENTS = {"grid": None, "film": "grid", "longer": "film", "edit": "grid", "single": "edit"}
"""What was made of what."""


@pytest.fixture(scope="module")
def own() -> Iterator[Engine]:
    with Engine("--in-flight", "0", pixels=64) as running:
        yield running


@pytest.fixture(scope="module")
def family(own: Engine) -> dict[str, dict[str, Any]]:
    """Five that another program made: a tile's video and what goes on from that, an edit by the address of the grid's
    small picture, and one of its tiles."""

    def post(path: str, **body: Any) -> dict[str, Any]:
        made: dict[str, Any] = own.post(f"/midjourney/{path}", body).json()
        return made

    grid = own.imagine("grid", split_images=True)
    film = post("videos", prompt="film", image_url=grid["sub_image_urls"][1], resolution="480p")
    longer = post("videos", action="extend", prompt="longer", video_id=film["video_id"], video_index=3)
    edit = post("edits", prompt="edit", image_url=grid["image_url"])
    single = own.imagine(action="upscale1", image_id=edit["image_id"])
    return dict(zip(PARENTS, (grid, film, longer, edit, single), strict=True))


def parents(found: list[Generation]) -> dict[str, str | None]:
    names = {each.id: each.request.prompt or "single" for each in found}
    return {name: names.get(each.parent or "") for each, name in zip(found, names.values(), strict=True)}


def test_all_find_what_they_were_made_of_when_they_are_brought_in_at_once(
    run: Run[Any], tmp_path: Path, own: Engine, family: dict[str, dict[str, Any]]
) -> None:
    async def work() -> None:
        async with opened(tmp_path, (DEMO, own)) as at:
            await at.listed(Look(DEMO))
            await at.recover()
            found = kept(at)
            assert [each.state for each in found] == [State.STORED] * 5
            assert {each.request.action for each in found} >= {EDIT, VIDEO, EXTEND}
            assert parents(found) == PARENTS

    run(work())


def test_each_finds_it_when_it_comes_later_and_the_engine_listens_elsewhere_by_then(
    run: Run[Any], tmp_path: Path, own: Engine, family: dict[str, dict[str, Any]]
) -> None:
    async def bring(*names: str) -> list[Generation]:
        async with opened(tmp_path, (DEMO, own)) as at:
            await at.listed(Look(DEMO, ids=ids(list(family.values()))))
            for name in names:
                await at.recover(family[name]["task_id"])
            return kept(at)

    assert set(parents(run(bring("single", "longer", "edit"))).values()) == {None, "edit"}
    before = own.port
    own.stop()
    own.port = 0
    own.start()
    assert own.port != before
    found = run(bring("grid", "film"))
    assert parents(found) == PARENTS
    for each in found:  # the facts beside the picture say so, too
        assert each.file is not None
        facts = json.loads((tmp_path / "pictures" / each.file.name).with_suffix(".json").read_text(encoding="utf-8"))
        assert facts["parent"] == each.parent


def test_what_came_without_its_parent_once_is_given_it_when_anything_is_brought_in(
    run: Run[Any], tmp_path: Path, own: Engine, family: dict[str, dict[str, Any]]
) -> None:
    async def bring(name: str) -> list[Generation]:
        async with opened(tmp_path, (DEMO, own)) as at:
            await at.listed(Look(DEMO, ids=ids(list(family.values()))))
            await at.recover(family[name]["task_id"])
            return kept(at)

    run(bring("grid"))
    (edit,) = [each for each in run(bring("edit")) if each.request.prompt == "edit"]
    library = Library(tmp_path)
    library.save(replace(edit, parent=None))  # as a version left it that knew no addresses
    library.close()
    assert parents(run(bring("longer"))) == {"grid": None, "edit": "grid", "longer": None}


def test_one_whose_parent_lies_in_the_trash_is_its_child_and_stands_below_it_when_that_comes_back(
    run: Run[Any], tmp_path: Path, own: Engine, family: dict[str, dict[str, Any]]
) -> None:
    async def bring(*names: str) -> list[Generation]:
        async with opened(tmp_path, (DEMO, own)) as at:
            await at.listed(Look(DEMO, ids=ids(list(family.values()))))
            for name in names:
                await at.recover(family[name]["task_id"])
            return kept(at)

    (grid,) = run(bring("grid"))
    library = Library(tmp_path)
    library.delete([grid.id], 5.0)
    library.close()
    film, edit, single = run(bring("film", "edit", "single"))
    assert (film.parent, edit.parent, single.parent) == (grid.id, grid.id, edit.id)
    library = Library(tmp_path)
    assert [each.id for each in library.ancestors_in_trash()] == [grid.id]
    library.restore([grid.id])
    assert {each.id for each in library.children(grid.id)} == {film.id, edit.id}
    library.delete([grid.id], 5.0)
    library.empty_trash()  # for good: recovered anew, it is theirs again
    library.close()
    again = {each.request.prompt: each for each in run(bring("grid"))}
    assert again["grid"].id != grid.id
    assert again["film"].parent == again["edit"].parent == again["grid"].id


def test_a_file_is_the_same_however_it_is_shown_and_anything_else_is_not() -> None:
    lineage = Lineage()
    signed = outside(DEMO, "https://a.de/x.png?ex=1&hm=2", "fast", 1.0)
    asked = outside(DEMO, "https://a.de/show?id=1", "fast", 1.0)
    for each in (signed, asked):
        lineage.take(each, seeks=True)
    assert lineage.met() == []  # a picture from elsewhere is made of nothing
    addresses = "https://a.de/x.png", "https://a.de/show?id=1", "https://a.de/show?id=2", "https://b.de/x.png"
    found = [lineage.parent(Imagine(action=EDIT, image_url=address)) for address in addresses]
    assert found == [signed.id, asked.id, None, None]
    assert lineage.parent(Imagine(image_url="http://[broken")) is None


def test_nothing_is_made_of_itself_and_a_composite_is_nobody_s_parent_at_the_service() -> None:
    lineage, address = Lineage(), "https://a.de/x.png"
    wish = Imagine(action=VIDEO, image_url=address)
    film = replace(new(DEMO, wish, 1.0), sub_images=(address,))  # as if its cover were its first frame
    composite = replace(new(DEMO, Imagine(action=COMPOSITE, image_id="7"), 1.0), image_id="7")
    for each in (film, composite):
        lineage.take(each, seeks=True)
    assert (lineage.met(), lineage.parent(Imagine(image_id="7"))) == ([], None)
    drawn = replace(new(DEMO, Imagine(prompt="a cat"), 1.0), image_id="7", sub_images=(address,))
    lineage.take(drawn, seeks=True)
    assert set(lineage.met()) == {(film.id, drawn.id), (composite.id, drawn.id)}
    assert lineage.parent(Imagine(image_id="7")) == drawn.id
