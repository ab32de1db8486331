"""Lexicons say where they come from, and are read as words, not as parts of words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cues.lexicon import FOLDER, LexiconFault, hits, read_lexicon
from bot.cues.message import Message
from bot.cues.negation import negated
from bot.cues.reader import cue_names

FILES = sorted(FOLDER.glob("*.txt"))
IDS = [f.name for f in FILES]


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_lexicon_names_source_licence_and_date(path) -> None:
    """The header says who wrote it, under which licence, and when."""
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert "Source:" in " ".join(head)
    assert "Licence:" in " ".join(head)
    assert "Date:" in " ".join(head)


@pytest.mark.parametrize(
    "path", [f for f in FILES if ".signs." not in f.name], ids=[n for n in IDS if ".signs." not in n]
)
def test_a_lexicon_is_clean(path) -> None:
    """Lower case, straight quotes, no phrase twice."""
    phrases = [" ".join(words) for words, _ in read_lexicon(path)]
    assert phrases
    for phrase in phrases:
        assert phrase == phrase.lower()
        assert not set(phrase) & set("’‘“”")
    parted = [
        line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in ("#", "")
    ]
    assert len(parted) == len(set(parted))


def test_a_wrong_weight_is_named_by_file_and_line(tmp_path) -> None:
    """The copywriter learns which line to mend."""
    path = tmp_path / "mine.en.txt"
    path.write_text("# Source\ncheap\tvery\n", encoding="utf-8")
    with pytest.raises(LexiconFault, match=r"mine\.en\.txt, line 2.*'very'"):
        read_lexicon(path)


def test_an_unknown_lexicon_is_an_error() -> None:
    """A detector that asks for a lexicon that nobody wrote does not silently hear nothing."""
    with pytest.raises(LexiconFault, match="nowhere"):
        hits(Message("hello"), "nowhere")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cheap", ["cheap"]),
        ("cheapskate", []),
        ("CHEAP", ["CHEAP"]),
        ("cheeeap", ["cheeeap"]),
        ("on-sale", ["on-sale"]),
        ("can’t afford", ["can’t afford"]),
        ("on the sale", ["sale"]),
    ],
)
def test_phrases_are_found_as_whole_words(text, found) -> None:
    """Case, hyphens, curly quotes and stretched letters do not matter; parts of words do not count."""
    assert [h.evidence.text for h in hits(Message(text), "price")] == found


def test_the_longest_phrase_wins() -> None:
    """ "too expensive" is one remark, not two."""
    assert [h.phrase for h in hits(Message("it is too expensive"), "price")] == ["too expensive"]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("not new", "new", True),
        ("nothing too new", "new", True),
        ("I don't want anything new", "new", True),
        ("without new things", "new", True),
        ("I dont like new", "new", True),
        ("don't you have new ones", "new", False),
        ("isn't there new stuff", "new", False),
        ("no, something new", "new", False),
        ("not only new", "new", False),
        ("not cheap but new", "new", False),
        ("new, not old", "new", False),
        ("I do not care whether any of it is new", "new", False),
    ],
)
def test_negation_reaches_as_far_as_people_hear_it(text, word, expected) -> None:
    """Within the clause, a few words, not in questions that invite."""
    message = Message(text)
    place = [w.norm for w in message.words].index(word)
    assert negated(message, place) is expected


def test_the_guide_names_every_cue() -> None:
    """docs/cues.md lists exactly the cues that are heard."""
    guide = (Path(__file__).parents[2] / "docs" / "cues.md").read_text(encoding="utf-8")
    rows = [line.split("`")[1] for line in guide.splitlines() if line.startswith("| `")]
    assert sorted(rows) == sorted(cue_names())
