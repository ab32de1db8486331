"""What a client is told when a request cannot be served: a code, a sentence, a true status."""

from __future__ import annotations

from typing import Any

import structlog
from sanic import Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from logs import where

STATUS = {
    "bad_request": 400,
    "no_token": 401,
    "bad_token": 401,
    "expired_token": 401,
    "not_signed": 401,
    "not_found": 404,
    "method_not_allowed": 405,
    "id_reused": 409,
    "both_identified": 409,
    "too_long": 413,
    "empty": 422,
    "unknown_choice": 422,
    "link_refused": 422,
    "too_many": 429,
    "unavailable": 503,
}
log = structlog.get_logger()


class RequestRefused(Exception):
    """A request that is answered with an error: ``code`` is one of STATUS, ``message`` is for the developer.

    ``beside`` is what the answer holds beside the error.
    """

    def __init__(self, code: str, message: str, **beside: Any) -> None:
        super().__init__(message)
        self.code, self.message, self.status, self.beside = code, message, STATUS[code], beside

    def response(self) -> HTTPResponse:
        return _error(self.status, self.code, self.message, **self.beside)


def serve_errors(app: Sanic, *_: Any) -> None:
    """What the web server itself refuses, and what fails in a route, is told in the same form."""
    app.error_handler.add(SanicException, _refused)
    app.error_handler.add(Exception, _failed)


def _refused(request: Request, error: SanicException) -> HTTPResponse:
    """No such page, another method, a head too long."""
    status = getattr(error, "status_code", None) or 500
    other = "bad_request" if status < 500 else "unavailable"
    code = next((name for name, number in STATUS.items() if number == status), other)
    return _error(status, code, str(error) or "the request cannot be served")


def _failed(request: Request, error: Exception) -> HTTPResponse:
    """A part is down. Which goes to the log, and not to the client."""
    log.error("request_failed", route=request.name, error=type(error).__name__, where=where(error))
    return _error(STATUS["unavailable"], "unavailable", "a part of the shop does not answer; try again in a moment")


def _error(status: int, code: str, message: str, **beside: Any) -> HTTPResponse:
    return response.json({"error": {"code": code, "message": message}, **beside}, status=status)
