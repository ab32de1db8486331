"""Tell the shop that somebody waits for a person: by its webhook or by mail, beside the list on the staff page.

Sent from a thread of its own, with retries: the customer's turn never waits for it, and never fails with it. No message
text leaves the house this way, only who waits.
"""

from __future__ import annotations

import smtplib
import threading
from datetime import datetime
from email.message import EmailMessage

import httpx
import structlog
from tenacity import retry, stop_after_attempt, wait_exponential

from settings import settings
from shop.terms import Notify

log = structlog.get_logger()


def tell_the_shop(notify: Notify, customer: str, at: datetime) -> None:
    """Start the notice; returns at once."""
    if notify.webhook or notify.email:
        threading.Thread(target=_send, args=(notify, customer, at), daemon=True).start()


def _send(notify: Notify, customer: str, at: datetime) -> None:
    try:
        if notify.webhook:
            _post(notify.webhook, {"event": "person_asked_for", "customer": customer, "at": at.isoformat()})
        if notify.email:
            _mail(notify.email, customer, at)
    except Exception as error:  # the list on the staff page has it in any case
        log.error("shop_not_notified", error=type(error).__name__)


@retry(stop=stop_after_attempt(4), wait=wait_exponential(multiplier=1, max=20), reraise=True)
def _post(url: str, body: dict[str, str]) -> None:
    httpx.post(url, json=body, timeout=5).raise_for_status()


@retry(stop=stop_after_attempt(4), wait=wait_exponential(multiplier=1, max=20), reraise=True)
def _mail(address: str, customer: str, at: datetime) -> None:
    message = EmailMessage()
    message["Subject"], message["To"], message["From"] = "A customer is waiting for a person", address, address
    message.set_content(
        f"Customer {customer} asked for a person at {at:%Y-%m-%d %H:%M} UTC. Sign in to the staff page to answer."
    )
    with smtplib.SMTP(settings().smtp_host, settings().smtp_port, timeout=5) as server:
        server.send_message(message)
