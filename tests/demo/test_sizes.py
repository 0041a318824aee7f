"""Sizes of pictures."""

import pytest

from mj_desktop.demo import sizes
from mj_desktop.demo.sizes import Size


def test_grids_have_the_documented_sizes() -> None:
    assert sizes.tile(1, 1024).times(2) == (2048, 2048)
    assert sizes.tile(16 / 9, 1024).times(2) == (2912, 1632)
    assert sizes.tile(9 / 16, 1024).times(2) == (1632, 2912)


@pytest.mark.parametrize("edge", [32, 128, 512, 1024, 2048])
@pytest.mark.parametrize("ratio", [1 / 14, 0.3, 9 / 16, 3 / 4, 1, 4 / 3, 1.5, 21 / 9, 14])
def test_previews_and_thumbnails_divide_evenly(ratio: float, edge: int) -> None:
    size = sizes.tile(ratio, edge)
    assert size.width % 8 == size.height % 8 == 0
    assert 0.7 < size.width * size.height / edge**2 < 2.7


def test_upscales_stop_at_the_longest_edge_in_proportion() -> None:
    assert sizes.enlarged(Size(1024, 1024), 4) == (4096, 4096)
    wide = sizes.enlarged(Size(1456, 816), 4)
    assert wide.width == 4096
    assert wide.width / wide.height == pytest.approx(1456 / 816, rel=0.01)
    assert sizes.enlarged(Size(4096, 4096), 2) == (4096, 4096)
