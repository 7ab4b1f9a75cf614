"""The stream of changes has a bound."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import AsyncMock

import pytest


@pytest.fixture
def client(lasting_client):
    yield lasting_client
    lasting_client.app.state.closing.clear()


def test_no_more_streams_than_the_server_can_hold(client, monkeypatch):
    monkeypatch.setattr(sys.modules["gridmap.api.routes.events"], "MOST_STREAMS", 0)
    answer = client.get("/api/v1/events")
    assert answer.status_code == 409
    assert answer.json()["code"] == "streams-full"


def test_a_burst_does_not_slip_past_the_bound(client, monkeypatch):
    monkeypatch.setattr(sys.modules["gridmap.api.routes.events"], "MOST_STREAMS", 3)
    together = threading.Barrier(13)

    def listen() -> int:
        together.wait()
        return client.get("/api/v1/events").status_code

    with ThreadPoolExecutor(12) as crowd:
        asked = [crowd.submit(listen) for _ in range(12)]
        together.wait()
        until = time.monotonic() + 10
        while sum(one.done() for one in asked) < 9 and time.monotonic() < until:
            time.sleep(0.05)
        client.app.state.closing.set()
        told = Counter(one.result() for one in asked)
    assert told == {200: 3, 409: 9}
    assert client.app.state.streams == []


def test_a_closing_server_ends_its_streams(client):
    client.app.state.closing.set()
    answer = client.get("/api/v1/events")
    assert answer.status_code == 200
    assert answer.text == ""
    assert client.app.state.streams == []


def test_a_day_that_begins_is_told_to_a_page_that_is_open(client, monkeypatch):
    pulse = client.app.state.pulse
    before = pulse._workspace
    days = []

    def tomorrow():
        return before.clock() + timedelta(days=1)

    async def open_over_midnight():
        told = aiter(events.get_events(SimpleNamespace(app=client.app)))
        days.append((await anext(told)).data.today)
        monkeypatch.setattr(pulse, "_workspace", replace(before, clock=tomorrow))
        days.append((await anext(told)).data.today)

    events = sys.modules["gridmap.api.routes.events"]
    monkeypatch.setattr(events, "_still_there", AsyncMock(return_value=True))
    # In a thread of its own: a browser of other tests may keep a loop running in this one.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, open_over_midnight()).result()
    assert days == [before.today(), before.today() + timedelta(days=1)]
