"""One message as the detectors see it: words, emoji and clauses with their places in the text.

A detector gets a ``Message`` and nothing else. It is made once from a spaCy ``Doc`` and shared by all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import emoji
import numpy as np
from spacy.tokens import Doc

from bot.cues.borrowed import MAX_CHARACTERS, Span, blanked
from bot.cues.slips import mended
from profiles.model import Evidence

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"'})
# One letter or digit with its combining marks, repeated; inner apostrophes stay inside the word. Linear on any input.
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+(?:'(?:[^\W_][\u0300-\u036f]*)+)*")
# what messaging apps and copying put between or around words; joiners inside emoji stay
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_CLAUSE_END = re.compile(r"[.!?…;:,\n()]")
_SENTENCE_END = re.compile(r"[.!?…\n]+(?=\s|$)")
_TURNS = frozenset(
    {"but", "however", "although", "though", "ma", "però"}
)  # words after which a negation no longer holds
_FACES = re.compile(r"(?<!\w)(?:[:;=][-']?[)(DPp/|oO*]|<3|\^\^|xD)(?!\w)")


@dataclass(frozen=True)
class Word:
    """A word: as typed, as compared, and where.

    norm     lower case, straight apostrophes, letters repeated three times or more written once ("sooo" → "so"), a
             slip of the hand mended ("plesae" → "please")
    doubled  the same with two of them ("goood" → "good")
    clause   number of the clause it stands in; sentence likewise
    """

    text: str
    norm: str
    doubled: str
    start: int
    end: int
    clause: int
    sentence: int


@dataclass(frozen=True)
class Message:
    """What one customer wrote in one message.

    text       the characters that are read (at most ``MAX_CHARACTERS``)
    language   ISO 639-1 code
    clipped    True when the message was longer than what is read
    links      spans of web and e-mail addresses: no words of the customer's own
    borrowed   spans of somebody else's words (quoted, or a title pasted from the shop's page): not read at all
    embedding  the message's sentence vector, for the traits; None where nobody computed it
    style      what the style encoder hears in it (``bot/style_encoder.py``), shape (3,); None where it did not run
    shared     what was worked out once for all detectors (the phrases found, by lexicon)
    """

    text: str
    language: str = "en"
    clipped: bool = False
    links: tuple[Span, ...] = ()
    borrowed: tuple[Span, ...] = ()
    embedding: np.ndarray | None = field(default=None, compare=False)
    style: np.ndarray | None = field(default=None, compare=False)
    shared: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(
        cls, doc: Doc, language: str = "en", style: np.ndarray | None = None, borrowed: Sequence[Span] = ()
    ) -> Message:
        """The message that a ``Doc`` holds; every offset is an offset into ``doc.text``.

        ``borrowed``: places of words that are not its writer's own (``borrowed.quoted``, ``borrowed.pasted_titles``).
        """
        whole = doc.text
        text = whole[:MAX_CHARACTERS]
        links = []
        for token in doc:
            if token.idx >= MAX_CHARACTERS:
                break
            if token.like_url or token.like_email:
                links.append((token.idx, token.idx + len(token)))
        clipped = len(whole) > MAX_CHARACTERS or bool(doc.user_data.get("clipped"))
        return cls(text, language, clipped, tuple(links), tuple(borrowed), style=style)

    @cached_property
    def own(self) -> str:
        """The text with spaces in place of what is borrowed or cannot be seen; the same length, so that offsets hold."""
        own = blanked(self.text, self.borrowed) if self.borrowed else self.text
        return _UNSEEN.sub(" ", own)

    @cached_property
    def straight(self) -> str:
        """``own`` with typographic quotes made straight; the same length, so offsets hold."""
        return self.own.translate(_STRAIGHT)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Words in order; addresses and emoji hold none."""
        words: list[Word] = []
        clause = sentence = last = 0
        for match in _WORD.finditer(self.straight):
            start, end = match.span()
            if start in self._wordless:
                continue
            between = self.straight[last:start]
            clause += bool(words) and _CLAUSE_END.search(between) is not None
            sentence += bool(words) and _SENTENCE_END.search(between) is not None
            lower = match.group().lower()
            clause += lower in _TURNS
            norm = mended(_REPEATED.sub(r"\1", lower), self.language)
            doubled = norm if norm == lower else _REPEATED.sub(r"\1\1", lower)
            words.append(Word(self.text[start:end], norm, doubled, start, end, clause, sentence))
            last = end
        return tuple(words)

    @cached_property
    def spoken(self) -> int:
        """How many words as people count them: what stands between spaces and holds a letter or a digit."""
        blank = list(self.own)
        for found in self.emoji:
            blank[found.start : found.end] = " " * (found.end - found.start)
        return sum(any(c.isalnum() for c in chunk) for chunk in "".join(blank).split())

    @cached_property
    def emoji(self) -> tuple[Evidence, ...]:
        """Emoji and the commonest typed faces, in order; a joined family is one."""
        found = [Evidence(e["emoji"], e["match_start"], e["match_end"]) for e in emoji.emoji_list(self.own)]
        faces = (Evidence(self.text[m.start() : m.end()], *m.span()) for m in _FACES.finditer(self.own))
        found.extend(f for f in faces if not any(start <= f.start < end for start, end in self.links))
        return tuple(sorted(found, key=lambda e: e.start))

    @cached_property
    def questions(self) -> frozenset[int]:
        """Numbers of the sentences that ask: a question mark ends them, or a question's first words open them."""
        asking: set[int] = set()
        for i, word in enumerate(self.words):
            following = self.words[i + 1] if i + 1 < len(self.words) else None
            gap = self.straight[word.end : following.start if following else len(self.straight)]
            if "?" in gap and (following is None or following.sentence != word.sentence or "?" in gap.split()[:1]):
                asking.add(word.sentence)
            opens = i == 0 or self.words[i - 1].sentence != word.sentence
            if (
                opens
                and following
                and (word.norm in _ASKING or (word.norm in _AUXILIARY and following.norm in _SUBJECT))
            ):
                asking.add(word.sentence)
        return frozenset(asking)

    def evidence(self, start: int, end: int) -> Evidence:
        """The words between two places of the text."""
        return Evidence(self.text[start:end], start, end)

    @cached_property
    def _wordless(self) -> frozenset[int]:
        """Places inside addresses and emoji, where no word begins."""
        signs = ((e.start, e.end) for e in self.emoji)
        return frozenset(place for start, end in (*self.links, *signs) for place in range(start, end))


# fmt: off
_ASKING = frozenset((
    "what", "what's", "whats", "which", "who", "where", "when", "why", "how", "how's", "whose",
    "quanto", "quanti", "quale", "quali", "come", "dove", "quando", "perché",
))
_AUXILIARY = frozenset((
    "is", "are", "was", "were", "do", "does", "did", "have", "has", "had", "can", "could", "will", "would", "may",
    "might", "shall", "should", "isn't", "aren't", "don't", "doesn't",
))
_SUBJECT = frozenset((
    "i", "you", "he", "she", "it", "we", "they", "there", "this", "that", "these", "those", "the", "your", "any", "a",
    "my",
))
# fmt: on
