"""The ``solito`` command: thin. Results go to stdout, logs to stderr; exit 0 done, 1 failed, 2 wrongly called."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any, List, Optional

import structlog
import typer

app = typer.Typer(
    name="solito",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Solito: a sales assistant that behaves as a good shopkeeper does.",
)
import_app = typer.Typer(no_args_is_help=True, help="Load a shop's own data: a running bot serves it at once.")
staff_app = typer.Typer(no_args_is_help=True, help="Who may sign in to the staff page.")
customer_app = typer.Typer(
    no_args_is_help=True, help="What is kept about one customer, their rights, and which ids are one person."
)
app.add_typer(import_app, name="import")
app.add_typer(staff_app, name="staff")
app.add_typer(customer_app, name="customer")


@app.callback()
def _start() -> None:
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer(colors=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )


def _settings(**changes: Any) -> Any:
    from settings import settings

    return settings().copy(update=changes) if changes else settings()


def _say(line: str) -> None:
    typer.echo(line, err=True)


def main() -> None:
    """Run the command; an error of ours is one sentence, not a traceback."""
    from commands.failing import one_sentence

    with one_sentence(_say):
        app()


@app.command()
def run(
    demo: bool = typer.Option(False, "--demo", help="Load the invented demo shop, its customers and its clock."),
) -> None:
    """Open the shop: migrate, train if inputs changed, start rasa, actions and console, and look after them."""
    import os

    if demo:
        os.environ["SOLITO_DEMO"] = "true"
    from running.supervisor import run as serve

    serve(_settings(), _say)


@app.command()
def train(force: bool = typer.Option(False, "--force", help="Train even if nothing changed.")) -> None:
    """Train the Rasa model, if its inputs changed."""
    from running.training import model_path, train_if_changed

    trained = train_if_changed(_settings(), force=force)
    _say("Trained." if trained else "Nothing changed since the last training.")
    typer.echo(str(model_path(_settings())))


@import_app.command("catalogue")
def import_catalogue(
    file: Path,
    dry_run: bool = typer.Option(False, "--dry-run", help="Only read and report."),
    replace: bool = typer.Option(False, "--replace", help="Products that are not in the file go off the shelf."),
) -> None:
    """Load products: Shopify, WooCommerce or plain CSV. All or nothing."""
    from commands.importing import catalogue

    typer.echo(catalogue(_settings(), file, dry_run, replace))


@import_app.command("orders")
def import_orders(file: Path, dry_run: bool = typer.Option(False, "--dry-run", help="Only read and report.")) -> None:
    """Load past orders. This never grants anybody's consent."""
    from commands.importing import orders

    typer.echo(orders(_settings(), file, dry_run))


@staff_app.command("add")
def staff_add(
    name: str,
    role: str = typer.Option("support", "--role", help="owner, support or read."),
    password_stdin: bool = typer.Option(False, "--password-stdin", help="Read the password from standard input."),
) -> None:
    """Let somebody sign in to the staff page."""
    from commands.staff import add

    password = (
        sys.stdin.readline().rstrip("\n")
        if password_stdin
        else typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    )
    typer.echo(add(_settings(), name, role, password))


@app.command()
def cues(lang: Optional[str] = typer.Option(None, "--lang", help="en or it; detected when not given.")) -> None:
    """Read messages, one a line, from standard input; print their style cues, one JSON object a line."""
    from commands.hearing import cues_of_lines

    for line in cues_of_lines(sys.stdin, lang):
        typer.echo(line)


@app.command()
def traits() -> None:
    """Read speakers, one {"id", "messages"} a line, from standard input; print weak guesses at their traits as JSON lines."""
    from commands.traits import packaged_encoder, trait_lines

    encode = packaged_encoder(_settings().encoder)
    if encode is None:
        _say("The sentence encoder is not installed: traits are read without it, a little less well.")
    for line in trait_lines(sys.stdin, encode):
        typer.echo(line)


@app.command()
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


@app.command()
def understand() -> None:
    """Read messages, one a line, from standard input; print intent, entities, products and wishes as JSON lines."""
    from commands.hearing import understand_lines

    for line in understand_lines(sys.stdin, _settings()):
        typer.echo(line)


@app.command()
def usual(
    orders: Path = typer.Option(..., "--orders", help="Orders CSV; see docs/shop.md."),
    at: Optional[str] = typer.Option(None, "--at", help="ISO time; default: the file's last ordered_at."),
) -> None:
    """For each customer of an orders file: may the word "usual" be said, of what, and why."""
    from commands.usuals import usual_lines

    for line in usual_lines(orders, at):
        typer.echo(line)


@app.command()
def say(
    act: str = typer.Option(..., "--act", help="What is said, offer_usual for one: `solito voices` prints them all."),
    customer: Optional[str] = typer.Option(None, "--as", help="A customer's id; somebody new when not given."),
    lang: Optional[str] = typer.Option(None, "--lang", help="en or it; the customer's own when not given."),
    slot: List[str] = typer.Option([], "--slot", help="name=value for a slot, several times; samples fill the others."),
) -> None:
    """Preview one act as a customer would hear it now: the plan with its reasons, and the sentence."""
    from commands.saying import preview

    typer.echo(preview(_settings(), act, customer, lang, slot))


@app.command()
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
    found = findings(_settings(), act, lang)
    for line in found:
        typer.echo(line)
    _say(f"{len(found)} to mend." if found else "Nothing to mend.")
    if found:
        raise typer.Exit(1)


@customer_app.command("show")
def customer_show(customer: str) -> None:
    """What is known about a customer, as JSON."""
    from commands.customers import show

    typer.echo(show(_settings(), customer))


@customer_app.command("export")
def customer_export(
    customer: str,
    shape: str = typer.Option("json", "--format", help="json, or csv: a zip of one table each."),
    to: Optional[Path] = typer.Option(None, "--to", help="Write it there; csv needs it."),
) -> None:
    """Everything kept about a customer, by holder, as JSON or as a zip of tables."""
    from commands.customers import export

    typer.echo(export(_settings(), customer, shape, to))


@customer_app.command("correct", context_settings={"ignore_unknown_options": True})  # -0.5 is a value
def customer_correct(
    customer: str,
    name: str,
    value: Optional[str] = typer.Argument(None),
    forget: bool = typer.Option(False, "--forget", help="Forget it, and what it was learnt from."),
    recipient: Optional[str] = typer.Option(None, "--recipient", help="The fact is about somebody else: sister."),
) -> None:
    """Put a fact or an estimate right on the customer's word; nothing detected outranks it."""
    from commands.customers import correct

    if (value is None) != forget:
        _say("give either a VALUE or --forget")
        raise typer.Exit(2)
    typer.echo(correct(_settings(), customer, name, value, recipient))


@customer_app.command("rebuild")
def customer_rebuild(customer: str) -> None:
    """Make a customer's profile anew from what was observed, and say if anything differed."""
    from commands.customers import rebuild

    typer.echo(rebuild(_settings(), customer))


@customer_app.command("log")
def customer_log(customer: str) -> None:
    """Who read or changed what of a customer, when, through what, as JSON; also after they were erased."""
    from commands.customers import log

    typer.echo(log(_settings(), customer))


@customer_app.command("erase")
def customer_erase(customer: str, yes: bool = typer.Option(False, "--yes", help="Do it; it cannot be undone.")) -> None:
    """Erase a customer everywhere; orders stay with the shop, without the customer."""
    from commands.customers import erase

    if not yes:
        _say("This cannot be undone; say --yes to do it.")
        raise typer.Exit(2)
    typer.echo(erase(_settings(), customer))


@customer_app.command("consent")
def customer_consent(customer: str, purpose: str, answer: str = typer.Argument(..., help="yes or no")) -> None:
    """Write down a consent that was given or withdrawn outside of the chat."""
    from commands.customers import consent

    if answer not in ("yes", "no"):
        _say(f"the answer must be yes or no, not {answer!r}")
        raise typer.Exit(2)
    typer.echo(consent(_settings(), customer, purpose, answer == "yes"))


@customer_app.command("merge")
def customer_merge(
    one: str,
    other: str,
    yes: bool = typer.Option(False, "--yes", help="Do it; without it only what would happen is shown."),
) -> None:
    """Two ids are one person: show what linking them would do, and do it only with --yes."""
    from commands.customers import merge

    typer.echo(merge(_settings(), one, other, yes))
    if not yes:
        _say("Nothing was done; say --yes to link them. `solito customer unmerge` undoes it.")


@customer_app.command("unmerge")
def customer_unmerge(customer: str, yes: bool = typer.Option(False, "--yes", help="Do it.")) -> None:
    """Take one id out of its person again: it, and the others, are as if they had never been linked."""
    from commands.customers import unmerge

    if not yes:
        _say("Nothing was done; say --yes to do it.")
        raise typer.Exit(2)
    typer.echo(unmerge(_settings(), customer))


@app.command()
def sweep(dry_run: bool = typer.Option(False, "--dry-run", help="Only count what would go.")) -> None:
    """Delete what may be kept no longer, as a running shop does every minute; counts, no content."""
    from commands.sweeping import sweep as run_sweep

    typer.echo(run_sweep(_settings(), dry_run))


@app.command()
def report() -> None:
    """What came of the visits (only of customers who let it be measured): sales, no sales, hand-overs."""
    from commands.customers import report as outcomes

    typer.echo(outcomes(_settings()))


@app.command()
def backup(folder: Path) -> None:
    """Copy all databases into a new FOLDER, while the shop is open; each is checked, and the manifest says what is there."""
    from commands.backups import backup as copy

    typer.echo(copy(_settings(), folder))


@app.command()
def restore(
    folder: Path,
    yes: bool = typer.Option(False, "--yes", help="Do it: what the databases hold now is lost."),
) -> None:
    """Put a backup in place of the databases, while the shop is closed; whoever was erased since is erased again."""
    from commands.backups import restore as put_back

    if not yes:
        _say("What the databases hold now is lost by this; say --yes to do it.")
        raise typer.Exit(2)
    typer.echo(put_back(_settings(), folder, _say))


@app.command()
def bench(quick: bool = typer.Option(False, "--quick", help="Fewer rounds; for a first look.")) -> None:
    """Time and memory of a turn beside plain Rasa, measured on this machine."""
    from commands.benching import bench as measure

    raise typer.Exit(measure(_settings(), quick))


if __name__ == "__main__":
    main()
