"""The stream of changes has a bound."""

from __future__ import annotations

import sys

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


def test_a_closing_server_ends_its_streams(client):
    client.app.state.closing.set()
    answer = client.get("/api/v1/events")
    assert answer.status_code == 200
    assert answer.text == ""
    assert client.app.state.streams == set()
