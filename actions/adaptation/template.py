"""One wording with its gaps: read once when the file is loaded, filled many times.

``{item}`` a slot · ``{a:item}`` the slot with a or an (English) · ``{plural:minutes:minute|minutes}`` the number and
its noun · ``{verb:item:is|are}`` the verb that agrees with the slot ("oat biscuits are") · ``{emoji:☕}`` said only while the plan grants emoji · ``{warm: …}`` said only in a warm tone.

What fills a slot is data, never a template: braces, HTML, quotes and emoji in a product's title come out as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

PART = re.compile(r"\{([^{}]*)\}")
SENTENCE_END = ".!?…"
# Marks that turn the text after them around: one title must not reverse the sentence it stands in.
BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
Kind = Literal["text", "slot", "a", "plural", "verb", "emoji", "warm"]


class TemplateError(ValueError):
    """A wording that cannot be read: the message says which part."""


@dataclass(frozen=True)
class Part:
    kind: Kind
    value: str  # the words, the emoji, or the slot's name
    forms: tuple[str, ...] = ()  # of a plural or a verb: one, many


@dataclass(frozen=True)
class Template:
    parts: tuple[Part, ...]

    @property
    def slots(self) -> frozenset[str]:
        return frozenset(part.value for part in self.parts if part.kind in ("slot", "a", "plural", "verb"))

    @property
    def said(self) -> frozenset[str]:
        """The slots whose value is said; a verb that agrees with a slot does not say it."""
        return frozenset(part.value for part in self.parts if part.kind in ("slot", "a", "plural"))

    def fill(self, slots: Mapping[str, str], *, emoji: int = 0, warm: bool = False) -> tuple[str, int]:
        """The sentence and how many emoji it used (at most ``emoji``). Raises KeyError for a slot that is not given."""
        text, used = "", 0
        for part in self.parts:
            if part.kind == "emoji":
                if used < emoji:
                    text, used = f"{text.rstrip()} {part.value}", used + 1
            elif part.kind == "text" or (part.kind == "warm" and warm):
                text = _append(text, part.value)
            elif part.kind != "warm":
                text += _opening(_filled(part, inert(slots[part.value])), text)
        return text.strip(), used


def read_template(source: str) -> Template:
    """Read one wording. Raises TemplateError for a stray brace or an unknown helper."""
    if "{" in PART.sub("", source) or "}" in PART.sub("", source):
        raise TemplateError(f"a brace without its partner in {source!r}")
    parts, end = [], 0
    for match in PART.finditer(source):
        if match.start() > end:
            parts.append(Part("text", source[end : match.start()]))
        parts.append(_part(match.group(1)))
        end = match.end()
    if source[end:]:
        parts.append(Part("text", source[end:]))
    if not "".join(part.value for part in parts).strip():
        raise TemplateError("an empty wording")
    return Template(tuple(parts))


def inert(value: str) -> str:
    """Data as plain text on one line: white space joined, control and text-direction marks taken out."""
    spaced = " ".join(str(value).split())
    return "".join(char for char in spaced if unicodedata.category(char) != "Cc" and char not in BIDI)


def _part(inside: str) -> Part:
    helper, colon, rest = inside.partition(":")
    if not colon:
        if not inside.isidentifier():
            raise TemplateError(f"{{{inside}}} is not the name of a slot")
        return Part("slot", inside)
    if helper == "emoji" and rest.strip():
        return Part("emoji", rest.strip())
    if helper == "warm" and rest.strip():
        return Part("warm", rest)
    if helper == "a" and rest.isidentifier():
        _inflect()  # loaded now, not in the middle of somebody's turn
        return Part("a", rest)
    name, _, forms = rest.partition(":")
    if helper == "plural" and name.isidentifier() and forms:
        one, _, many = forms.partition("|")
        return Part("plural", name, (one, many or _inflect().plural(one)))
    if helper == "verb" and name.isidentifier() and "|" in forms:
        _inflect()
        return Part("verb", name, tuple(forms.split("|", 1)))
    raise TemplateError(f"{{{inside}}}: unknown helper; known are a, plural, verb, emoji, warm")


def _filled(part: Part, value: str) -> str:
    if part.kind == "a":
        return str(_inflect().a(value)) if value else value
    if part.kind == "plural":
        return f"{value} {part.forms[0] if value == '1' else part.forms[1]}"
    if part.kind == "verb":
        return part.forms[is_plural(value)]
    return value


@lru_cache(maxsize=4_096)
def is_plural(thing: str) -> bool:
    """Does an English verb after this thing stand in the plural: "oat biscuits", "2 × panettone"? Ways after a comma apart."""
    number, times, _ = thing.partition(" × ")
    if times and number != "1":
        return True
    named = thing.split(",", 1)[0].split("(", 1)[0].split()
    last = named[-1].lower() if named else ""
    return last.endswith("s") and bool(_inflect().singular_noun(last))


def _append(text: str, words: str) -> str:
    """Join own words to the text without doubling a stop or a space."""
    if words[:1] == "." and text[-1:] in tuple(SENTENCE_END):
        words = words[1:]
    elif words[:1] == "?" and text[-1:] in (".", "?"):
        text = text[:-1]
    if text[-1:] == " ":
        words = words.lstrip(" ")
    return text + words


def _opening(value: str, before: str) -> str:
    """A capital where the slot opens a sentence, save in names that are written otherwise (iPad), and where the script has
    no capital of its own for this letter (ß, Georgian)."""
    opens = not before or (before[-1] == " " and before.rstrip()[-1:] in tuple(SENTENCE_END))
    if not opens or not value[:1].islower() or value[1:2].isupper():
        return value
    capital = value[0].title()
    return capital + value[1:] if len(capital) == 1 else value


@lru_cache(maxsize=1)
def _inflect():  # type: ignore[no-untyped-def]
    # Imported only when a wording asks for it: the library takes seconds to load.
    import inflect

    return inflect.engine()
