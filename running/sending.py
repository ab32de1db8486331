"""Tell the shop's own systems what becomes of orders: from the shop's untold, signed, until it is taken.

Runs beside the supervisor's watch, so that no customer's turn waits for a receiver.
"""

from __future__ import annotations

import json

import httpx
import structlog

import clock
from house import House
from settings import SettingsError
from shop.signing import signed
from shop.untold import Event, Untold

log = structlog.get_logger()
PATIENCE_S = 10.0
AT_ONCE = 5  # taken in one go: fewer than a slow receiver takes in the minute for which they are ours


class Sender:
    """Sends what waits to one address."""

    def __init__(self, house: House) -> None:
        """Raises SettingsError where orders are to be told and no key signs them."""
        self.url, self.house = house.terms.notify.orders_webhook, house
        key = house.settings.hook_key()
        if self.url and key is None:
            raise SettingsError("notify.orders_webhook is set in shop.yml: SOLITO_HOOK_SECRET must be, too.")
        self.key = key or b""
        self.untold = Untold(house.shop.engine)

    def round(self) -> int:
        """Send what is due, of each order the oldest first; how many were taken. A receiver that is away ends the round."""
        if not self.url:
            return 0
        taken, events = 0, self.untold.take(self.house.clock(), AT_ONCE)
        with httpx.Client(timeout=PATIENCE_S, follow_redirects=False) as client:
            for place, event in enumerate(events):
                problem = self._send(client, event)
                if problem is None:
                    self.untold.sent(event.id)
                    taken += 1
                    continue
                again = self.untold.failed(event, self.house.clock())
                log.log(30 if again else 40, "orders_webhook_failed" if again else "orders_webhook_given_up",
                        event_id=event.id, order=event.order_id, problem=problem, tries=event.tries + 1)  # fmt: skip
                if not problem.isdigit():
                    for other in events[place + 1 :]:
                        self.untold.postpone(other, self.house.clock())
                    break
        return taken

    def _send(self, client: httpx.Client, event: Event) -> str | None:
        """None when it was taken; else the status, or the name of what failed."""
        told = {**event.told(), "customer": self.untold.customer_of(event.id)}
        body = json.dumps(told, ensure_ascii=False).encode()
        head = signed(self.key, event.id, int(clock.real_now().timestamp()), body)
        try:
            answer = client.post(self.url, content=body, headers={**head, "content-type": "application/json"})
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return type(error).__name__
        return None if answer.is_success else str(answer.status_code)
