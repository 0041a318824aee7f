"""What `smoke` takes a frozen program through."""

from pathlib import Path

import mj_desktop
from mj_desktop import tour

_PACKAGE = Path(mj_desktop.__file__).parent


def test_every_module_of_the_package_is_imported_and_the_keyrings_of_all_systems() -> None:
    files = {file.relative_to(_PACKAGE.parent).with_suffix("").parts for file in _PACKAGE.rglob("*.py")}
    expected = {".".join(parts).removesuffix(".__init__") for parts in files if parts[-1] != "__main__"}
    found = tour.modules()
    assert {name for name in found if name.startswith("mj_desktop.")} | {"mj_desktop"} == expected
    assert {"keyring.backends.SecretService", "keyring.backends.Windows", "keyring.backends.macOS"} <= set(found)
