"""Compared pictures: what one candidate changed, and what is kept exact."""

import numpy as np
import pytest

from mj_desktop.core.comparison import Comparison, Part
from mj_desktop.core.errors import InputError
from mj_desktop.mask.compared import STRENGTH, Compared, examine, kept_exact, legend, shrunk_to_show
from mj_desktop.mask.lossless import picture_to_png
from mj_desktop.mask.pixels import Pixels
from tests.mask.test_composite import noise

OF = Comparison(Part("a"), (Part("b", 1), Part("b", 2)))


def flat(level: int, width: int = 40, height: int = 30) -> Pixels:
    made = np.full((height, width, 4), level, np.uint8)
    made[..., 3] = 255
    return made


def half(width: int = 40, height: int = 30) -> Pixels:
    mask = np.zeros((height, width), np.uint8)
    mask[:, : width // 2] = 255
    return mask


def test_a_difference_is_shown_stronger_than_it_is_and_never_beyond_white() -> None:
    before, after = flat(100), flat(100)
    after[0, 0, 1], after[0, 1, 2] = 103, 0
    found = examine(Compared(OF, before, (before, after)), 1).difference
    assert found[0, 0].tolist() == [3 * STRENGTH] * 3 + [255]
    assert found[0, 1].tolist() == [255] * 4
    assert not found[1:, :, :3].any()


def test_the_heat_map_shows_the_candidate_inside_the_mask_and_dark_greys_where_nothing_drifted() -> None:
    before, after, mask = noise(40, 30, 1), noise(40, 30, 1), half()
    before[..., 3] = after[..., 3] = 255
    after[:, :20, 0] ^= 128
    after[5, 30, 0] ^= 128
    found = examine(Compared(OF, before, (after, before), mask), 0)
    assert found.heat is not None
    assert found.drift is not None
    assert np.array_equal(found.heat[:, :20], after[:, :20])
    quiet = np.delete(found.heat[:, 20:].reshape(-1, 4), 5 * 20 + 10, axis=0)
    assert (quiet[:, 0] == quiet[:, 1]).all()
    assert (quiet[:, 0] == quiet[:, 2]).all()
    assert quiet[:, 0].max() <= 128
    assert found.heat[5, 30].max() == 255
    assert found.drift.most == 128


def test_without_a_mask_there_is_no_outside() -> None:
    compared = Compared(OF, flat(1), (flat(2), flat(3)))
    found = examine(compared, 0)
    assert (found.heat, found.drift) == (None, None)
    with pytest.raises(ValueError, match="no outside"):
        kept_exact(compared, 0)


def test_what_is_kept_is_exact_outside_and_the_candidate_deep_inside_also_once_it_is_a_file() -> None:
    import cv2

    before, after = noise(80, 30, 1), noise(80, 30, 2)
    before[..., 3] = after[..., 3] = 255
    made = kept_exact(Compared(OF, before, (before, after), half(80)), 1)
    assert np.array_equal(made[:, 40:], before[:, 40:])
    assert np.array_equal(made[:, :20], after[:, :20])
    read = cv2.imdecode(np.frombuffer(picture_to_png(made), np.uint8), cv2.IMREAD_UNCHANGED)
    assert read is not None
    assert np.array_equal(read, made[..., :3])
    seen_through = noise(8, 8, 3)
    read = cv2.imdecode(np.frombuffer(picture_to_png(seen_through), np.uint8), cv2.IMREAD_UNCHANGED)
    assert read is not None
    assert np.array_equal(read, seen_through)


def test_pictures_of_other_sizes_are_refused() -> None:
    with pytest.raises(InputError):
        Compared(OF, flat(1), (flat(1), flat(1, 41)))
    with pytest.raises(InputError):
        Compared(OF, flat(1), (flat(1), flat(1)), half(41))


@pytest.mark.parametrize(("edge", "small"), [(200, 200), (640, 320), (2048, 342), (8192, 328)])
def test_a_result_is_shrunk_for_the_column(edge: int, small: int) -> None:
    assert shrunk_to_show(flat(9, edge, 16)).shape[1] == small


def test_the_legend_goes_from_clear_to_the_hottest() -> None:
    shown = legend()[0]
    assert shown[0, 3] == 0
    assert shown[-1, 3] == 255
    assert (np.diff(shown[:, 3].astype(int)) >= 0).all()
