"""An error that we know is told in one sentence, with exit code 1; anything else keeps its traceback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def one_sentence(say: Callable[[str], None]) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if not isinstance(error, _known()):
            raise
        say(str(error))
        raise SystemExit(1) from error


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
