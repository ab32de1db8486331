"""The ``solito`` command: thin. Results go to stdout, logs to stderr; exit 0 done, 1 failed, 2 wrongly called."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import List, Optional

import structlog
import typer

from commands import shell
from commands.asked_of_customers import customer_app
from commands.asked_of_orders import order_app

app = typer.Typer(
    name="solito",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Solito: a sales assistant that behaves as a good shopkeeper does.",
)
import_app = typer.Typer(no_args_is_help=True, help="Load a shop's own data: a running bot serves it at once.")
staff_app = typer.Typer(no_args_is_help=True, help="Who may sign in to the staff page.")
app.add_typer(import_app, name="import")
app.add_typer(staff_app, name="staff")
app.add_typer(customer_app, name="customer")
app.add_typer(order_app, name="order")


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


def main() -> None:
    """Run the command; an error of ours is one sentence, not a traceback."""
    from commands.failing import one_sentence

    with one_sentence(shell.say):
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

    serve(shell.shop_settings(), shell.say)


@app.command()
def train(force: bool = typer.Option(False, "--force", help="Train even if nothing changed.")) -> None:
    """Train the Rasa model, if its inputs changed."""
    from running.training import model_path, train_if_changed

    trained = train_if_changed(shell.shop_settings(), force=force)
    shell.say("Trained." if trained else "Nothing changed since the last training.")
    typer.echo(str(model_path(shell.shop_settings())))


_DRY = typer.Option(False, "--dry-run", help="Only read and report: what is new, changed, off the shelf.")
_ENCODING = typer.Option(None, "--encoding", help="utf-8, cp1252, utf-16 …, where it cannot be told from the file.")
_DATES = typer.Option(None, "--dates", help="dmy or mdy, for dates like 03/04/2026 that may be two.")
_DECIMAL = typer.Option(None, "--decimal", help="comma or point, for amounts like 1.299 that may be two.")


@import_app.command("catalogue")
def import_catalogue(
    file: Path,
    dry_run: bool = _DRY,
    replace: bool = typer.Option(False, "--replace", help="Products that are not in the file go off the shelf."),
    encoding: Optional[str] = _ENCODING,
    dates: Optional[str] = _DATES,
    decimal: Optional[str] = _DECIMAL,
) -> None:
    """Load products: Shopify, WooCommerce or plain CSV. All or nothing."""
    from commands.importing import catalogue, reading

    typer.echo(catalogue(shell.shop_settings(), file, dry_run, not replace, reading(encoding, dates, decimal)))


@import_app.command("orders")
def import_orders(
    file: Path,
    dry_run: bool = _DRY,
    customer: Optional[str] = typer.Option(
        None,
        "--customer-column",
        help="The column that holds what your tokens say in sub; default: an id, else e-mail.",
    ),
    encoding: Optional[str] = _ENCODING,
    dates: Optional[str] = _DATES,
    decimal: Optional[str] = _DECIMAL,
) -> None:
    """Load past orders: Shopify's or WooCommerce's export, a till's CSV, or our own. This never grants anybody's consent."""
    from commands.importing import orders, reading

    typer.echo(orders(shell.shop_settings(), file, dry_run, reading(encoding, dates, decimal, customer)))


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
    typer.echo(add(shell.shop_settings(), name, role, password))


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

    encode = packaged_encoder(shell.shop_settings().encoder)
    if encode is None:
        shell.say("The sentence encoder is not installed: traits are read without it, a little less well.")
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

    for line in understand_lines(sys.stdin, shell.shop_settings()):
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

    typer.echo(preview(shell.shop_settings(), act, customer, lang, slot))


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
    found = findings(shell.shop_settings(), act, lang)
    for line in found:
        typer.echo(line)
    shell.say(f"{len(found)} to mend." if found else "Nothing to mend.")
    if found:
        raise typer.Exit(1)


@app.command()
def sweep(dry_run: bool = typer.Option(False, "--dry-run", help="Only count what would go.")) -> None:
    """Delete what may be kept no longer, as a running shop does every minute; counts, no content."""
    from commands.sweeping import sweep as run_sweep

    typer.echo(run_sweep(shell.shop_settings(), dry_run))


@app.command()
def arrive(
    customer: str,
    minutes: float = typer.Option(0, "--in", min=0, max=240, help="In how many minutes they will be here."),
    id_: Optional[str] = typer.Option(
        None, "--id", help="Say the same arrival again under the same id: nothing happens twice."
    ),
) -> None:
    """Say that a customer is on their way: staff see what to get ready, and the customer is greeted in their chat."""
    from commands.arrivals import arrive as say_so

    typer.echo(say_so(shell.shop_settings(), customer, minutes, id_))


@app.command()
def report() -> None:
    """What came of the visits (only of customers who let it be measured): sales, no sales, hand-overs."""
    from commands.customers import report as outcomes

    typer.echo(outcomes(shell.shop_settings()))


@app.command()
def candidates(
    since: Optional[str] = typer.Option(None, "--since", help="Only what was said from this day on: 2026-11-26."),
    below: float = typer.Option(0.5, "--below", help="Only what was heard with less confidence than this, 0 … 1."),
    out: Optional[Path] = typer.Option(None, "--out", help="Write it there, as CSV where the name ends in .csv."),
) -> None:
    """Messages that were not surely understood, of customers who let it be measured, without ids and names, to be labelled."""
    from commands.candidates import candidates as unsure

    typer.echo(unsure(shell.shop_settings(), since, below, out))


@app.command()
def backup(folder: Path) -> None:
    """Copy all databases into a new FOLDER, while the shop is open; each is checked, and the manifest says what is there."""
    from commands.backups import backup as copy

    typer.echo(copy(shell.shop_settings(), folder))


@app.command()
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


@app.command()
def bench(quick: bool = typer.Option(False, "--quick", help="Fewer rounds; for a first look.")) -> None:
    """Time and memory of a turn beside plain Rasa, measured on this machine."""
    from commands.benching import bench as measure

    raise typer.Exit(measure(shell.shop_settings(), quick))


if __name__ == "__main__":
    main()
