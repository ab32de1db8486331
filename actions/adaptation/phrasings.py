"""The copywriter's files, read and checked: ``<language>.yml`` with act → manner → length → wordings.

A wrong file is refused whole, with file, line and key of every slip, so that the running bot can keep the last good
one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from actions.adaptation.acts import ACTS
from actions.adaptation.house_words import reworded, said_of
from actions.adaptation.model import LengthLevel, Manner
from actions.adaptation.template import Template, TemplateError, read_template

MANNERS: tuple[Manner, ...] = ("formal", "neutral", "casual")
LEVELS: tuple[LengthLevel, ...] = ("short", "medium", "long")
# Where a length is missing: the nearest, the shorter one first.
NEAREST: Mapping[LengthLevel, tuple[LengthLevel, ...]] = {
    "short": ("short", "medium", "long"),
    "medium": ("medium", "short", "long"),
    "long": ("long", "medium", "short"),
}
SPAN: Mapping[LengthLevel, tuple[LengthLevel, ...]] = {  # what a reply planned so long may take its wordings from
    "short": ("short",),
    "medium": ("short", "medium", "long"),
    "long": ("medium", "long"),
}
LF = b"\n"
_BEGUN = re.compile(rb"^(\w+):", re.MULTILINE)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class PhrasingError(ValueError):
    """A phrasing file that cannot be used: the message names file, line and key of each slip."""


@dataclass(frozen=True)
class Phrase:
    """One wording. ``id`` is language/act/manner/length/number, as kept in the record of a turn."""

    id: str
    source: str
    template: Template
    line: int


Cells = Mapping[tuple[Manner, LengthLevel], tuple[Phrase, ...]]


@dataclass(frozen=True)
class Phrasings:
    """All wordings, by language and act."""

    by_language: Mapping[str, Mapping[str, Cells]]

    @classmethod
    def load(cls, folder: str | Path, never: Collection[str] = (), use: Mapping[str, str] | None = None) -> Phrasings:
        """Read every ``*.yml`` of the folder. ``never``: the brand's unwanted words; wordings with one are left out.
        ``use``: the brand's own words by those that they replace.

        Raises PhrasingError, also when a brand's ban leaves an act without any neutral wording.
        """
        files = sorted(Path(folder).glob("*.yml"))
        if not files:
            raise PhrasingError(f"{folder}: no phrasings (*.yml) here")
        slips: list[str] = []
        books = {file.stem: _Book(file, tuple(never), use or {}, slips).read() for file in files}
        if slips:
            raise PhrasingError("\n".join(slips))
        return cls(books)

    def language(self, lang: str) -> str:
        """The language itself, else its base ("it" for "it-CH"), else English, else the first there is."""
        for wanted in (lang, lang.split("-")[0].split("_")[0], "en"):
            if wanted in self.by_language:
                return wanted
        return next(iter(self.by_language))

    def cells(self, lang: str, act: str, manner: Manner, level: LengthLevel) -> Iterator[tuple[Phrase, ...]]:
        """Wordings for this act, best fit first: own manner before neutral, own length before the nearest.

        Raises PhrasingError for an unknown act.
        """
        found = self.by_language[self.language(lang)].get(act)
        if found is None:
            raise PhrasingError(f"no act {act!r} in the phrasings")
        for wanted in dict.fromkeys((manner, "neutral")):
            for near in NEAREST[level]:
                if (wanted, near) in found:
                    yield found[(wanted, near)]  # type: ignore[index]

    def pool(self, lang: str, act: str, manner: Manner, level: LengthLevel) -> tuple[Phrase, ...]:
        """All wordings of this act that a reply of this length may take (see ``SPAN``), in this manner; where it has none
        of them its nearest, and where it has none at all the neutral ones. Raises PhrasingError for an unknown act."""
        nearest = next(self.cells(lang, act, manner, level))
        found = self.by_language[self.language(lang)][act]
        wanted = manner if any(own == manner for own, _ in found) else "neutral"
        cells = [found[(wanted, near)] for near in SPAN[level] if (wanted, near) in found]  # type: ignore[index]
        return tuple(phrase for cell in cells for phrase in cell) or nearest

    def all(self) -> Iterator[tuple[str, str, Manner, LengthLevel, Phrase]]:
        """Every wording with language, act, manner and length."""
        for lang, book in self.by_language.items():
            for act, cells in book.items():
                for (manner, level), phrases in cells.items():
                    for phrase in phrases:
                        yield lang, act, manner, level, phrase


class _Book:
    """One file on its way from YAML nodes (which know their lines) to cells."""

    def __init__(self, file: Path, never: tuple[str, ...], use: Mapping[str, str], slips: list[str]) -> None:
        self.file, self.never, self.use, self.slips = file, never, use, slips
        self.banned: dict[str, set[str]] = {}  # by act, manner and length: the brand's unwanted words that it says

    def read(self) -> dict[str, Cells]:
        """The acts of the file; ``slips`` grows by what is wrong with it. Raises nothing."""
        root = self._root()
        if root is None:
            return {}
        book = {act: self._act(act, node) for act, _, node in self._pairs(root, "the file") if self._known(act, node)}
        for act in ACTS:
            if act not in book:
                self._slip(None, act, "this act has no wording")
        return book

    def _root(self) -> yaml.Node | None:
        """The file's YAML; None, with the slip told, where it cannot be read at all."""
        raw, text = b"", ""
        try:
            raw = self.file.read_bytes()
            text = raw.decode("utf-8-sig")  # some editors put a mark before the text
            root = yaml.compose(text, Loader=_Loader)
        except OSError as error:
            self.slips.append(f"{self.file.name}: cannot be read: {error.strerror}")
        except UnicodeDecodeError as error:
            self._slip_at(raw[: error.start], f"not UTF-8: byte 0x{raw[error.start]:02x}; save the file as UTF-8")
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            lines = raw.splitlines()[: mark.line + 1] if mark is not None else []
            self._slip_at(b"\n".join(lines), f"not valid YAML: {error.problem}")
        except yaml.reader.ReaderError as error:
            before = text.partition(chr(int(error.character)))[0]
            self._slip_at(
                before.encode(), f"not valid YAML: character {int(error.character):#06x}, which cannot be seen"
            )
        except (yaml.YAMLError, RecursionError) as error:
            self.slips.append(f"{self.file.name}: not valid YAML: {error}")
        else:
            if isinstance(root, yaml.MappingNode):
                return root
            self.slips.append(f"{self.file.name}: expected acts with their wordings below")
        return None

    def _known(self, act: str, node: yaml.Node) -> bool:
        if act in ACTS:
            return True
        self._slip(node, act, "unknown act")
        return False

    def _act(self, act: str, node: yaml.Node) -> Cells:
        cells: dict[tuple[Manner, LengthLevel], tuple[Phrase, ...]] = {}
        for manner, key_node, lengths in self._pairs(node, act):
            if manner not in MANNERS:
                self._slip(key_node, f"{act}.{manner}", f"a manner is one of {', '.join(MANNERS)}")
                continue
            for level, level_node, texts in self._pairs(lengths, f"{act}.{manner}"):
                if level not in LEVELS:
                    self._slip(level_node, f"{act}.{manner}.{level}", f"a length is one of {', '.join(LEVELS)}")
                elif phrases := self._phrases(act, f"{manner}.{level}", texts):
                    cells[(manner, level)] = phrases  # type: ignore[index]
        if ("neutral", "medium") not in cells:
            self._slip(node, f"{act}.neutral.medium", self._missing(act))
        return cells

    def _phrases(self, act: str, cell: str, node: yaml.Node) -> tuple[Phrase, ...]:
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found = []
        for number, item in enumerate(items, start=1):
            key = f"{act}.{cell}"
            if not isinstance(item, yaml.ScalarNode):
                self._slip(item, key, "expected a sentence or a list of sentences")
            elif template := self._template(act, key, item):
                found.append(
                    Phrase(
                        f"{self.file.stem}/{key.replace('.', '/')}/{number}", self._ours(item), template, _line(item)
                    )
                )
        spoken = [(phrase, said_of(phrase.source, self.never)) for phrase in found]
        self.banned.setdefault(f"{act}.{cell}", set()).update(word for _, words in spoken for word in words)
        return tuple(phrase for phrase, words in spoken if not words)

    def _missing(self, act: str) -> str:
        """Why an act has no plain wording: the shop's own ban has taken it, or nobody has written one."""
        key = f"{act}.neutral.medium"
        if not (words := sorted(self.banned.get(key, ()))):
            return "missing: every act needs it"
        listed = ", ".join(map(repr, words))
        where = "what voice: words: never: in shop.yml forbids"
        return f"each wording says {listed}, {where}: write one without it here, or take the word out there"

    def _ours(self, node: yaml.ScalarNode) -> str:
        """The wording in the brand's own words."""
        return reworded(node.value, self.use)

    def _template(self, act: str, key: str, node: yaml.ScalarNode) -> Template | None:
        try:
            template = read_template(self._ours(node))
        except TemplateError as error:
            self._slip(node, key, str(error))
            return None
        known = ACTS[act].slots
        for slot in sorted(template.slots - known):
            self._slip(node, key, f"unknown slot {{{slot}}}; {act} knows {', '.join(sorted(known)) or 'none'}")
        for slot in sorted(ACTS[act].must - template.said):
            self._slip(node, key, f"must say {{{slot}}}")
        return template

    def _pairs(self, node: yaml.Node | None, key: str) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            self._slip(node, key, "expected names with what belongs to them below")
            return
        seen: set[str] = set()
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode):
                self._slip(name, key, "expected a name before the colon")
                continue
            if name.value in seen:
                self._slip(name, f"{key}.{name.value}", "is there twice")
            seen.add(name.value)
            yield name.value, name, value

    def _slip(self, node: yaml.Node | None, key: str, text: str) -> None:
        line = f", line {_line(node)}" if node is not None else ""
        self.slips.append(f"{self.file.name}{line}, {key}: {text}")

    def _slip_at(self, before: bytes, text: str) -> None:
        """A slip where nothing can be read any more: its line, and the act that was begun last."""
        acts = _BEGUN.findall(before)
        key = f", {acts[-1].decode()}" if acts else ""
        self.slips.append(f"{self.file.name}, line {before.count(LF) + 1}{key}: {text}")


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
