"""A pseudo-terminal for the tests: what a command prints there, and how it looks."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import unicodedata
from pathlib import Path

_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def on_terminal(
    *arguments: object, columns: int, folder: Path | None = None, program: str = "", **environment: str
) -> str:
    """What a command line (or a Python program) prints on a terminal of some columns, with all its escapes."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, *(["-c", program] if program else ["-m", "lecturedeck", *map(str, arguments)])],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env={**kept, "TERM": "xterm-256color", "PYTHONUTF8": "1", **environment},
    )
    os.close(theirs)
    parts = []
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        parts.append(part)
    process.wait()
    os.close(ours)
    return b"".join(parts).decode().replace("\r\n", "\n")


def shown(output: str) -> str:
    """The text of what was printed, without colours."""
    return _ESCAPE.sub("", output)


def widest(output: str) -> int:
    """The columns of the widest line."""
    return max(
        sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)
        for line in shown(output).splitlines()
    )
