"""The office in the program: its signals and those of its place in the window, connected."""

from mj_desktop.connection import Connection
from mj_desktop.office import Office
from mj_desktop.studio import Studio
from mj_desktop.ui.window.library_acts import LibraryActs
from mj_desktop.ui.window.office_place import OfficePlace
from mj_desktop.ui.window.window import Window


def connect(office: Office, window: Window, acts: LibraryActs, connection: Connection, studio: Studio) -> OfficePlace:
    """Give the office its place in the window."""
    place = OfficePlace(window)
    place.code.wanted.connect(office.code)
    acts.code_wanted.connect(office.code)
    office.coded.connect(place.code.take)
    costs = office.costs
    costs.said.connect(window.show_message)
    costs.changed.connect(place.costs.show_prices)
    costs.counted.connect(place.costs.show_ledger)
    place.costs.changed.connect(costs.take)
    place.costs.opened.connect(costs.count)
    connection.settled.connect(place.costs.show_origin)
    connection.settled.connect(costs.follow)
    studio.changed.connect(costs.see)
    place.costs.show_prices(costs.prices)
    return place
