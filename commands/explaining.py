"""``solito explain``: one message with its evidence marked, and what was heard in it, cue by cue."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cues.explaining import Explanation, Segment, Told, Unheard, explained
from commands.hearing import encodable, language_of
from console.marking import as_html, inert
from profiles.model import Cue
from running.light import spacy_alone

# Readable on light and on dark ground; a message seldom gives evidence for more than these.
COLOURS = ("cyan", "magenta", "green", "yellow", "bright_blue", "bright_red", "bright_cyan", "bright_magenta")
BAR = 21  # cells


def explain(text: str, lang: str | None, console: Console) -> None:
    """Print a message and what was heard in it. ``lang`` None: detected.

    Evidence has the colour of its cue, and is underlined where cues overlap; without colours it stands in [brackets].
    Nothing of the message is taken for markup or reaches the terminal as a command.
    """
    read, cues, unread = _hear(text, lang)
    told = explained(read, cues)
    colours = _colours(told) if console.color_system and not console.no_color else None
    console.print(Padding(_message(told, colours), (0, 2), expand=False))
    if unread:
        console.print(_unread(unread), style="dim", highlight=False, markup=False)
    console.print(_cues(told, colours or {}))
    if told.unheard:
        console.print(Text(inert(_not_known(told.unheard)), style="dim"))


def html_of(text: str, lang: str | None) -> str:
    """The message with its evidence marked, as the staff page shows it: a paragraph of HTML."""
    read, cues, unread = _hear(text, lang)
    return as_html(read, cues) + (f'\n<p class="unread">{_unread(unread)}</p>' if unread else "")


def _hear(text: str, lang: str | None) -> tuple[str, list[Cue], int]:
    """What is read of a message, its cues, and how many characters are not read."""
    spacy_alone()  # before anything that imports spaCy
    from bot.cues.message import MAX_CHARACTERS
    from bot.hearing import hear

    text = encodable(text)
    read = text[:MAX_CHARACTERS]
    language = language_of(read, lang)
    return read, hear([text], language)[0], len(text) - len(read)


def _colours(told: Explanation) -> Mapping[str, str]:
    """A colour for each cue that has evidence; those of one message differ as long as there are colours."""
    names = dict.fromkeys(name for segment in told.segments for name in segment.cues)
    return {name: COLOURS[i % len(COLOURS)] for i, name in enumerate(names)}


def _message(told: Explanation, colours: Mapping[str, str] | None) -> Text:
    shown = Text()
    for segment in told.segments:
        text = inert(segment.text)
        if colours is None:
            shown.append(f"[{text}]" if segment.cues else text)
        else:
            shown.append(text, _style(segment, colours))
    return shown


def _style(segment: Segment, colours: Mapping[str, str]) -> str:
    if not segment.cues:
        return ""
    return f"bold {'underline ' if len(segment.cues) > 1 else ''}{colours[segment.cues[0]]}"


def _cues(told: Explanation, colours: Mapping[str, str]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for cue in told.told:
        sentence = Text(inert(cue.sentence).replace("\n", "␊"))
        sentence.stylize(f"bold {colours.get(cue.name, '')}".strip(), 0, len(cue.name))
        table.add_row(Text(_bar(cue)), sentence)
    return table


def _bar(cue: Told) -> str:
    """The cue's range as a line, its middle ticked where both sides mean something, with a dot for the value."""
    if cue.place is None:
        return ""
    cells = ["─"] * BAR
    if cue.two_sided:
        cells[BAR // 2] = "┼"
    cells[round(cue.place * (BAR - 1))] = "●"
    return "".join(cells)


def _not_known(unheard: tuple[Unheard, ...]) -> str:
    """All that is not known in one line, by reason."""
    by_reason: dict[str, list[str]] = {}
    for cue in unheard:
        by_reason.setdefault(cue.reason, []).append(cue.name)
    return "Not known: " + "; ".join(f"{', '.join(names)} ({reason})" for reason, names in by_reason.items()) + "."


def _unread(characters: int) -> str:
    return f"… and {characters:,} more characters, which were not read."
