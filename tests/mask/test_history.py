"""The history: hundreds of steps in little memory, compressed aside, all of them exact."""

import threading

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mj_desktop.mask.area import Combining
from mj_desktop.mask.brush import Brush
from mj_desktop.mask.mask import Mask
from mj_desktop.mask.morphology import feathered
from mj_desktop.mask.pixels import Pixels
from mj_desktop.mask.shape import ellipse


def stroke(mask: Mask, rng: np.random.Generator, hardness: float = 1.0) -> None:
    """A stroke as a hand draws it: some forty short pieces, radius up to 120."""
    edge = mask.rect.width
    x, y = rng.uniform(0, edge, 2)
    turn = float(rng.uniform(0, 6))
    mask.begin(x, y, Brush(int(rng.integers(5, 120)), bool(rng.random() > 0.3), hardness))
    for _ in range(40):
        turn += float(rng.normal(0, 0.3))
        x, y = x + edge / 80 * np.cos(turn), y + edge / 80 * np.sin(turn)
        mask.extend(x, y)
    mask.end()


def test_five_hundred_steps_on_a_mask_of_4096_stay_under_64_megabytes() -> None:
    mask, rng = Mask(4096, 4096), np.random.default_rng(6)
    for step in range(500):
        if step % 100 == 50:
            mask.invert()
        elif step % 25 == 10:
            x, y = rng.uniform(0, 3000, 2)
            mask.combine(ellipse((x, y), (x + 1000, y + 700), 4096, 4096), Combining.ADD)
        else:
            stroke(mask, rng, hardness=0.6 if step % 10 == 9 else 1.0)
        if step % 20 == 19:
            mask.history.pack()
    mask.history.pack()
    assert mask.history.loose == 0
    assert mask.history.size < 64 * 2**20
    count = 0
    while mask.history.can_undo:
        mask.undo()
        count += 1
    assert count >= 490 and not mask.pixels.any()


SEEDS = st.integers(0, 1000)


def soft_steps(seed: int, edge: int = 300) -> tuple[Mask, list[Pixels]]:
    """A mask after strokes, a feather, all and none, and every state that it was in."""
    mask, rng = Mask(edge, edge), np.random.default_rng(seed)
    states = [mask.pixels.copy()]
    for step in range(7):
        if step == 3:
            mask.combine(feathered(mask.pixels, 12), Combining.REPLACE)
        elif step in (1, 4):
            mask.fill() if (seed + step) % 2 else mask.clear()
        else:
            stroke(mask, rng, hardness=float(rng.choice([1.0, 0.5, 0.0])))
        if not np.array_equal(mask.pixels, states[-1]):
            states.append(mask.pixels.copy())
    return mask, states


@settings(max_examples=25)
@given(SEEDS, st.integers(0, 6), st.booleans())
def test_steps_with_greys_go_back_and_forth_exactly_packed_or_not(seed: int, at: int, packs: bool) -> None:
    mask, states = soft_steps(seed)
    for state in reversed(states[:-1]):
        if packs and at == len(states) // 2:
            mask.history.pack()
        mask.undo()
        assert np.array_equal(mask.pixels, state)
    mask.history.pack()
    for state in states[1:]:
        mask.redo()
        assert np.array_equal(mask.pixels, state)


def test_packing_makes_it_smaller_and_leaves_nothing_loose() -> None:
    mask, _ = soft_steps(3)
    before = mask.history.size
    assert mask.history.loose > 0
    mask.history.pack()
    assert mask.history.loose == 0 and mask.history.size < before / 2


def test_all_and_none_are_steps_only_where_they_change_something() -> None:
    mask = Mask(40, 30)
    assert mask.clear().is_empty and not mask.history.can_undo
    assert mask.fill() == mask.rect
    assert mask.fill().is_empty and mask.clear() == mask.rect
    mask.undo()
    assert mask.coverage == 1
    mask.undo()
    assert mask.is_empty and not mask.history.can_undo


def test_who_never_packs_does_not_run_out_of_memory() -> None:
    mask = Mask(2048, 2048)
    rng = np.random.default_rng(1)
    for _ in range(14):
        mask.combine(ellipse((0, 0), (2048, 2048 * float(rng.uniform(0.5, 1))), 2048, 2048), Combining.REPLACE)
        mask.combine(feathered(mask.pixels, 60), Combining.REPLACE)
        assert mask.history.loose <= 64 * 2**20


def test_another_thread_may_pack_while_steps_are_undone_and_redone() -> None:
    mask, states = soft_steps(5)
    stop = threading.Event()

    def pack() -> None:
        while not stop.is_set():
            mask.history.pack()

    packer = threading.Thread(target=pack)
    packer.start()
    try:
        for _ in range(10):
            for state in reversed(states[:-1]):
                mask.undo()
                assert np.array_equal(mask.pixels, state)
            for state in states[1:]:
                mask.redo()
                assert np.array_equal(mask.pixels, state)
    finally:
        stop.set()
        packer.join()
