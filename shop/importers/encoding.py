"""Which letters do a file's bytes stand for? The whole file is looked at once, before a row is read.

UTF-8 with or without a mark and UTF-16 are known for certain. Anything else is taken for Windows-1252, as Excel saves
it, and said; unless letters beyond ASCII were valid UTF-8 before the first odd byte: such a file is damaged.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from shop.importers.report import ImportFailed

_CHUNK = 1 << 18
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx, .ods, .numbers; .xls
_LOOK = 64  # bytes that tell UTF-16 without a mark: every second one of an English heading is zero


@dataclass(frozen=True)
class Encoding:
    """``name`` as Python knows it; ``guess``: why it is no certainty, and ``line``: the first line that rests on it."""

    name: str
    guess: str = ""
    line: int = 0


@dataclass(frozen=True)
class _Odd:
    """The first byte that an encoding does not know. ``others``: letters beyond ASCII were read before it."""

    line: int
    byte: int
    others: bool


def find_encoding(path: Path, stated: str | None = None) -> Encoding:
    """How to read this file. ImportFailed when it is missing, a folder, empty, or in no encoding that is known."""
    try:
        with path.open("rb") as file:
            start = file.read(_LOOK)
        if not start:
            raise ImportFailed(path, 0, "", "the file is empty")
        if start.startswith(_WORKBOOKS):
            problem = "a workbook of Excel, Numbers or LibreOffice, no CSV: save it as “CSV UTF-8”, and give that file"
            raise ImportFailed(path, 0, "", problem)
        return _stated(path, stated) if stated else _found(path, start)
    except OSError as problem:
        raise ImportFailed(path, 0, "", problem.strerror or str(problem)) from None


def _stated(path: Path, name: str) -> Encoding:
    try:
        codecs.lookup(name)
    except LookupError:
        raise ImportFailed(path, 0, "", f"there is no encoding {name!r}; try utf-8, cp1252 or utf-16") from None
    _check(path, name)
    return Encoding("utf-8-sig" if codecs.lookup(name).name == "utf-8" else name)


def _found(path: Path, start: bytes) -> Encoding:
    if start[:2] in _UTF16_MARKS:
        _check(path, "utf-16")
        return Encoding("utf-16")
    unmarked = _utf16_without_mark(start)
    if unmarked:
        _check(path, unmarked)
        return Encoding(unmarked, f"no mark at its start, read as {unmarked.upper()}", 1)
    odd = _first_odd(path, "utf-8")
    if odd is None:
        return Encoding("utf-8-sig")
    if odd.others:
        problem = f"not UTF-8 text (byte {odd.byte:#04x}), though letters before it are: the file is damaged"
        raise ImportFailed(path, odd.line, "", f"{problem}; save it as CSV UTF-8, or name its encoding: --encoding")
    _check(path, "cp1252")
    return Encoding("cp1252", "not UTF-8, read as Windows-1252; look at its accents, or name it: --encoding", odd.line)


def _utf16_without_mark(start: bytes) -> str | None:
    even, odd = start[0::2], start[1::2]
    for name, zeros, letters in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if len(zeros) > 3 and zeros.count(0) >= 0.9 * len(zeros) and not letters.count(0):
            return name
    return None


def _check(path: Path, name: str) -> None:
    odd = _first_odd(path, name)
    if odd:
        raise ImportFailed(path, odd.line, "", f"not {name} text (byte {odd.byte:#04x}); save it as CSV UTF-8")


def _first_odd(path: Path, name: str) -> _Odd | None:
    """Where the file stops being text in this encoding; None when it is text to its end."""
    decoder, line, others = codecs.getincrementaldecoder(name)(), 1, False
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as problem:
                before = problem.object[: problem.start].decode(name, "ignore")
                beyond = others or not before.isascii()
                return _Odd(line + before.count("\n"), problem.object[problem.start], beyond)
            line, others = line + text.count("\n"), others or not text.isascii()
            if not chunk:
                return None
