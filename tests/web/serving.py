"""A workspace behind a real server on this machine, in a thread of the test's own process."""

from __future__ import annotations

import socket
import threading
from types import TracebackType
from typing import Self

import httpx
import uvicorn

from gridmap.api.app import create_app
from gridmap.api.listening import Listening
from gridmap.api.server import listen
from gridmap.usecases.workspace import Workspace

__all__ = ["Served"]


class Served:
    """A server that can be stopped, and started again at the same address.

    Attributes
    ----------
    url
        Where its pages are, with a slash at the end.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        with socket.create_server(("127.0.0.1", 0)) as listening:
            self.port = listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        self.http = httpx.Client(
            base_url=f"{self.url}api/v1/", headers={"accept-language": "en"}, timeout=30
        )
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        self.http.close()

    def start(self) -> None:
        """Listen, and come back when pages can be opened."""
        config = uvicorn.Config(
            create_app(self.workspace),
            log_level="error",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        listening = listen(Listening(port=self.port))
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listening]}, daemon=True
        )
        self._thread.start()
        self.http.get("health").raise_for_status()

    def stop(self) -> None:
        """End all streams and listen no more."""
        if self._server is None or self._thread is None:
            return
        self._server.config.app.state.closing.set()  # type: ignore[union-attr]
        self._server.should_exit = True
        self._thread.join(timeout=10)
        assert not self._thread.is_alive()
        self._server = self._thread = None

    def get(self, path: str, **parameters: object) -> object:
        """Ask the API for JSON."""
        answer = self.http.get(path, params=parameters)  # type: ignore[arg-type]
        assert answer.status_code == 200, answer.text
        return answer.json()

    def send(self, method: str, path: str, body: object) -> object:
        """Send the API JSON."""
        answer = self.http.request(method, path, json=body)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None
