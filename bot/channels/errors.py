"""What a client is told when a request cannot be served: a code, a sentence, a true status."""

from __future__ import annotations

from sanic import response
from sanic.response import HTTPResponse

STATUS = {
    "bad_request": 400,
    "no_token": 401,
    "bad_token": 401,
    "expired_token": 401,
    "not_found": 404,
    "id_reused": 409,
    "too_long": 413,
    "empty": 422,
    "unknown_choice": 422,
    "too_many": 429,
    "unavailable": 503,
}


class RequestRefused(Exception):
    """A request that is answered with an error: ``code`` is one of STATUS, ``message`` is for the developer."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message, self.status = code, message, STATUS[code]

    def response(self) -> HTTPResponse:
        return response.json({"error": {"code": self.code, "message": self.message}}, status=self.status)
