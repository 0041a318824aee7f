"""Pictures with a subject whose outline is known."""

import cv2
import numpy as np

from mj_desktop.mask.pixels import Pixels


def scene(edge: int, noise: float = 12.0) -> tuple[Pixels, Pixels]:
    """A picture (edge x edge x 4) of something red with arms on a mottled ground, and its true mask."""
    rng = np.random.default_rng(4)
    mottled = cv2.resize(rng.integers(60, 160, (6, 6, 3), dtype=np.uint8), (edge, edge), interpolation=cv2.INTER_CUBIC)
    subject = cv2.resize(rng.integers(0, 90, (5, 5, 3), dtype=np.uint8), (edge, edge), interpolation=cv2.INTER_CUBIC)
    subject[..., 2] = np.clip(subject[..., 2].astype(int) + 150, 0, 255)
    truth = outline(edge)
    clean = np.where(truth[..., None] > 0, subject, mottled).astype(float) + rng.normal(0, noise, (edge, edge, 3))
    blurred = cv2.GaussianBlur(np.clip(clean, 0, 255).astype(np.uint8), (0, 0), 1)
    return np.dstack([blurred, np.full((edge, edge), 255, np.uint8)]).astype(np.uint8), truth


def outline(edge: int) -> Pixels:
    """A tilted ellipse, a chimney and eight arms."""
    truth = np.zeros((edge, edge), np.uint8)
    unit = edge / 2048
    middle = int(1000 * unit), int(1000 * unit)
    cv2.ellipse(truth, middle, (int(500 * unit), int(350 * unit)), 20, 0, 360, 255, cv2.FILLED)
    cv2.rectangle(truth, (int(900 * unit), int(400 * unit)), (int(1040 * unit), int(900 * unit)), 255, cv2.FILLED)
    for arm in range(8):
        x, y = 1000 + 640 * np.cos(arm * 0.8), 1000 + 560 * np.sin(arm * 0.8)
        cv2.line(truth, middle, (int(x * unit), int(y * unit)), 255, int(30 * unit))
    return truth
