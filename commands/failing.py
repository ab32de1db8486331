"""An error that we know is told in one sentence, with exit code 1; anything else keeps its traceback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

_NO_TABLES = ("no such table", "no such column", "does not exist", "has no column")  # SQLite's words and PostgreSQL's


@contextmanager
def one_sentence(say: Callable[[str], None]) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        told = _of_database(error) or (str(error) if isinstance(error, _known()) else "")
        if not told:
            raise
        say(told)
        raise SystemExit(1) from error


def _of_database(error: Exception) -> str:
    """What to do where a database has no tables yet, has older ones, or does not answer; "" for anything else."""
    from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError

    if isinstance(error, ArgumentError):
        return f"A database address (SOLITO_…_URL) is none: {error}"
    if not isinstance(error, (OperationalError, ProgrammingError)):
        return ""
    problem = str(error.orig).strip().partition("\n")[0]
    if any(sign in problem for sign in _NO_TABLES):
        return f"{_where()}: the tables of this version are not there ({problem}). `solito run` makes them, and upgrades old ones."
    if isinstance(error, OperationalError):
        return f"{_where()}: the database does not answer: {problem}"
    return ""


def _where() -> str:
    from settings import settings

    return f"SOLITO_VAR is {settings().var_dir}"


def _known() -> tuple[type[Exception], ...]:
    """Imported when something failed, so that ``solito --help`` stays quick."""
    from bot.encoder import EncoderMissing
    from commands.importing import NotLoaded
    from running.backing_up import BackupFailed
    from running.ports import PortBusy
    from running.restoring import RestoreRefused
    from running.training import NoModel, TrainingFailed
    from settings import SettingsError
    from shop.importers.report import ImportFailed
    from shop.model import ShopError
    from shop.terms import TermsError

    return (
        BackupFailed,
        RestoreRefused,
        EncoderMissing,
        NotLoaded,
        PortBusy,
        NoModel,
        TrainingFailed,
        SettingsError,
        ImportFailed,
        ShopError,
        TermsError,
        ValueError,
        FileNotFoundError,
    )
