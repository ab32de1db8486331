"""What was heard is told truly: in words, in the terminal and in HTML."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from datetime import datetime, timezone
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.cues.explaining import Segment, explained, segments
from bot.cues.message import MAX_CHARACTERS
from bot.cues.reader import cue_names, cues_as_json
from bot.cues.scales import SCALES, Leaning, figure, in_words, place
from bot.hearing import hear
from commands.explaining import explain, html_of
from console import wording
from console.marking import as_html, inert, pieces, spans_of
from console.views import turn_view
from profiles.model import Cue, Evidence, Turn

NASTY = {
    "empty": "",
    "megabyte": "give me something new now " * 40_000,
    "only emoji": "😀👨‍👩‍👧‍👦👍🏽" * 300,
    "right to left": "\u202eשלום, אפשר קפה? \u2066please",
    "html": '<script>alert(1)</script> please <img src=x onerror="x"> thanks',
    "escape codes": "\x1b[31mplease\x1b[0m \x1b]0;title\x07 thanks\x9b2J\r\x08\x00",
    "half a character": "please \ud83d thanks",
    "combining marks": "e" + "\u0301" * 10_000,
    "markup": "[red]please[/red] [/] [link=file:///etc/passwd]thanks[/link] :smile:",
}
COLOURED = {"force_terminal": True, "color_system": "standard", "no_color": False}
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@st.composite
def heard(draw) -> tuple[str, list[Cue]]:
    """A text and cues whose evidence overlaps as it likes; some of it does not stand in the text at all."""
    text = draw(st.text(st.characters(blacklist_categories=("Cs",)), max_size=25))
    ends = st.tuples(st.integers(0, 27), st.integers(0, 27))
    found = draw(st.lists(st.tuples(ends, st.sampled_from(["warmth", "urgency", "a<b"]), st.booleans()), max_size=6))
    return text, [
        Cue(name, 1.0, (Evidence(text[start:end] if true else "elsewhere", start, end),))
        for (start, end), name, true in found
    ]


@given(heard())
def test_the_segments_of_a_message_are_the_message(case) -> None:
    """Nothing is lost, doubled or marked outside of true evidence, whatever overlaps."""
    text, cues = case
    cut = segments(text, cues)
    assert "".join(segment.text for segment in cut) == text
    assert all(segment.text for segment in cut)
    covered = {
        (place, cue.name)
        for cue in cues
        for e in cue.evidence
        for place in range(e.start, e.end)
        if e.end <= len(text) and text[e.start : e.end] == e.text
    }
    ends = [sum(len(s.text) for s in cut[: i + 1]) for i in range(len(cut))]
    told = {
        (place, name)
        for segment, end in zip(cut, ends, strict=True)
        for name in segment.cues
        for place in range(end - len(segment.text), end)
    }
    assert told == covered


def test_words_under_two_cues_name_both() -> None:
    """Overlapping evidence is cut where one of the two ends."""
    cues = [
        Cue("warmth", 0.6, (Evidence("thanks!", 0, 7),)),
        Cue("politeness", 0.5, (Evidence("thanks", 0, 6),)),
    ]
    assert segments("thanks! bye", cues) == (
        Segment("thanks", ("warmth", "politeness")),
        Segment("!", ("warmth",)),
        Segment(" bye"),
    )


@pytest.mark.parametrize(
    ("cue", "sentence"),
    [
        (
            Cue("formality", 0.4, (Evidence("could you", 0, 9), Evidence("please", 10, 16)), "please +0.31"),
            "formality +0.4: rather formal, heard in “could you”, “please” (please +0.31)",
        ),
        (Cue("formality", -0.004), "formality 0: ordinary shop talk"),
        (Cue("politeness", -0.8), "politeness −0.8: clearly rude"),
        (Cue("urgency", 0.0, (), "says that there is no hurry"), "urgency 0: no hurry (says that there is no hurry)"),
        (Cue("warmth", 0.3), "warmth 0.3: a little warm"),
        (Cue("verbosity", 1.0), "verbosity 1: 1 word"),
        (Cue("verbosity", 120.0), "verbosity 120: 120 words"),
        (Cue("final_stop", 0.0), "final_stop 0: ends without a stop"),
        (Cue("lower_case_i", 0.5), "lower_case_i 0.5: writes “I” now small, now with a capital"),
        (Cue("unheard_of", 0.5), "unheard_of 0.5"),
    ],
)
def test_a_cue_is_told_in_a_plain_sentence(cue, sentence) -> None:
    """Name, figure, what it means, the words that it rests on, and the reason."""
    assert explained("could you please", [cue]).told[0].sentence == sentence


def test_what_is_not_known_stands_apart_with_its_reason() -> None:
    """None is never told as a value."""
    told = explained("hi", [Cue("novelty", None, reason="no remark"), Cue("warmth", 0.4)])
    assert [(cue.name, cue.reason) for cue in told.unheard] == [("novelty", "no remark")]
    assert [cue.name for cue in told.told] == ["warmth"]


def test_every_scale_is_of_a_cue_that_is_heard() -> None:
    """No words are kept for a cue that no detector gives."""
    assert set(SCALES) <= set(cue_names())


@pytest.mark.parametrize("name", SCALES)
def test_every_value_of_a_scale_has_a_figure_and_a_place(name) -> None:
    """From one end to the other, and beyond: a figure without needless zeros and a place on the line that only grows."""
    values = [step / 8 for step in range(-10, 11)] if isinstance(SCALES[name], Leaning) else [n / 8 for n in range(50)]
    places = [place(name, value) for value in values]
    assert places == sorted(places)
    assert (min(places), max(places)) == (0, 1) or name == "verbosity"
    assert all(re.fullmatch(r"[+−]?\d+(\.\d?[1-9])?", figure(name, value)) for value in values)
    assert in_words(name, 1.0)


@pytest.mark.parametrize(("name", "middle"), [("formality", "neutral"), ("politeness", "plain"), ("sentiment", "even")])
def test_the_staff_page_calls_the_same_values_neutral(name, middle) -> None:
    """What leans here leans there: the two have their own words, never their own limits."""
    for step in range(-100, 101):
        leans = not in_words(name, step / 100).startswith(("ordinary", "neither"))
        assert leans == (wording.in_words(name, step / 100) != middle)


# --- in the terminal


def shown(text: str, lang: str | None = "en", **how) -> str:
    out = io.StringIO()
    explain(text, lang, Console(file=out, width=100, _environ={}, **how))
    return out.getvalue()


def test_without_colours_evidence_stands_in_brackets() -> None:
    """In a pipe, or with NO_COLOR, the marks are still there, and no code for a terminal."""
    assert shown("quick, please").splitlines()[0].strip() == "[quick], [please]"
    assert "\x1b" not in shown("quick, please")
    plain = shown("quick, please", force_terminal=True, color_system="standard", no_color=True)
    assert "[quick], [please]" in re.sub(r"\x1b\[[\d;]*m", "", plain)


def test_evidence_has_the_colour_of_its_cue() -> None:
    """The name of the cue has it, too; words under several cues are underlined; plain words have none."""
    first, *rest = shown("i leave in 5 minutes", **COLOURED).splitlines()
    colour = re.search(r"\x1b\[1;(\d+)min 5 minutes\x1b", first)[1]
    assert any(f"\x1b[1;{colour}murgency\x1b" in line for line in rest)
    assert re.search(r"\x1b\[1;4;\d+mi\x1b", first)  # a small first letter, and a small "i"
    assert "\x1b[0m leave \x1b[" in first


def test_each_cue_is_told_with_its_place_on_a_line() -> None:
    """The dot of a polite message stands right of the middle, and the end of the line for the surest."""
    line = next(row for row in shown("hurry, quick, now, asap, immediately").splitlines() if "urgency" in row)
    bar = line.split("  ")[0]
    assert bar == "─" * 20 + "●"
    line = next(row for row in shown("Could you tell me the price, please?").splitlines() if "politeness +" in row)
    assert line.index("┼") < line.index("●")


def test_what_is_not_known_comes_last_in_one_line() -> None:
    """In German only form is heard, and the rest says why, once."""
    last = " ".join(shown("Guten Morgen, einen Kaffee bitte!", "de").split("Not known: ")[1].split())
    assert last.count("not heard in the language 'de' yet") == 1
    assert "formality, " in last
    assert "verbosity" not in last


def test_a_message_is_never_markup() -> None:
    """Rich's own marks and names of emoji are shown as typed."""
    out = shown("[red]x[/red] :smile: [/]", force_terminal=True, color_system="standard", no_color=False)
    assert "[red]x[/red] :smile: [/]" in re.sub(r"\x1b\[[\d;]*m", "", out)


@pytest.mark.parametrize("text", NASTY.values(), ids=list(NASTY))
@pytest.mark.parametrize("how", [{}, COLOURED], ids=["plain", "coloured"])
def test_bad_input_is_shown_inert_and_bounded(text, how) -> None:
    """No exception, no command for the terminal but our own colours, and a page or so at most."""
    out = re.sub(r"\x1b\[[\d;]*m", "", shown(text, **how)) if how else shown(text)
    assert not COMMANDS.search(out)
    assert len(out.encode()) < 40_000
    assert "Not known: " in out


def test_control_characters_are_seen() -> None:
    """Escape is shown as a sign, its letters as letters; overrides of direction lose their force."""
    assert inert("\x1b[31m\ta\nb\u202e") == "␛[31m\ta\nb\ufffd"


def test_a_long_message_says_what_was_not_read() -> None:
    """Of a megabyte the first 2,000 characters are shown."""
    out = shown("new thing " * 100_000)
    assert "and 998,000 more characters, which were not read" in out


def test_the_command_is_ready_in_seconds() -> None:
    """Importing it loads neither spaCy nor what spaCy would look at: that comes when a message is read."""
    code = "import sys, commands.explaining; print([m for m in ('spacy', 'torch', 'tensorflow') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- as HTML


class Seen(HTMLParser):
    """What a browser makes of a snippet: its elements, their attributes, and the text that is no hidden word."""

    def __init__(self, snippet: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.titles: list[str] = []
        self.hidden: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(snippet)
        self.close()

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.add(tag)
        self._open.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.titles += [value for name, value in attrs if name == "title"]

    def handle_endtag(self, tag) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data) -> None:
        if self._open[-1:] == ["span"]:
            self.hidden.append(data)
        else:
            self.text += data


@given(heard())
def test_html_shows_the_message_and_nothing_runs(case) -> None:
    """Everything is escaped; only paragraphs, marks and hidden words, with no style and no script of any kind."""
    text, cues = case
    seen = Seen(as_html(text, cues))
    assert seen.text == inert(text)
    assert seen.tags <= {"p", "mark", "span"}
    assert seen.attributes <= {"class", "dir", "title"}
    assert seen.hidden == [f" ({title})" for title in seen.titles]


@pytest.mark.parametrize("text", NASTY.values(), ids=list(NASTY))
def test_bad_input_is_inert_in_html_too(text) -> None:
    """No exception, no element of the customer's, no control character, bounded."""
    snippet = html_of(text, "en")
    assert Seen(snippet).tags <= {"p", "mark", "span"}
    assert not COMMANDS.search(snippet)
    assert len(snippet) < 60 * MAX_CHARACTERS


@given(heard())
def test_terminal_and_staff_page_cut_alike(case) -> None:
    """The same values, the same pieces: each has its own few lines, as neither may import the other."""
    text, cues = case
    by_name = {}
    for cue in cues:
        by_name.setdefault(cue.name, []).extend(cue.evidence)
    merged = [Cue(name, 1.0, tuple(evidence)) for name, evidence in by_name.items()]
    theirs = [(p.text, set(p.cues)) for p in pieces(text, spans_of(text, cues_as_json(merged)))]
    assert [(s.text, set(s.cues)) for s in segments(text, merged)] == theirs


@pytest.mark.parametrize("text", ["Could you be quick, please? <b>Thanks!</b> 😀", "gimme [x] & y", "", "ok"])
def test_the_staff_page_shows_the_same_html(text) -> None:
    """What ``solito explain --html`` prints is what stands in the transcript under "all that was heard", made from the cues
    as they were kept."""
    cues = hear([text], "en")[0]
    at = datetime(2025, 5, 3, tzinfo=timezone.utc)
    turn = Turn("c", "shop", "m1", at, "text", text, (), heard={"cues": cues_as_json(cues)})
    on_page = "".join(piece.__html__() for piece in turn_view(turn, {}).marked)
    assert html_of(text, "en") == as_html(text, cues) == f'<p class="said" dir="auto">{on_page}</p>'
