"""Staff passwords: argon2id, and the same effort whether or not the name is known."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_LENGTH = 10
MAX_LENGTH = 200

_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")


class WeakPassword(ValueError):
    """The password is too short to guard customers' words, or longer than anyone types."""


def hash_password(password: str) -> str:
    """The argon2id hash of a password of 10 to 200 characters; raises ``WeakPassword`` for another length."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise WeakPassword(f"a staff password has {MIN_LENGTH} to {MAX_LENGTH} characters, this one {len(password)}")
    return _hasher.hash(password)


def is_password(password: str, password_hash: str | None) -> bool:
    """Is this the password? With no hash (an unknown name) it takes as long, and the answer is no."""
    try:
        matches = _hasher.verify(password_hash or _NOBODY, password[: MAX_LENGTH + 1])
    except (VerificationError, InvalidHashError):
        return False
    return matches and password_hash is not None
