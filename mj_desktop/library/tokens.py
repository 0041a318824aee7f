"""The token of one profile: in the system keyring, in a file only its owner can read, or in this process alone."""

import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mj_desktop.core.account import Kept
from mj_desktop.core.errors import LibraryError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "mj-desktop"

log = logging.getLogger(__name__)


class Tokens:
    """Keeps and forgets the token; every method may block or prompt, so call it in a thread.

    `backend` stands in for the system's keyring; the entry is named by the profile's folder. With `noted`, an empty
    file tells that the keyring has one: it is asked only then, as it may ask a person for a password.
    """

    def __init__(self, profile: Path, backend: "KeyringBackend | None" = None, noted: bool = False) -> None:
        self.file = profile / "token"
        self._note = profile / "kept" if noted else None
        self._entry = str(profile.resolve())
        self._backend = backend

    def find(self) -> tuple[str, Kept]:
        """The token and where it was, or "" and NOWHERE; raises LibraryError when a place cannot be read."""
        try:
            kept = self.file.read_text(encoding="utf-8").strip()
            if kept:
                return kept, Kept.FILE
        except FileNotFoundError:
            pass
        except (OSError, ValueError) as error:
            raise LibraryError(f"{self.file} cannot be read.") from error
        token = self._from_keyring() if self._note is None or self._note.exists() else ""
        return (token, Kept.KEYRING) if token else ("", Kept.NOWHERE)

    def keep(self, token: str) -> Kept:
        """Keep it in the system keyring; SESSION when there is none, or it refuses: then nothing is written.

        A file with an earlier token goes; raises LibraryError when it cannot.
        """
        from keyring.errors import KeyringError

        self._drop_file()
        try:
            self._keyring().set_password(SERVICE, self._entry, token)
        except (KeyringError, RuntimeError) as error:
            log.info("the keyring took no token: %s", type(error).__name__)
            return Kept.SESSION
        if self._note is not None:
            with suppress(OSError):  # it is for this session then
                self._note.parent.mkdir(parents=True, exist_ok=True)
                self._note.touch()
        return Kept.KEYRING

    def keep_in_file(self, token: str) -> Kept:
        """Write it to a file that nobody else can read, from its creation on; raises LibraryError."""
        try:
            self.file.unlink(missing_ok=True)
            number = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(number, "w", encoding="utf-8") as file:
                file.write(token + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise LibraryError(f"{self.file} cannot be written: {error.strerror}.") from error
        return Kept.FILE

    def forget(self) -> None:
        """Remove it from both places; raises LibraryError when one refuses."""
        from keyring.errors import KeyringError, NoKeyringError, PasswordDeleteError

        self._drop_file()
        try:
            self._keyring().delete_password(SERVICE, self._entry)
        except (NoKeyringError, PasswordDeleteError):
            pass  # there was none
        except (KeyringError, RuntimeError) as error:
            raise LibraryError("The system keyring did not let go of the token; remove it there.") from error

    def _drop_file(self) -> None:
        try:
            self.file.unlink(missing_ok=True)
            if self._note is not None:
                self._note.unlink(missing_ok=True)
        except OSError as error:
            raise LibraryError(f"{self.file} cannot be removed: {error.strerror}.") from error

    def _from_keyring(self) -> str:
        from keyring.errors import KeyringError, NoKeyringError

        try:
            return self._keyring().get_password(SERVICE, self._entry) or ""
        except NoKeyringError:
            return ""
        except (KeyringError, RuntimeError) as error:
            raise LibraryError("The system keyring is locked or does not answer.") from error

    def _keyring(self) -> "KeyringBackend":
        """The backend; keyrings.alt and its like, which write plain text unasked, count as none."""
        if self._backend is not None:
            return self._backend
        import keyring
        from keyring.backends.fail import Keyring as NoKeyring

        found = keyring.get_keyring()
        plain = type(found).__module__.startswith("keyrings.alt")
        return NoKeyring() if plain else found  # type: ignore[no-untyped-call]
