"""The types of task that the engine has, by the name of their address below `/midjourney/`."""

from __future__ import annotations

from typing import Any

from .animating import Animating
from .describing import Describing
from .editing import Editing
from .imagining import Imagining
from .task_type import TaskType, Workshop


def task_types(workshop: Workshop) -> dict[str, TaskType[Any]]:
    """All of them."""
    return {
        "imagine": Imagining(workshop),
        "edits": Editing(workshop),
        "videos": Animating(workshop),
        "describe": Describing(workshop),
    }
