"""Protobuf messages without their schema (protobuf.dev, "Encoding")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def text_of(value: Any) -> str:
    """A field of a message as text, "" where it has none."""
    return value.decode() if isinstance(value, bytes) else ""


def message(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a message as (number, value): numbers as int, all else as bytes.

    Raises ValueError for what is no message.
    """
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        wire = tag & 7
        if wire == 0:
            number, at = _varint(data, at)
            yield tag >> 3, number
            continue
        if wire == 2:
            size, at = _varint(data, at)
        elif wire in (1, 5):
            size = 8 if wire == 1 else 4
        else:
            raise ValueError(f"wire type {wire}")
        if at + size > len(data):
            raise ValueError("the message ends too early")
        yield tag >> 3, data[at : at + size]
        at += size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    result = shift = 0
    while shift < 70:
        if at >= len(data):
            raise ValueError("the message ends too early")
        byte = data[at]
        at += 1
        result |= (byte & 0x7F) << shift
        if byte < 0x80:
            return result, at
        shift += 7
    raise ValueError("a number of more than ten bytes")
