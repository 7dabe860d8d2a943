"""One file over the local network, to one device: an HTTP server that knows one unguessable address."""

from __future__ import annotations

import errno
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

# A device that stops listening in the middle must not keep the file to itself.
_PATIENCE = 30.0
_SERVER = "Lecturedeck"


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that can be fetched at `url` once."""

    url: str
    _fetched: threading.Event
    _by: list[str] = field(default_factory=list)

    def wait(self, seconds: float) -> str | None:
        """Wait until the file was fetched; returns the address of the device, None where none came in time."""
        return self._by[0] if self._fetched.wait(seconds) else None


def local_address() -> str | None:
    """Return the address of this computer on its network, None where it is on none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing; it only chooses the network
        except OSError:
            return None
        address = str(probe.getsockname()[0])
        return None if address.startswith(("127.", "0.")) else address


@contextmanager
def offered(name: str, data: bytes, address: str, port: int = 0) -> Iterator[Offer]:
    """Offer a file at an address of this computer for as long as the context lasts. Raises OSError."""
    quoted = quote(os.fsencode(name))
    path = f"/{secrets.token_urlsafe(16)}/{quoted}"
    by: list[str] = []
    fetched = threading.Event()
    once = threading.Lock()

    class Handler(_Handler):
        def do_GET(self) -> None:
            if not self._is(path) or not once.acquire(blocking=False):
                self._refuse()
            else:
                try:
                    self._head(len(data), quoted)
                    self.wfile.write(data)
                    self.wfile.flush()
                except OSError:  # the device gave up; it may try again
                    once.release()
                    return
                by.append(str(self.client_address[0]))
                fetched.set()

        def do_HEAD(self) -> None:
            if self._is(path):
                self._head(len(data), quoted)
            else:
                self._refuse()

    try:
        server = _Server((address, port), Handler)
    except (UnicodeError, TypeError):  # no name that could be looked up
        raise OSError(errno.EADDRNOTAVAIL, os.strerror(errno.EADDRNOTAVAIL)) from None
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Offer(f"http://{address}:{server.server_address[1]}{path}", fetched, by)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """Say nothing: a device that hangs up is no error."""


class _Handler(BaseHTTPRequestHandler):
    timeout = _PATIENCE
    server_version = _SERVER
    sys_version = ""

    def _is(self, path: str) -> bool:
        return secrets.compare_digest(self.path.encode(), path.encode())

    def _head(self, length: int, quoted: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/apkg")
        self.send_header("Content-Disposition", f"attachment; filename*=UTF-8''{quoted}")
        self.send_header("Content-Length", str(length))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()

    def _refuse(self) -> None:
        self.send_response(404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the address that was asked for may be the secret one."""
