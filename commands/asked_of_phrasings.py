"""``solito say`` and ``solito voices``: what the shop would say, in which words; thin, as ``solito.py`` is."""

from __future__ import annotations

from typing import List, Optional

import typer

from commands import shell


def say(
    act: str = typer.Option(..., "--act", help="What is said, offer_usual for one: `solito voices` prints them all."),
    customer: Optional[str] = typer.Option(None, "--as", help="A customer's id; somebody new when not given."),
    lang: Optional[str] = typer.Option(None, "--lang", help="en or it; the customer's own when not given."),
    slot: List[str] = typer.Option([], "--slot", help="name=value for a slot, several times; samples fill the others."),
) -> None:
    """Preview one act as a customer would hear it now: the plan with its reasons, and the sentence."""
    from commands.saying import preview

    typer.echo(preview(shell.shop_settings(), act, customer, lang, slot))


def voices(
    act: Optional[str] = typer.Argument(None),
    lang: Optional[str] = typer.Option(None, "--lang", help="en or it."),
    lint: bool = typer.Option(False, "--lint", help="Only say what is to be mended; exit code 1 when anything is."),
) -> None:
    """Print every sentence of one act, or of all, by manner and length, as a copywriter sees it."""
    from commands.voices import findings
    from commands.voices import voices as sentences

    if not lint:
        typer.echo(sentences(act, lang or "en"))
        return
    found = findings(shell.shop_settings(), act, lang)
    for line in found:
        typer.echo(line)
    shell.say(f"{len(found)} to mend." if found else "Nothing to mend.")
    if found:
        raise typer.Exit(1)
