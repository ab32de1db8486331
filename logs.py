"""Logs are events with ids and numbers, one JSON object a line on stderr; never message text, never variables' values."""

from __future__ import annotations

import logging
import sys
import traceback

import structlog

from settings import settings


def configure() -> None:
    """Set up structlog for this process. Its default would print every local variable of a failing turn, words included."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(settings().log_level)),
        cache_logger_on_first_use=True,
    )


def where(error: BaseException, frames: int = 4) -> str:
    """The places a failure came through ("turn.py:58 take_turn > store.py:110 record"): code, and no values."""
    stack = traceback.extract_tb(error.__traceback__)[-frames:]
    return " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in stack)
