"""The connection: which service draws new pictures, with which token, and how both come and go while all runs."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from mj_desktop.api.client import Client
from mj_desktop.core.account import ADDRESS, TOKEN, Account, Finding, Kept, Offer, token_problem
from mj_desktop.core.addresses import is_trusted
from mj_desktop.core.errors import InputError, LibraryError
from mj_desktop.core.generation import DEMO
from mj_desktop.core.messages import Message, Remedy, Tone, explain
from mj_desktop.library.tokens import Tokens
from mj_desktop.preferences import Preferences
from mj_desktop.studio import Studio


class Connection(QObject):
    """Owns the token while the program runs. `changed` carries an Account, `settled` the origin, `said` a Message.

    `environment` may hold the service's token and address: they win. `make` makes a client of address and token.
    """

    changed = Signal(object)
    settled = Signal(str)
    said = Signal(object)

    def __init__(
        self,
        studio: Studio,
        preferences: Preferences,
        tokens: Tokens,
        environment: Mapping[str, str],
        make: Callable[[str, str], Client],
    ) -> None:
        super().__init__()
        self._studio, self._preferences, self._tokens, self._make = studio, preferences, tokens, make
        self._jobs = preferences.jobs
        self._given, self._given_address = environment.get(TOKEN, "").strip(), environment.get(ADDRESS, "").strip()
        self._token, self._client, self._old = "", None, list[Client]()  # type: str, Client | None, list[Client]
        self.origin, self.is_looking = DEMO, False
        address = (self._given_address or preferences.settings.address).rstrip("/")
        self.account = Account(address=address, fixed_address=bool(self._given_address), file=str(tokens.file))

    def open(self) -> None:
        """Connect with the environment's token, else look for the one that was kept; `settled` follows."""
        if self._given:
            self._open_given()
        elif self._preferences.settings.connected:
            self.is_looking = True
            self._show(busy=True)
            self._jobs.start("account", self._find())
            return
        self._show()
        self.settled.emit(self.origin)

    async def close(self) -> None:
        """Close every client."""
        for client in [*self._old, *([self._client] if self._client else [])]:
            await client.close()

    def offer(self, offer: Offer) -> None:
        """Test a token that a person pasted, and connect with it when it is good."""
        self._show(busy=True, finding=None, said="")
        self._jobs.start("account", self._try(offer))

    def test(self) -> None:
        """Test the token in use again."""
        if self._client is not None:
            self._show(busy=True, finding=None, said="")
            self._jobs.start("account", self._check(self._client))

    def disconnect_account(self) -> None:
        """Forget the token and go back to the demo engine; what is drawn at the service goes on there."""
        if self._client is None or self.account.kept is Kept.ENVIRONMENT:
            return
        self._studio.drop_origin(self.origin)
        gone, self._client, self._token = self._client, None, ""
        self._preferences.put(connected=False)
        self._show(kept=Kept.NOWHERE, finding=None, said="", busy=True)
        self._settle(DEMO)
        self._jobs.start("account", self._forget(gone))

    def keep_in_file(self) -> None:
        """A person agreed: write the token to a file that only its owner can read."""
        if self.account.kept is Kept.SESSION and not self.account.busy:
            self._jobs.start("account", self._write())

    def renew(self) -> None:
        """Go by the settings' terms from now on; what is on its way goes on by the old ones."""
        if self._client is not None:
            try:
                client = self._make(self.account.address, self._token)
            except InputError as refusal:  # the old way goes on
                self.said.emit(explain(refusal.failure()))
                return
            self._old.append(self._client)
            self._client = client
            self._studio.connect_origin(self.origin, self._client)

    # -- inside

    def _open_given(self) -> None:
        try:
            client = self._made(self._given)
        except InputError as refusal:
            self._show(said=refusal.message)
            self.said.emit(explain(refusal.failure()))
            return
        self._connect(client, self._given, Kept.ENVIRONMENT)

    def _made(self, token: str) -> Client:
        """A client for the account's address; raises InputError where the token must not or cannot be sent."""
        if token_problem(token):
            raise InputError(f"{TOKEN} holds no token." if self._given else "What was kept is no token.")
        if not is_trusted(self.account.address):
            raise InputError(f"{ADDRESS} is not an https address, so the token is not sent there.")
        return self._make(self.account.address, token)

    async def _find(self) -> None:
        """Connect with the token that was kept, or say why not."""
        try:
            token, kept = await self._jobs.in_thread(self._tokens.find)
            if not token:
                raise LibraryError("The token that was kept is not there any more.")
            client = self._made(token)
        except (LibraryError, InputError) as trouble:
            self.is_looking = False
            self._show(busy=False, said=trouble.message)
            todo = "The demo engine draws until you connect."
            self.said.emit(Message("{trouble}", todo, Remedy.CONNECT, Tone.WARN, {"trouble": trouble.message}))
            self.settled.emit(self.origin)
            return
        self.is_looking = False
        self._connect(client, token, kept)

    async def _try(self, offer: Offer) -> None:
        """Connect with an offered token when the service knows it."""
        try:
            client = self._make(offer.address, offer.token)
        except InputError as refusal:
            self._show(said=refusal.message, busy=False)
            return
        try:
            finding, said = await client.check()
            kept = await self._jobs.in_thread(self._tokens.keep, offer.token) if finding is Finding.GOOD else None
        except LibraryError as error:
            finding, said, kept = Finding.GOOD, error.message, Kept.SESSION
        except BaseException:
            await client.close()
            raise
        self._show(address=client.address, finding=finding, said=said.replace(offer.token, "…"), busy=False)
        if kept is None:
            await client.close()
            return
        self._connect(client, offer.token, kept)
        here = {} if self.account.fixed_address else {"address": client.address}
        self._preferences.put(connected=kept is Kept.KEYRING, **here)

    async def _check(self, client: Client) -> None:
        finding, said = await client.check()
        self._show(finding=finding, said=said.replace(self._token, "…"), busy=False)

    async def _write(self) -> None:
        try:
            kept = await self._jobs.in_thread(self._tokens.keep_in_file, self._token)
        except LibraryError as error:
            self.said.emit(Message("{message}", tone=Tone.BAD, values={"message": error.message}))
            return
        self._preferences.put(connected=True)
        self._show(kept=kept)

    async def _forget(self, gone: Client) -> None:
        try:
            await gone.close()
            await self._jobs.in_thread(self._tokens.forget)
            self.said.emit(Message("Disconnected. The token is forgotten.", "The demo engine draws from now on."))
        except LibraryError as error:
            self.said.emit(Message("{message}", tone=Tone.BAD, values={"message": error.message}))
        finally:
            self._show(busy=False)

    def _connect(self, client: Client, token: str, kept: Kept) -> None:
        if self._client is not None:
            self._old.append(self._client)
        self._client, self._token = client, token
        self._show(address=client.address, kept=kept, busy=False)
        self._studio.connect_origin(client.address, client)
        self._settle(client.address)

    def _settle(self, origin: str) -> None:
        self.origin = origin
        self.settled.emit(origin)

    def _show(self, **facts: object) -> None:
        self.account = replace(self.account, **facts)  # type: ignore[arg-type]
        self.changed.emit(self.account)
