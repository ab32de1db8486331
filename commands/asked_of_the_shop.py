"""The shop as a whole: open it, train, sweep, back up, restore, measure; thin, as ``solito.py`` is."""

from __future__ import annotations

from pathlib import Path

import typer

from commands import shell


def run(
    demo: bool = typer.Option(False, "--demo", help="Load the invented demo shop, its customers and its clock."),
) -> None:
    """Open the shop: migrate, train if inputs changed, start rasa, actions and console, and look after them."""
    import os

    if demo:
        os.environ["SOLITO_DEMO"] = "true"
    from running.supervisor import run as serve

    serve(shell.shop_settings(), shell.say)


def train(force: bool = typer.Option(False, "--force", help="Train even if nothing changed.")) -> None:
    """Train the Rasa model, if its inputs changed."""
    from running.training import model_path, train_if_changed

    trained = train_if_changed(shell.shop_settings(), force=force)
    shell.say("Trained." if trained else "Nothing changed since the last training.")
    typer.echo(str(model_path(shell.shop_settings())))


def sweep(dry_run: bool = typer.Option(False, "--dry-run", help="Only count what would go.")) -> None:
    """Delete what may be kept no longer, as a running shop does every minute; counts, no content."""
    from commands.sweeping import sweep as run_sweep

    typer.echo(run_sweep(shell.shop_settings(), dry_run))


def backup(folder: Path) -> None:
    """Copy all databases into a new FOLDER, while the shop is open; each is checked, and the manifest says what is there."""
    from commands.backups import backup as copy

    typer.echo(copy(shell.shop_settings(), folder))


def restore(
    folder: Path,
    yes: bool = typer.Option(False, "--yes", help="Do it: what the databases hold now is lost."),
) -> None:
    """Put a backup in place of the databases, while the shop is closed; whoever was erased since is erased again."""
    from commands.backups import restore as put_back

    if not yes:
        shell.say("What the databases hold now is lost by this; say --yes to do it.")
        raise typer.Exit(2)
    typer.echo(put_back(shell.shop_settings(), folder, shell.say))


def check() -> None:
    """Read shop.yml and the phrasings as a start would, and say how they were understood; nothing is changed."""
    from commands.checking import check as look

    typer.echo(look(shell.shop_settings()))


def move(folder: Path) -> None:
    """Put a backup of SQLite files into empty PostgreSQL databases (SOLITO_*_URL), while the shop is closed."""
    from commands.backups import move as put_there

    typer.echo(put_there(shell.shop_settings(), folder, shell.say))


def bench(quick: bool = typer.Option(False, "--quick", help="Fewer rounds; for a first look.")) -> None:
    """Time and memory of a turn beside plain Rasa, measured on this machine."""
    from commands.benching import bench as measure

    raise typer.Exit(measure(shell.shop_settings(), quick))
