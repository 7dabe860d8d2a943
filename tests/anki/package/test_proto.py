"""The messages in Anki's newer packages, byte by byte."""

from __future__ import annotations

import pytest

from lecturedeck.anki.package.proto import message, text_of


def test_a_message_gives_its_fields_in_order() -> None:
    data = b"\x08\x96\x01" + b"\x12\x03tea" + b"\x19" + b"12345678" + b"\x25" + b"1234" + b"\x28\x01"
    assert list(message(data)) == [(1, 150), (2, b"tea"), (3, b"12345678"), (4, b"1234"), (5, 1)]
    assert list(message(b"")) == []


def test_a_number_of_a_field_may_need_two_bytes() -> None:
    assert list(message(b"\xfa\x0f\x01x")) == [(255, b"x")]


@pytest.mark.parametrize(
    "end", [b"\x12\x04tea", b"\x19" + b"1234567", b"\x25" + b"123", b"\x08", b"\x08\x96", b"\x12"]
)
def test_a_message_that_ends_too_early_is_none(end: bytes) -> None:
    with pytest.raises(ValueError, match="too early"):
        list(message(b"\x08\x01" + end))


@pytest.mark.parametrize("wire", [3, 4, 6, 7])
def test_a_field_of_an_unknown_form_is_refused(wire: int) -> None:
    with pytest.raises(ValueError, match=f"wire type {wire}"):
        list(message(bytes([8 | wire])))


def test_a_number_has_at_most_ten_bytes() -> None:
    assert list(message(b"\x08" + b"\x80" * 9 + b"\x01")) == [(1, 1 << 63)]
    with pytest.raises(ValueError, match="more than ten bytes"):
        list(message(b"\x08" + b"\x80" * 10 + b"\x01"))


def test_only_bytes_are_text() -> None:
    assert text_of("té".encode()) == "té"
    assert text_of(1) == text_of(None) == ""
