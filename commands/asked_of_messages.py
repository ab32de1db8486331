"""``solito cues``, ``traits``, ``explain`` and ``understand``: what is heard in messages; thin, as ``solito.py`` is."""

from __future__ import annotations

import sys
from typing import Optional

import typer

from commands import shell


def cues(lang: Optional[str] = typer.Option(None, "--lang", help="en or it; detected when not given.")) -> None:
    """Read messages, one a line, from standard input; print their style cues, one JSON object a line."""
    from commands.hearing import cues_of_lines

    for line in cues_of_lines(sys.stdin, lang):
        typer.echo(line)


def traits() -> None:
    """Read speakers, one {"id", "messages"} a line, from standard input; print weak guesses at their traits as JSON lines."""
    from commands.traits import packaged_encoder, trait_lines

    encode = packaged_encoder(shell.shop_settings().encoder)
    if encode is None:
        shell.say("The sentence encoder is not installed: traits are read without it, a little less well.")
    for line in trait_lines(sys.stdin, encode):
        typer.echo(line)


def explain(
    text: str,
    lang: Optional[str] = typer.Option(None, "--lang", help="en or it; detected when not given."),
    html: bool = typer.Option(False, "--html", help="A paragraph of HTML with the evidence marked, as staff see it."),
) -> None:
    """Show what is heard in one message, cue by cue, with the words that each rests on."""
    from commands.explaining import explain as show
    from commands.explaining import html_of

    if html:
        typer.echo(html_of(text, lang))
    else:
        from rich.console import Console

        show(text, lang, Console())


def understand() -> None:
    """Read messages, one a line, from standard input; print intent, entities, products and wishes as JSON lines."""
    from commands.hearing import understand_lines

    for line in understand_lines(sys.stdin, shell.shop_settings()):
        typer.echo(line)
    shell.leave()
