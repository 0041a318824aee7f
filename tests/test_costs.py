"""Costs on a real library, studio and engine that stands for the service."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from mj_desktop.api.client import Terms
from mj_desktop.asides import Asker
from mj_desktop.batches import Batches
from mj_desktop.core import receipts
from mj_desktop.core.asides import Aside, AsideWish
from mj_desktop.core.generation import DEMO, State, new
from mj_desktop.core.intentions import Trigger
from mj_desktop.core.ledger import Ledger, counted, day_of
from mj_desktop.core.messages import Remedy
from mj_desktop.core.prices import LIMIT, Prices
from mj_desktop.core.request import Imagine
from mj_desktop.costs import Costs
from mj_desktop.library.library import Library
from mj_desktop.library.opening import renewed
from mj_desktop.library.prices import PriceFile
from mj_desktop.office import Office
from tests.conftest import Run
from tests.desk import Desk, desk
from tests.engine import Engine
from tests.waiting import until

SERVICE = "https://service.example"


class Till:
    """An office over a studio, with a limit, and what it said."""

    def __init__(self, at: Desk, profile: Path, limit: float) -> None:
        self.at = at
        self.costs = Costs(at.library, at.studio.jobs, profile)
        self.costs.take(Prices({LIMIT: limit}))
        self.office = Office(at.studio, self.costs, Batches(at.studio, at.library, at.studio.jobs), Terms, lambda: "")
        self.costs.said.connect(at.said.append)
        self.asking: list[int] = []
        self.costs.asking.connect(lambda: self.asking.append(len(at.seen)))
        self.ledgers: list[Ledger] = []
        self.costs.counted.connect(self.ledgers.append)

    async def ledger(self) -> Ledger:
        """Counted now."""
        self.ledgers.clear()
        self.costs.count()
        await until(lambda: self.ledgers)
        return self.ledgers[-1]

    async def asked(self) -> None:
        """The question about the limit has come."""
        await until(lambda: self.at.said)
        assert self.at.said[-1].remedy is Remedy.SPEND

    async def begun(self, count: int) -> None:
        """So many are known to the studio, and all of them have ended."""
        seen = self.at.seen
        await until(lambda: len(seen) >= count and not any(found[-1].state.is_open for found in seen.values()))


def test_a_days_limit_asks_before_it_is_passed_by_what_is_spent_and_on_the_way(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with desk(tmp_path, (engine.address, engine), (DEMO, engine)) as at:
            till = Till(at, tmp_path, limit=0.35)
            for prompt in ("a cat", "a dog"):  # at once: the second would be the 0.54th
                till.office.submit(engine.address, Imagine(prompt=prompt))
            await till.asked()
            asked = {"request": "“a dog”", "today": "0.00", "limit": "0.35", "way": "0.27", "this": "0.27"}
            assert at.said[-1].values == asked
            await till.begun(1)
            (first,) = (found[-1] for found in at.seen.values())
            till.office.trigger(Trigger(first.id, "upscale1"))  # 0.27 and 0.05 are within it
            await till.begun(2)
            at.said.clear()
            till.office.trigger(Trigger(first.id, "upscale2"))
            await till.asked()
            assert (len(at.seen), till.asking) == (2, [1, 2])
            till.costs.spend()
            till.costs.spend()
            await till.begun(3)
            ledger = await till.ledger()
            told = [(line.day, line.label, line.sent, line.succeeded) for line in ledger.lines]
            today = day_of(first.created_at)
            assert told == [(today, "Generate", 1, 1), (today, "Upscale", 2, 2)]
            assert (round(ledger.today, 2), ledger.on_the_way) == (0.37, 0.0)
            till.office.submit(DEMO, Imagine(prompt="costs nothing"))
            assert len(at.seen) == 4

    run(work())


def test_asides_are_in_the_ledger_with_the_cost_that_their_answer_names_and_ask_before_the_limit_is_passed(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with desk(tmp_path, (engine.address, engine), (DEMO, engine)) as at:
            till = Till(at, tmp_path, limit=0.3)
            till.costs.take(till.costs.prices.put("shorten", 0.29))
            asker = Asker(at.studio.jobs, at.studio.client, at.library.receipts)
            ends: list[object] = []
            asker.answered.connect(ends.append)
            asker.failed.connect(ends.append)

            def ask(aside: Aside, subject: str, origin: str = engine.address) -> None:
                till.office.ask(origin, aside, partial(asker.ask, AsideWish(aside, subject, origin), origin))

            ask(Aside.SHORTEN, "a very beautiful and quite large lighthouse")
            await until(lambda: len(ends) == 1)
            ask(Aside.SHORTEN, "a very small and rather old lighthouse")
            await till.asked()
            asked = {"request": "Shorten", "today": "0.18", "limit": "0.30", "way": "0.00", "this": "0.29"}
            assert at.said[-1].values == asked
            till.costs.spend()
            await until(lambda: len(ends) == 2)
            ask(Aside.SHORTEN, "a free one", DEMO)
            await until(lambda: len(ends) == 3)
            ask(Aside.DESCRIBE, "http://127.0.0.1:9/no.png")
            await until(lambda: at.said[-1].values["this"] == "0.05")
            till.costs.spend()
            await until(lambda: len(ends) == 4)
            ledger = await till.ledger()
            told = [
                (line.label, line.sent, line.succeeded, round(line.credits, 2), line.billed) for line in ledger.lines
            ]
            assert told == [("Describe", 1, 0, 0.0, 0), ("Shorten", 2, 2, 0.36, 2)]
            assert (round(ledger.today, 2), ledger.on_the_way) == (0.36, 0.0)

    run(work())


def test_what_was_asked_about_is_not_sent_any_more_after_another_wish_or_another_limit(
    run: Run[Any], engine: Engine, tmp_path: Path
) -> None:
    async def work() -> None:
        async with desk(tmp_path, (engine.address, engine), (DEMO, engine)) as at:
            till = Till(at, tmp_path, limit=0.1)
            dropped: list[None] = []
            till.costs.dropped.connect(lambda: dropped.append(None))
            till.office.submit(engine.address, Imagine(prompt="a very long prompt about a cat in a hat"))
            await till.asked()
            assert at.said.pop().values["request"] == "“a very long prompt about a cat…”"
            till.office.submit(DEMO, Imagine(prompt="free"))
            assert len(dropped) == 1
            till.costs.spend()
            await till.begun(1)
            till.office.submit(engine.address, Imagine(prompt="a dog"))
            await till.asked()
            till.costs.take(Prices({LIMIT: 9.0}))
            assert len(dropped) == 2
            till.costs.spend()
            assert [found[-1].request.prompt for found in at.seen.values()] == ["free"]

    run(work())


def test_an_aside_that_nobody_waits_for_may_still_be_charged_today(run: Run[Any], tmp_path: Path) -> None:
    async def work(slow: Engine) -> None:
        async with desk(tmp_path, (slow.address, slow)) as at:
            till = Till(at, tmp_path, limit=0.0)
            asker = Asker(at.studio.jobs, at.studio.client, at.library.receipts)
            asker.ask(AsideWish(Aside.SHORTEN, "a cat", slow.address), slow.address)
            await until(lambda: at.library.receipts.since(0.0))
            asker.drop()
            ledger = await till.ledger()
            assert [(line.label, line.sent, line.succeeded) for line in ledger.lines] == [("Shorten", 1, 0)]
            assert (ledger.today, ledger.on_the_way) == (0.0, 0.18)

    with Engine("--fault", "slow-first-byte=60", pixels=64) as engine:
        run(work(engine))


def test_what_was_emptied_from_the_trash_or_lost_with_the_database_is_in_the_ledger_still(tmp_path: Path) -> None:
    library = Library(tmp_path)
    paid = replace(new(SERVICE, Imagine(prompt="a cat --v 8 --hd", version="8"), 100.0), sent_at=101.0)
    for each in (replace(paid, state=State.STORED), replace(new(DEMO, Imagine(prompt="free"), 100.0), sent_at=101.0)):
        library.add(each)
        library.delete([each.id], 102.0)
    before = counted(map(receipts.of, library.paid(0.0)), Prices(), 110.0)
    assert round(before.today, 2) == 1.08
    library.empty_trash()
    assert (library.paid(0.0), len(library.receipts.since(0.0))) == ([], 1)
    assert counted(library.receipts.since(0.0), Prices(), 110.0) == before
    assert "cat" not in str(library.receipts.since(0.0))
    library.close()
    kept, aside, _ = renewed(tmp_path)
    kept.rebuild(aside)  # gone on with after a crash: nothing is counted twice
    assert counted(kept.receipts.since(0.0), Prices(), 110.0) == before
    kept.close()


def test_without_a_limit_nothing_is_asked_and_prices_are_kept(run: Run[Any], engine: Engine, tmp_path: Path) -> None:
    async def work() -> None:
        async with desk(tmp_path, (engine.address, engine)) as at:
            till = Till(at, tmp_path, limit=0.0)
            till.costs.take(Prices().put("generate", 3.0))
            till.office.submit(engine.address, Imagine(prompt="a cat"))
            assert len(at.seen) == 1
            await till.begun(1)
            assert round((await till.ledger()).today, 2) == 3.0

    run(work())
    assert PriceFile(tmp_path).load() == Prices({"generate": 3.0})


def test_a_price_file_that_cannot_be_read_leaves_the_estimates(tmp_path: Path) -> None:
    (tmp_path / "prices.json").write_bytes(b"\xff not json")
    assert PriceFile(tmp_path).load() == Prices()


def test_the_library_tells_what_was_begun_at_a_service_lately_what_is_open_there_and_the_trash(tmp_path: Path) -> None:
    library = Library(tmp_path)
    old, lately, demo, left = (
        new(origin, Imagine(prompt=name), at) for name, origin, at in
        [("old", SERVICE, 10.0), ("lately", SERVICE, 100.0), ("demo", DEMO, 100.0), ("left", SERVICE, 10.0)]
    )  # fmt: skip
    for each in (old, lately, demo, left):
        library.add(each)
    library.save(replace(old, state=State.STORED))
    library.save(replace(lately, state=State.STORED, cost=0.31))
    library.delete([lately.id], 101.0)
    assert {each.request.prompt for each in library.paid(50.0)} == {"lately", "left"}
    assert [each.cost for each in library.paid(50.0) if each.id == lately.id] == [0.31]
    library.close()
