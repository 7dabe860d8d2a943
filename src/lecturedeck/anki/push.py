"""Hand a package to a running Anki, through the add-on AnkiConnect.

Only its actions `getActiveProfile` and `guiImportFile` are used: the second opens Anki's own import dialog.
`importPackage` would import schedules and presets too, and leave that as the learner's default (git.sr.ht/
~foosoft/anki-connect; docs of both actions).
"""

from __future__ import annotations

import ipaddress
import json
import socket
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from lecturedeck.storage import parse_json

URL = "http://127.0.0.1:8765"
# The dialog opens at once; an Anki that shows another dialog answers only when that is closed.
TIMEOUT = 20.0

_ONLY_HERE = f"push speaks only to this computer, as in {URL}"
_ADD_ON = "the add-on AnkiConnect (code 2055492159)"
_LARGEST_ANSWER = 1_000_000


class PushError(Exception):
    """Anki did not take the file; the text says why and what to do, in one line."""


def push(package: Path, url: str = URL, key: str = "", timeout: float = TIMEOUT) -> str:
    """Ask Anki to open its import dialog for a package; returns the open profile, "" where Anki does not say.

    AnkiConnect answers before the dialog is there, and also where another dialog keeps it from opening. `key` is
    AnkiConnect's `apiKey`, where the learner has set one. Only addresses of this computer are spoken to: the path
    would mean nothing elsewhere. Raises PushError.
    """
    check_address(url)
    profile = _call(url, key, timeout, "getActiveProfile")
    if profile in (None, ""):
        raise PushError("no profile is open in Anki; open yours there, then push again")
    # Forward slashes on every system, as the add-on asks for.
    if _call(url, key, timeout, "guiImportFile", path=package.resolve().as_posix()) is _UNSUPPORTED:
        raise PushError("AnkiConnect is too old to open the import dialog; update the add-on in Anki")
    return profile if isinstance(profile, str) else ""


_UNSUPPORTED = object()


def _call(url: str, key: str, timeout: float, action: str, **params: str) -> object:
    """The result of an action, _UNSUPPORTED where the add-on does not know it. Raises PushError."""
    request: dict[str, Any] = {"action": action, "version": 6, "params": params}
    if key:
        request["key"] = key
    answer = _ask(url, request, timeout)
    if not isinstance(answer, dict) or not {"result", "error"} <= answer.keys():
        raise PushError(f"what answers at {url} is not AnkiConnect; is another program using that port?")
    error = answer["error"]
    if error is None:
        result: object = answer["result"]
        return result
    text = " ".join(str(error).split())[:300]
    if text == "unsupported action":
        return _UNSUPPORTED
    if "api key" in text:
        raise PushError("AnkiConnect wants its API key; put it into the environment variable ANKICONNECT_KEY")
    if "collection is not available" in text:
        raise PushError("no profile is open in Anki; open yours there, then push again")
    raise PushError(f"Anki did not take the file: {text}")


def check_address(url: str) -> None:
    """Refuse every address that is not this computer's own. Raises PushError."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
        port = parts.port
    except ValueError:
        raise PushError(f"{url}: {_ONLY_HERE}") from None
    odd = parts.username is not None or not (url.isascii() and url.isprintable()) or " " in url
    if not local or parts.scheme != "http" or port == 0 or odd:
        raise PushError(f"{url}: {_ONLY_HERE}")


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def _ask(url: str, request: dict[str, Any], timeout: float) -> Any:
    # No proxy and no redirect: either would send the request away from this computer.
    opener = build_opener(ProxyHandler({}), _NoRedirect)
    body = json.dumps(request).encode()
    try:
        call = Request(url, body, {"Content-Type": "application/json"})
        with opener.open(call, timeout=timeout) as response:
            data = response.read(_LARGEST_ANSWER)
    except HTTPError as error:
        error.close()
        raise PushError(f"what answers at {url} is not AnkiConnect: HTTP {error.code}") from None
    except TimeoutError:
        raise PushError(_slow(timeout)) from None
    except URLError as error:
        if isinstance(error.reason, (TimeoutError, socket.timeout)):
            raise PushError(_slow(timeout)) from None
        raise PushError(f"no answer at {url}: start Anki, with {_ADD_ON}") from None
    except (OSError, ValueError) as error:
        raise PushError(f"what answers at {url} is not AnkiConnect: {error}") from None
    try:
        return parse_json(data)
    except ValueError:
        return None


def _slow(timeout: float) -> str:
    return f"Anki did not answer in {timeout:g} seconds; close any open dialog in it, and try again"
