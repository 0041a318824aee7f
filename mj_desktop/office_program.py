"""The office in the program: its signals and those of its place in the window, connected."""

from mj_desktop.connection import Connection
from mj_desktop.costs import Costs
from mj_desktop.loader import Loader
from mj_desktop.office import Office
from mj_desktop.studio import Studio
from mj_desktop.ui.window.library_acts import LibraryActs
from mj_desktop.ui.window.office_place import OfficePlace
from mj_desktop.ui.window.window import Window


def connect(
    office: Office, window: Window, acts: LibraryActs, connection: Connection, studio: Studio, loader: Loader
) -> OfficePlace:
    """Give the office its place in the window."""
    place = OfficePlace(window)
    place.code.wanted.connect(office.code)
    place.code.saved.connect(office.save_code)
    office.said.connect(window.show_message)
    acts.code_wanted.connect(office.code)
    office.coded.connect(place.code.take)
    acts.price_by(place.costs.of_aside)
    _connect_costs(office.costs, place, window, connection, studio)
    _connect_batches(office, place, window, connection, studio)
    loader.thumbnail_loaded.connect(place.batches.show_thumbnail)
    return place


def _connect_costs(costs: Costs, place: OfficePlace, window: Window, connection: Connection, studio: Studio) -> None:
    costs.said.connect(window.show_message)
    costs.changed.connect(place.costs.show_prices)
    costs.counted.connect(place.costs.show_ledger)
    place.costs.changed.connect(costs.take)
    place.costs.opened.connect(costs.count)
    connection.settled.connect(place.costs.show_origin)
    connection.settled.connect(costs.follow)
    studio.changed.connect(costs.see)
    costs.asking.connect(place.costs.show_asking)
    studio.added.connect(place.costs.see)
    costs.dropped.connect(place.costs.show_dropped)
    place.costs.taken_back.connect(costs.drop)
    place.costs.show_prices(costs.prices)


def _connect_batches(
    office: Office, place: OfficePlace, window: Window, connection: Connection, studio: Studio
) -> None:
    batches, its = office.batches, place.batches
    batches.said.connect(window.show_message)
    office.costs.asking.connect(its.hold_back)
    batches.paused.connect(its.show_paused)
    batches.listed.connect(its.show_list)
    batches.opened.connect(its.show_generations)
    studio.added.connect(its.see)
    studio.changed.connect(its.see)
    studio.removed.connect(its.forget)
    its.started.connect(lambda orders: office.start(connection.origin, orders))
    its.resumed.connect(lambda batch: office.resume(connection.origin, batch))
    its.paused.connect(batches.pause)
    its.stopped.connect(batches.stop)
    its.wanted.connect(batches.want)
    its.opened.connect(batches.want_list)
