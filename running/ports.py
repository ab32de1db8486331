"""Is the port free? Found out before anything starts, and said in one sentence."""

from __future__ import annotations

import socket

import psutil

from settings import Settings


class PortBusy(Exception):
    """A port that Solito needs is taken."""


def check_ports(settings: Settings) -> None:
    """Raises PortBusy naming the port, the setting that changes it, and who holds it where that can be seen."""
    for setting in ("port", "actions_port", "console_port"):
        port = getattr(settings, setting)
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise PortBusy(
                    f"Port {port} is busy{_holder(port)}; stop that program or set SOLITO_{setting.upper()} to another port."
                ) from error


def _holder(port: int) -> str:
    try:
        for connection in psutil.net_connections("tcp"):
            if (
                connection.laddr
                and connection.laddr.port == port
                and connection.status == psutil.CONN_LISTEN
                and connection.pid
            ):
                return f" (held by {psutil.Process(connection.pid).name()}, pid {connection.pid})"
    except psutil.Error:
        pass  # without the right to look the sentence is still true, only shorter
    return ""
