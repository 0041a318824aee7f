"""Where pictures may be fetched from: never from a place that the origin of an answer has no business to name."""

import pytest

from mj_desktop.api.addresses import Reach, reach
from mj_desktop.api.fetch import Fetcher
from mj_desktop.core.errors import PictureError
from tests.conftest import Run
from tests.hosts import host

SERVICE = "https://93.184.215.14"  # a number, so that nobody is asked for a name


def fetched(run: Run[bytes], url: str, origin: str, most: int = 2**20) -> bytes:
    async def work() -> bytes:
        fetcher = Fetcher()
        try:
            return await fetcher.fetch(url, origin, most)
        finally:
            await fetcher.close()

    return run(work())


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        ("8.8.8.8", Reach.GLOBAL), ("2606:4700::1111", Reach.GLOBAL), ("127.0.0.1", Reach.LOOPBACK),
        ("::1", Reach.LOOPBACK), ("::ffff:127.0.0.1", Reach.LOOPBACK), ("::ffff:10.0.0.1", Reach.PRIVATE),
        ("169.254.169.254", Reach.LINK_LOCAL), ("fe80::1%eth0", Reach.LINK_LOCAL), ("10.1.2.3", Reach.PRIVATE),
        ("172.16.0.1", Reach.PRIVATE), ("192.168.1.1", Reach.PRIVATE), ("100.64.0.1", Reach.PRIVATE),
        ("0.0.0.0", Reach.PRIVATE), ("fd00::1", Reach.PRIVATE), ("224.0.0.1", Reach.PRIVATE),
    ],
)  # fmt: skip
def test_an_address_is_told_by_where_it_can_be_reached(number: str, wanted: Reach) -> None:
    assert reach(number) is wanted


@pytest.mark.parametrize(
    "url",
    ["https://10.0.0.1/a.png", "https://192.168.1.1/a.png", "https://169.254.169.254/latest/meta-data", "https://[::1]/a",
     "https://localhost/a.png", "https://127.0.0.1/a.png", "https://2130706433/a.png", "https://127.1/a.png",
     "https://[::ffff:10.0.0.1]/a.png", "https://0.0.0.0/a.png"],
)  # fmt: skip
def test_a_service_elsewhere_cannot_have_this_network_asked(run: Run[bytes], url: str) -> None:
    with pytest.raises(PictureError, match="has no business"):
        fetched(run, url, SERVICE)


def test_nothing_reaches_a_host_here_that_a_service_elsewhere_named(run: Run[bytes]) -> None:
    with host(body=b"picture") as here, pytest.raises(PictureError):
        fetched(run, here.address + "/a.png", SERVICE)
    assert here.asked == []


def test_a_redirect_into_this_network_is_refused(run: Run[bytes]) -> None:
    for target in ("https://10.0.0.1/a.png", "https://169.254.169.254/", "file:///etc/passwd", "http://8.8.8.8/a.png"):
        with host(302, {"location": target}) as here, pytest.raises(PictureError):
            fetched(run, here.address + "/a.png", "demo")


def test_a_redirect_without_end_is_given_up(run: Run[bytes]) -> None:
    with host(302, {"location": "/again"}) as here, pytest.raises(PictureError, match="without end"):
        fetched(run, here.address + "/a.png", "demo")


@pytest.mark.parametrize("origin", ["demo", "http://127.0.0.1:1", "http://localhost:1"])
def test_an_origin_on_this_computer_may_name_what_is_there(run: Run[bytes], origin: str) -> None:
    with host(body=b"picture") as here, host(307, {"location": here.address + "/b.png"}) as near:
        assert fetched(run, near.address + "/a.png", origin) == b"picture"


def test_outside_only_https_is_asked(run: Run[bytes]) -> None:
    with pytest.raises(PictureError, match="https"):
        fetched(run, "http://8.8.8.8/a.png", SERVICE)


def test_more_than_was_asked_for_is_refused(run: Run[bytes]) -> None:
    with host(body=bytes(2048)) as here, pytest.raises(PictureError, match="larger than"):
        fetched(run, here.address + "/a.png", "demo", most=1024)
