"""Reference pictures of a prompt: by key, drop, paste and upload; looked at first, and written as documented."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDoubleSpinBox, QLineEdit, QWidget

from mj_desktop.core import references
from mj_desktop.core.generation import State
from mj_desktop.core.prompt import words
from mj_desktop.core.references import Reference, Role
from mj_desktop.core.request import Imagine
from mj_desktop.program import ADDRESS, TOKEN
from mj_desktop.ui.window.address_overlay import AddressOverlay
from tests.conftest import Run
from tests.engine import Engine
from tests.opened import Open, opened
from tests.serving import Quiet, listening, serving
from tests.sources_stage import said_by

CREDENTIAL = "a-credential"


def _reference(key: int, role: Role = Role.CONTENT, **fields: Any) -> Reference:
    return Reference(key, f"https://a.example/{key}.png", str(key), role, **{"is_checked": True, **fields})


def test_addresses_of_content_stand_at_the_head_and_the_others_are_flags() -> None:
    found = (_reference(1), _reference(2, Role.STYLE), _reference(3), _reference(4, Role.OMNI))
    text = references.written("a fox --ar 16:9", found, {Role.CONTENT: 2.0, Role.STYLE: 100.0, Role.OMNI: 250.0})
    a = "https://a.example"
    assert text == f"{a}/1.png {a}/3.png a fox --ar 16:9 --sref {a}/2.png --oref {a}/4.png --iw 2 --ow 250"


def test_a_typed_flag_wins_over_a_reference_and_its_weight() -> None:
    found = (_reference(1), _reference(2, Role.CHARACTER))
    text = references.written("a fox --iw 1.5 --cref x", found, {Role.CONTENT: 2.0})
    assert text == "https://a.example/1.png a fox --iw 1.5 --cref x"


def test_a_style_is_billed_as_such() -> None:
    assert references.joined(Imagine(prompt="a"), (_reference(1, Role.STYLE),), {}).style_reference
    assert not references.joined(Imagine(prompt="a"), (_reference(1),), {}).style_reference


@pytest.mark.parametrize(("version", "role", "is_board"), [
    ("8", Role.CONTENT, True), ("8.1", Role.CONTENT, True), ("8", Role.OMNI, False), ("8.2", Role.CONTENT, False),
])  # fmt: skip
def test_pictures_before_the_words_are_billed_as_a_moodboard_where_the_version_does_so(
    version: str, role: Role, is_board: bool
) -> None:
    found = references.joined(Imagine(prompt=f"a --v {version}", version=version), (_reference(1, role),), {})
    assert found.moodboard is is_board


@pytest.mark.parametrize(
    ("found", "text", "said"),
    [
        ((_reference(1),), "", "needs words"),
        ((_reference(1), _reference(2)), "", ""),
        ((_reference(1),), "a fox", ""),
        ((_reference(1, is_checked=False),), "a fox", "looked at"),
        ((Reference(1, "", "a", is_checked=True),), "a fox", "uploaded"),
    ],
)
def test_what_cannot_be_sent_is_said(found: tuple[Reference, ...], text: str, said: str) -> None:
    assert said in references.objection(found, text)
    assert bool(said) is bool(references.objection(found, text))


def test_addresses_at_the_head_are_no_words_of_a_title() -> None:
    only = "https://a.example/1.png https://a.example/2.png"
    assert references.without_pictures(f"{only} a fox") == "a fox"
    assert references.without_pictures(only) == only
    assert references.without_pictures("a fox at https://a.example") == "a fox at https://a.example"


def _press(widget: QWidget, key: str) -> None:
    QTest.keySequence(widget, QKeySequence(key))


def _found(at: Open) -> tuple[Reference, ...]:
    return at.program.further.collector.all


def _drop(at: Open, address: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl(address)])
    target = at.window.desk.edit.viewport()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none))
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))


async def _name(at: Open, address: str) -> None:
    field = at.window.findChild(QLineEdit, "address-field")
    assert isinstance(field, QLineEdit)
    field.setText(address)
    QTest.keyClick(field, Qt.Key.Key_Return)


def _asked(at: Open) -> AddressOverlay:
    overlay = at.window.findChild(AddressOverlay)
    assert isinstance(overlay, AddressOverlay)
    return overlay


def test_references_come_by_key_by_drop_from_the_library_and_by_address_and_are_sent(
    run: Run[Any], qapp: QApplication, tmp_path: Path
) -> None:
    (tmp_path / "page.png").write_text("<html>")
    cv2.imwrite(str(tmp_path / "sea.png"), np.full((64, 64, 3), 120, np.uint8))

    async def work(address: str) -> None:
        async with opened(tmp_path / "profile") as at:
            grid = await at.draw("a fox")
            assert grid.file is not None
            assert grid.picture is not None
            _press(at.window.viewer, "Ctrl+R")
            await at.until(lambda: all(each.is_checked for each in _found(at)))
            _drop(at, QUrl.fromLocalFile(str(at.program.library.path(grid.file))).toString())
            assert [each.address for each in _found(at)] == [grid.picture.raw_url]
            assert "is a reference already" in at.window.status.message.what
            at.window.status.remedy.click()
            assert [each.address for each in _found(at)] == [grid.picture.raw_url] * 2
            _press(at.window, "Alt+A")
            await _name(at, f"{address}/page.png")
            await at.until(lambda: at.window.status.message.what.startswith("There is no picture at"))
            assert len(_found(at)) == 2
            assert _asked(at).field.text() == f"{address}/page.png"
            assert said_by(_asked(at), "address-said").startswith("There is no picture at page.png.")
            await _name(at, f"{address}/sea.png")
            await at.until(lambda: len(_found(at)) == 3 and all(each.is_checked for each in _found(at)))
            assert not at.window.findChildren(AddressOverlay, options=Qt.FindChildOption.FindDirectChildrenOnly)
            await _arrange(at, grid.picture.raw_url, f"{address}/sea.png")

    with serving(tmp_path) as address:
        run(work(address))


async def _arrange(at: Open, fox: str, sea: str) -> None:
    """The last one goes up and is a style of weight 300; one of the others is taken out; then it is drawn."""
    panel, key = at.program.further.references.panel, _found(at)[-1].key
    assert all(not row.picture.pixmap().isNull() for row in panel.rows.values())
    for name in (f"up_{key}", f"up_{key}", f"remove_{_found(at)[0].key}"):
        button = panel.findChild(QAbstractButton, name)
        assert isinstance(button, QAbstractButton)
        button.click()
    role, weight = panel.findChild(QComboBox, f"role_{key}"), panel.findChild(QDoubleSpinBox, f"weight_{key}")
    assert isinstance(role, QComboBox)
    assert isinstance(weight, QDoubleSpinBox)
    role.setFocus()
    _press(role, "Down")
    role.activated.emit(role.currentIndex())
    weight.setValue(300)
    assert [(each.address, each.role) for each in _found(at)] == [(sea, Role.STYLE), (fox, Role.CONTENT)]
    drawn = await at.draw("a wolf")
    assert drawn.state is State.STORED
    assert drawn.request.prompt == f"{fox} a wolf --v 8.2 --sref {sea} --sw 300"
    assert drawn.request.style_reference


def test_a_local_file_is_uploaded_with_a_credential_of_its_own_and_without_one_it_is_said_what_to_do(
    run: Run[Any], qapp: QApplication, tmp_path: Path, engine: Engine
) -> None:
    picture = tmp_path / "hill.png"
    cv2.imwrite(str(picture), np.random.default_rng(1).integers(0, 255, (300, 300, 3), np.uint8))

    async def work(endpoint: "Endpoint") -> None:
        async with opened(tmp_path / "profile", {TOKEN: engine.token, ADDRESS: engine.address}) as at:
            data = QMimeData()
            data.setUrls([QUrl.fromLocalFile(str(picture))])
            QGuiApplication.clipboard().setMimeData(data)
            _press(at.window.desk.edit, "Ctrl+V")
            assert "Alt+U" in at.window.status.message.todo
            assert _found(at) == ()
            _press(at.window, "Alt+U")
            await _name(at, f"{endpoint.address}/files/upload")
            await _name_credential(at)
            percents: list[int] = []
            at.program.further.collector.changed.connect(lambda found, _: percents.extend(r.percent for r in found))
            _press(at.window.desk.edit, "Ctrl+V")
            await at.until(lambda: bool(_found(at)) and bool(_found(at)[0].address))
            assert _found(at)[0].address == f"{endpoint.address}/kept.png"
            assert percents[0] == 0
            assert any(0 < percent < 100 for percent in percents)
            assert endpoint.got == [(f"Bearer {CREDENTIAL}", True)]

    with endpoint(picture.read_bytes()) as found:
        run(work(found))


def test_the_demo_engine_takes_local_files_itself(run: Run[Any], qapp: QApplication, tmp_path: Path) -> None:
    picture, other = tmp_path / "hill.jpg", tmp_path / "words.png"
    cv2.imwrite(str(picture), np.full((80, 60, 3), 90, np.uint8))
    other.write_text("no picture")

    async def work() -> None:
        async with opened(tmp_path / "profile") as at:
            await at.draw("a fox")
            _drop(at, QUrl.fromLocalFile(str(other)).toString())
            await at.until(lambda: "cannot be taken" in at.window.status.message.what)
            _drop(at, QUrl.fromLocalFile(str(picture)).toString())
            await at.until(lambda: bool(_found(at)) and bool(_found(at)[0].address))
            drawn = await at.draw("a wolf")
            assert drawn.state is State.STORED
            assert (drawn.request.prompt or "").startswith("http://127.0.0.1:")

    run(work())


async def _name_credential(at: Open) -> None:
    def asked() -> list[QLineEdit]:
        fields = at.window.findChildren(QLineEdit, "address-field")
        return [field for field in fields if field.echoMode() is QLineEdit.EchoMode.Password]

    await at.until(lambda: bool(asked()))
    asked()[0].setText(CREDENTIAL)
    QTest.keyClick(asked()[0], Qt.Key.Key_Return)


class Endpoint:
    """An upload endpoint on this computer: what it got, as authorization and whether the file came whole."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.got: list[tuple[str, bool]] = []


@contextmanager
def endpoint(expected: bytes) -> Iterator[Endpoint]:
    """Takes a file as the service's documents say (contract 1.9)."""

    class Taking(Quiet):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            whole = expected in body and b'name="file"; filename="hill.png"' in body
            found.got.append((self.headers["authorization"], whole))
            answer = json.dumps({"success": True, "url": f"{found.address}/kept.png"}).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

    with listening(Taking) as address:
        found = Endpoint(address)
        yield found


def send(at: Open, text: str) -> None:
    """Type a prompt and send it."""
    at.window.desk.edit.setPlainText(text)
    QTest.keyClick(at.window.desk.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_an_address_typed_in_the_prompt_is_looked_at_before_anything_is_sent_and_a_person_may_know_better(
    run: Run[Any], qapp: QApplication, tmp_path: Path, engine: Engine
) -> None:
    (tmp_path / "page.html").write_text("<html></html>")
    cv2.imwrite(str(tmp_path / "hill.png"), np.full((48, 80, 3), 90, np.uint8))

    async def work(web: str) -> None:
        async with opened(tmp_path / "profile", {TOKEN: engine.token, ADDRESS: engine.address}) as at:
            await at.until(lambda: at.program.origin == engine.address)
            for text in (f"{web}/page.html a fox", f"a fox --sref {web}/page.html"):
                send(at, text)
                assert at.window.status.message.what == "Looking at {address}"
                await at.until(lambda: at.window.status.message.what.startswith("Not sent"))
                assert at.seen == {}
            send(at, f"{web}/hill.png a fox")
            await at.until(lambda: len(at.seen) == 1)
            assert at.window.status.message.what != "Looking at {address}"
            send(at, f"{web}/page.html a wolf --repeat 2")
            await at.until(lambda: at.window.status.message.what.startswith("Not sent"))
            at.window.status.remedy.click()
            await at.until(lambda: len(at.seen) == 3)

    with serving(tmp_path) as web:
        run(work(web))


def test_send_it_as_it_is_sends_the_prompt_though_it_was_said_meanwhile_that_a_reference_is_there_already(
    run: Run[Any], qapp: QApplication, tmp_path: Path, engine: Engine
) -> None:
    (tmp_path / "page.html").write_text("<html></html>")
    cv2.imwrite(str(tmp_path / "hill.png"), np.full((48, 80, 3), 90, np.uint8))

    async def work(web: str) -> None:
        async with opened(tmp_path / "profile", {TOKEN: engine.token, ADDRESS: engine.address}) as at:
            await at.until(lambda: at.program.origin == engine.address)
            status, collector = at.window.status, at.program.further.collector
            send(at, f"{web}/page.html a fox")
            await at.until(lambda: status.message.what.startswith("Not sent"))
            hill = Reference(0, f"{web}/hill.png", "hill", origin=engine.address)
            collector.add_address(hill)
            await at.until(lambda: all(each.is_checked for each in collector.all))
            collector.add_address(hill)
            assert status.message.what == "{name} is a reference already."
            status.clear()  # read
            assert status.message.what.startswith("Not sent")
            status.remedy.click()
            await at.until(lambda: len(at.seen) == 1)
            assert len(collector.all) == 1
            assert [words(each.request.prompt or "") for each in at.seen.values()] == [f"{web}/page.html a fox"]

    with serving(tmp_path) as web:
        run(work(web))


def test_esc_takes_back_a_prompt_whose_addresses_are_still_being_looked_at(
    run: Run[Any], qapp: QApplication, tmp_path: Path, engine: Engine
) -> None:
    asked, answered, png = Event(), Event(), cv2.imencode(".png", np.full((48, 80, 3), 90, np.uint8))[1].tobytes()

    class Slow(Quiet):
        def do_GET(self) -> None:
            asked.set()
            answered.wait()
            self.send_response(200)
            self.send_header("content-type", "image/png")
            self.send_header("content-length", str(len(png)))
            self.end_headers()
            self.wfile.write(png)

    async def work(web: str) -> None:
        async with opened(tmp_path / "profile", {TOKEN: engine.token, ADDRESS: engine.address}) as at:
            await at.until(lambda: at.program.origin == engine.address)
            send(at, f"{web}/hill.png a fox")
            await at.until(asked.is_set)
            QTest.keyClick(at.window.desk.edit, Qt.Key.Key_Escape)
            answered.set()
            assert at.window.status.message.what == "Taken back. Nothing was sent."
            send(at, f"{web}/hill.png a wolf")
            await at.until(lambda: len(at.seen) == 1)
            assert [words(each.request.prompt or "") for each in at.seen.values()] == [f"{web}/hill.png a wolf"]

    with listening(Slow) as web:
        try:
            run(work(web))
        finally:
            answered.set()
