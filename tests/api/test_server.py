"""The server process: changes of other processes as they happen, and a clean end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from queue import Queue

import httpx
import pytest

from gridmap.api import server
from gridmap.api.listening import Listening
from gridmap.store.bulk import new_uids
from gridmap.store.database import Database
from gridmap.usecases.visits import Outcome, VisitDraft, record_visit
from gridmap.usecases.workspace import open_workspace
from tests.usecases import worlds


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def test_no_piece_of_an_answer_waits_until_the_one_before_is_acknowledged():
    with (
        server.listen(Listening(port=free_port())) as here,
        socket.create_connection(here.getsockname()),
        here.accept()[0] as line,
    ):
        assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@contextmanager
def serving(home):
    """Serve ``home`` in another process; gives the process and where its API is."""
    port = free_port()
    command = [sys.executable, "-m", "gridmap", "serve", "--port", str(port), "--home", home]
    environment = os.environ | {"GRIDMAP_LANG": "en"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        line = process.stderr.readline()
        assert f"http://127.0.0.1:{port}/" in line
        yield process, f"http://127.0.0.1:{port}/api/v1"
        process.kill()


@pytest.fixture(scope="module")
def served(_sqlite_template, tmp_path_factory):
    """The small world, served by another process, which the last test ends."""
    home = shutil.copytree(_sqlite_template.parent, tmp_path_factory.mktemp("served") / "home")
    with Database.open(home) as database:
        worlds.settle(worlds.workspace_on(database))
    with serving(home) as (process, url):
        yield process, url, home


@pytest.fixture
def url(served):
    return served[1]


def test_a_picture_too_large_to_be_let_in_is_refused_in_words(url):
    """Cut off while it sends, a browser would only know that something broke."""
    piece = bytes(1024 * 1024)
    answer = httpx.post(
        f"{url}/backdrops",
        params={"name": "plan.png"},
        headers={"content-length": str(65 * len(piece)), "accept-language": "en"},
        content=(piece for _ in range(65)),
        timeout=60,
    )
    assert answer.status_code == 413
    assert answer.json()["message"] == "The request is too large. Send less at once."


def test_head_tells_what_get_would(url):
    for path in ("health", "areas", "map", "map/status", "events", "nothing"):
        with httpx.stream("GET", f"{url}/{path}", timeout=20) as got:
            asked = httpx.head(f"{url}/{path}", timeout=20)
            assert asked.status_code == got.status_code, path
            assert asked.headers["content-type"] == got.headers["content-type"], path
        assert asked.content == b"", path


def listen(url, changes):
    """Put every change that the stream tells, and when, into a queue; None at its end."""
    with httpx.stream("GET", f"{url}/events", timeout=60) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        for line in stream.iter_lines():
            if line.startswith("data:"):
                changes.put((json.loads(line[5:])["seq"], time.monotonic()))
    changes.put(None)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_changes_of_another_process_and_a_clean_end(served):
    process, url, home = served
    changes: Queue[tuple[int, float] | None] = Queue()
    threading.Thread(target=listen, args=(url, changes), daemon=True).start()
    first, _ = changes.get(timeout=20)
    assert first == httpx.get(f"{url}/health").json()["seq"]

    workspace = open_workspace(home)
    with workspace.database.read() as conn:
        [door, *_] = worlds.doors(conn)
    waited = []
    for _ in range(3):
        draft = VisitDraft(new_uids(1)[0], door, Outcome.MET, workspace.clock())
        seq = record_visit(workspace, draft).seq
        written = time.monotonic()
        while True:
            told, at = changes.get(timeout=20)
            if told >= seq:
                break
        waited.append(at - written)
    workspace.close()
    # A machine with other work to do may be late once.
    assert min(waited) < 2

    ended = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) in {0, 130, -signal.SIGINT}
    assert time.monotonic() - ended < 10
    assert changes.get(timeout=20) is None
    assert "Traceback" not in process.stderr.read()
