"""The signed cookie that says who is at the desk, and the form token bound to it. Only the signer reads a clock."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer

MIN_SECRET = 32
MAX_AGE_S = 12 * 3600  # a working day: nobody signs in twice in one shift


@dataclass(frozen=True)
class Session:
    """What a cookie says. ``staff_id``: 0 before sign-in; ``nonce``: fresh at every sign-in, for the form token."""

    nonce: str
    staff_id: int = 0
    epoch: int = 0


class Sessions:
    """Makes and reads cookies and form tokens under one secret of at least 32 characters."""

    def __init__(self, secret: str) -> None:
        if len(secret) < MIN_SECRET:
            raise ValueError(f"the secret has {len(secret)} characters; it needs at least {MIN_SECRET}")
        # A key of our own: what this process signs can never pass for a customer's token under the same secret.
        self._key = hmac.new(secret.encode(), b"solito-console", hashlib.sha256).digest()
        self._signer = URLSafeTimedSerializer(secret, salt="solito-console-session")

    def new(self, staff_id: int = 0, epoch: int = 0) -> Session:
        """A fresh session: nothing of one from before sign-in lives on."""
        return Session(secrets.token_urlsafe(24), staff_id, epoch)

    def cookie(self, session: Session) -> str:
        """The signed value of the cookie."""
        return str(self._signer.dumps([session.nonce, session.staff_id, session.epoch]))

    def read(self, cookie: str | None) -> Session | None:
        """The session of a cookie; None when it is missing, older than a working day, or not signed by us."""
        if not cookie:
            return None
        try:
            nonce, staff_id, epoch = self._signer.loads(cookie, max_age=MAX_AGE_S)
        except BadSignature:  # also an expired one
            return None
        return Session(str(nonce), int(staff_id), int(epoch))

    def form_token(self, session: Session) -> str:
        """The token that every form of this session carries."""
        return self.digest(f"form:{session.nonce}")

    def is_form_token(self, session: Session, token: str) -> bool:
        """Did this form come from a page of this session?"""
        return hmac.compare_digest(self.form_token(session).encode(), token.encode())

    def digest(self, text: str) -> str:
        """A keyed digest, for what must be compared but not kept readable."""
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()
