"""As code: a request to the service as a program of a few lines, with `{token}` where the token belongs."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mj_desktop.core.addresses import is_loopback

TOKEN = "{token}"
"""What stands in the token's place, once in every form; replaced by a token, the form runs as it stands."""
_LONGEST = 200  # characters of a value that is shown whole
_JSON, _PYTHON = ("true", "false"), ("True", "False")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One POST: the whole address, the JSON body, and what is accepted as an answer.

    `seconds` is how long one read may take: a picture is drawn while the connection is held open.
    """

    address: str
    body: Mapping[str, object]
    accept: str
    seconds: int

    @property
    def is_here(self) -> bool:
        """True for an address on this computer, which no proxy may catch."""
        return is_loopback(self.address)


@dataclass(frozen=True, slots=True)
class Language:
    """A form of a request: its name, the file that it is saved as, what runs that, how that is said, and how it is
    written."""

    id: str
    words: str
    file: str
    runner: str
    run: str
    written: Callable[[Call], str]


def _curl(call: Call) -> str:
    """The body is a quoted here-document: a mask is longer than one argument may be, and nothing in it is expanded."""
    here = " --noproxy '*'" if call.is_here else ""
    return f"""\
curl --silent --show-error --fail-with-body --no-buffer --max-time {call.seconds}{here} \\
  {_quoted(call.address)} \\
  -H 'authorization: Bearer {TOKEN}' \\
  -H 'content-type: application/json' \\
  -H 'accept: {call.accept}' \\
  --data-binary @- <<'JSON'
{_fields(call.body, _JSON, 2)}
JSON
"""


def _httpx(call: Call) -> str:
    here = ", trust_env=False" if call.is_here else ""
    return f"""\
import httpx

body = {_fields(call.body, _PYTHON, 4)}
headers = {{"authorization": "Bearer {TOKEN}", "accept": "{call.accept}"}}
address = {json.dumps(call.address)}
with httpx.Client(timeout={call.seconds}{here}) as client:
    with client.stream("POST", address, json=body, headers=headers) as answer:
        for line in answer.iter_lines():
            print(line, flush=True)
        answer.raise_for_status()
"""


def _requests(call: Call) -> str:
    here = "    session.trust_env = False\n" if call.is_here else ""
    return f"""\
import requests

body = {_fields(call.body, _PYTHON, 4)}
headers = {{"authorization": "Bearer {TOKEN}", "accept": "{call.accept}"}}
address = {json.dumps(call.address)}
with requests.Session() as session:
{here}    with session.post(address, json=body, headers=headers, timeout={call.seconds}, stream=True) as answer:
        for line in answer.iter_lines():
            print(line.decode(), flush=True)
        answer.raise_for_status()
"""


def _javascript(call: Call) -> str:
    return f"""\
const body = {_fields(call.body, _JSON, 2)};
const answer = await fetch({json.dumps(call.address)}, {{
  method: "POST",
  headers: {{
    authorization: "Bearer {TOKEN}",
    "content-type": "application/json",
    accept: "{call.accept}",
  }},
  body: JSON.stringify(body),
  signal: AbortSignal.timeout({call.seconds}_000),
}});
for await (const part of answer.body) process.stdout.write(part);
if (!answer.ok) process.exitCode = 1;
"""


LANGUAGES = (
    Language("curl", "curl", "request.sh", "sh", "Paste it into a shell, or save it and run: sh request.sh", _curl),
    Language("httpx", "Python, httpx", "request.py", "python", "Save it and run: python request.py", _httpx),
    Language("requests", "Python, requests", "request.py", "python", "Save it and run: python request.py", _requests),
    Language("javascript", "JavaScript", "request.mjs", "node",
             "Save it and run with Node 18 or newer: node request.mjs", _javascript),
)  # fmt: skip
_BY_ID = {language.id: language for language in LANGUAGES}


def written(language: str, call: Call) -> str:
    """`call` in a language of `LANGUAGES`; `TOKEN` stands in it exactly once."""
    return _BY_ID[language].written(call)


def language(name: str) -> Language:
    """A language of `LANGUAGES` by its id."""
    return _BY_ID[name]


def shortened(call: Call) -> Call:
    """The call to look at: values too long to be read, as masks are, are cut and say how long they were."""
    return Call(
        address=call.address, accept=call.accept, seconds=call.seconds,
        body={name: _cut(value) for name, value in call.body.items()},
    )  # fmt: skip


def _cut(value: object) -> object:
    if not isinstance(value, str) or len(value) <= _LONGEST:
        return value
    return f"{value[: _LONGEST // 4]}… ({len(value):,} characters)"


def _fields(body: Mapping[str, object], truth: tuple[str, str], indent: int) -> str:
    """An object literal that JSON, Python and JavaScript read alike, but for their words for truth."""
    lines = (f"{' ' * indent}{_literal(name, truth)}: {_literal(value, truth)}" for name, value in body.items())
    return "{\n" + ",\n".join(lines) + "\n}"


def _literal(value: object, truth: tuple[str, str]) -> str:
    """A value; no literal holds what stands in the token's place, nor half a surrogate pair, which cannot be sent."""
    if isinstance(value, bool):
        return truth[not value]
    sound = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    return sound.replace(TOKEN, f"\\u007b{TOKEN[1:]}")


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"
