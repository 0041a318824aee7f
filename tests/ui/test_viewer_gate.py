"""The gate before paid actions, with a clock of its own."""

from mj_desktop.ui.viewer.gate import Gate


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_same_request_is_let_through_once_within_a_second() -> None:
    clock = Clock()
    gate = Gate(clock)
    assert gate.admits("upscale1")
    clock.now += 0.9
    assert not gate.admits("upscale1")
    clock.now += 0.9
    assert not gate.admits("upscale1"), "a bouncing finger starts the second anew"
    clock.now += 1.0
    assert gate.admits("upscale1")


def test_another_request_is_let_through_at_once() -> None:
    gate = Gate(Clock())
    assert gate.admits("upscale1")
    assert gate.admits("upscale2")
