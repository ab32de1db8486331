"""The ``solito`` command: thin. Results go to stdout, logs to stderr; exit 0 done, 1 failed, 2 wrongly called."""

from __future__ import annotations

import logging
import sys
from importlib.metadata import version

import structlog
import typer

from commands import (
    asked_of_customers,
    asked_of_messages,
    asked_of_orders,
    asked_of_phrasings,
    asked_of_staff,
    asked_of_the_shop,
    asked_of_visits,
    asked_to_import,
    shell,
)
from commands.nearby import Nearby

app = typer.Typer(
    name="solito",
    cls=Nearby,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Solito: a sales assistant that behaves as a good shopkeeper does.",
)
app.add_typer(asked_to_import.import_app, name="import")
app.add_typer(asked_of_staff.staff_app, name="staff")
app.add_typer(asked_of_customers.customer_app, name="customer")
app.add_typer(asked_of_orders.order_app, name="order")
for command in (
    asked_of_the_shop.run,
    asked_of_the_shop.check,
    asked_of_the_shop.train,
    asked_of_the_shop.sweep,
    asked_of_the_shop.backup,
    asked_of_the_shop.restore,
    asked_of_the_shop.move,
    asked_of_the_shop.bench,
    asked_of_messages.cues,
    asked_of_messages.traits,
    asked_of_messages.explain,
    asked_of_messages.understand,
    asked_of_orders.usual,
    asked_of_phrasings.say,
    asked_of_phrasings.voices,
    asked_of_visits.arrive,
    asked_of_visits.report,
    asked_of_visits.candidates,
):
    app.command()(command)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"solito {version('solito')}")
        raise typer.Exit


@app.callback()
def _start(
    _: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Which version this is."),
) -> None:
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


if __name__ == "__main__":
    main()
