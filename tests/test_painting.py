"""What the program does for the mask editor on disk: masks of files, drafts, and what was sent."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np

from mj_desktop.core.generation import DEMO, Generation
from mj_desktop.core.request import Imagine
from mj_desktop.core.settings import Settings, changed
from mj_desktop.jobs import Jobs
from mj_desktop.library.library import Library
from mj_desktop.mask.encoding import DEFAULT, Encoding, Format
from mj_desktop.mask.imported import Imported
from mj_desktop.mask.lossless import from_png
from mj_desktop.mask.region import Draft
from mj_desktop.painting import Painting, encoding
from mj_desktop.ui.mask_editor.masks import MaskFile
from tests.conftest import Run
from tests.waiting import until


def _quiet(key: str, error: BaseException) -> None:
    raise AssertionError(f"{key}: {error}")


class Stage:
    """A painting with what it said."""

    def __init__(self, profile: Path) -> None:
        self.jobs, self.library = Jobs(_quiet), Library(profile)
        self.painting = Painting(self.library, self.jobs)
        self.said: list[str] = []
        self.masks: list[Imported] = []
        self.painting.said.connect(lambda message: self.said.append(message.what))
        self.painting.mask_read.connect(self.masks.append)

    async def close(self) -> None:
        await self.jobs.close()
        self.library.close()


def test_a_mask_is_written_to_a_file_and_read_from_it(run: Run[Any], tmp_path: Path) -> None:
    mask = np.zeros((40, 30), np.uint8)
    mask[5:20, 3:17] = 255

    async def work() -> None:
        stage = Stage(tmp_path / "profile")
        stage.painting.write_mask(MaskFile(tmp_path / "mask.png", mask))
        await until(lambda: stage.said)
        stage.painting.read_mask(str(tmp_path / "mask.png"))
        await until(lambda: stage.masks)
        assert np.array_equal(stage.masks[0].pixels, mask)
        await stage.close()

    run(work())
    assert np.array_equal(from_png((tmp_path / "mask.png").read_bytes()), mask)


def test_what_is_no_picture_is_not_there_or_cannot_be_written_is_said(run: Run[Any], tmp_path: Path) -> None:
    (tmp_path / "words.png").write_text("no picture")
    cv2.imwrite(str(tmp_path / "whole.png"), np.full((300, 300), 200, np.uint8))
    (tmp_path / "half.png").write_bytes((tmp_path / "whole.png").read_bytes()[:120])

    async def work() -> None:
        stage = Stage(tmp_path / "profile")
        for name in ("words.png", "half.png", "nothing.png"):
            stage.said.clear()
            stage.painting.read_mask(str(tmp_path / name))
            await until(lambda: stage.said)
        stage.said.clear()
        stage.painting.write_mask(MaskFile(tmp_path / "no folder" / "mask.png", np.zeros((4, 4), np.uint8)))
        await until(lambda: stage.said)
        assert "cannot be written" in stage.said[0]
        assert not stage.masks
        stage.said.clear()
        stage.painting.read_last()
        await until(lambda: stage.said)
        assert stage.said == ["No mask was sent yet."]
        await stage.close()

    run(work())


def test_a_draft_is_told_once_it_is_on_the_disk_and_one_that_is_refused_is_said(run: Run[Any], tmp_path: Path) -> None:
    mask = np.zeros((40, 30), np.uint8)
    mask[5:20, 3:17] = 255

    async def work() -> None:
        stage = Stage(tmp_path)
        kept: list[str] = []
        stage.painting.draft_kept.connect(kept.append)
        stage.library.add(Generation(id="one", origin=DEMO, request=Imagine(prompt="a fox"), created_at=1.0))
        stage.painting.keep_draft(Draft("one", mask))
        await until(lambda: kept)
        png = stage.library.draft("one")
        assert png is not None and np.array_equal(from_png(png), mask)
        stage.painting.keep_draft(Draft("of none", mask))
        await until(lambda: stage.said)
        assert kept == ["one"] and stage.library.draft("of none") is None
        await stage.close()

    run(work())


def test_settings_say_how_masks_are_sent() -> None:
    assert encoding(Settings()) == DEFAULT
    chosen = changed(changed(Settings(), "mask_format", "png"), "mask_edges", "soft")
    assert encoding(chosen) == Encoding(Format.PNG, is_soft=True)
