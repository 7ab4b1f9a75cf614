"""Settings of the map: what may be set, and what is refused with a reason in both languages."""

from __future__ import annotations

import tomllib

import pytest

from gridmap.errors import GridmapError, InputError
from gridmap.settings import SETTINGS_FILE, Settings, load_settings, write_template

TILES = "https://tile.example.org/{z}/{x}/{y}.png"


def settings(home, text):
    (home / SETTINGS_FILE).write_text(text, encoding="utf-8")
    return load_settings(home)


def test_nothing_is_needed(tmp_path):
    made = load_settings(tmp_path)
    assert made.bands == (40, 60, 80, 95)
    assert made.basemap_url is None
    assert made.basemap_host is None


def test_the_template_can_be_switched_on_as_it_stands(tmp_path):
    write_template(tmp_path)
    lines = (tmp_path / SETTINGS_FILE).read_text(encoding="utf-8").splitlines()
    [bands] = [line for line in lines if line.startswith("# bands = ")]
    assert tomllib.loads(bands.removeprefix("# ")) == {"bands": [40, 60, 80, 95]}


@pytest.mark.parametrize("bands", [(50, 90), (10, 20, 30, 40, 100)])
def test_bands_rise(tmp_path, bands):
    assert settings(tmp_path, f"bands = {list(bands)}").bands == bands


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("bands = [60]", "bands"),
        ("bands = [10, 20, 30, 40, 50, 60]", "bands"),
        ("bands = [60, 40]", "bands"),
        ("bands = [40, 40]", "bands"),
        ("bands = [0, 40]", "bands"),
        ("bands = [40, 101]", "bands"),
        ("bands = '40'", "bands"),
        ("basemap_url = 'ftp://example.org/{z}/{x}/{y}'", "basemap_url"),
        ("basemap_url = 'javascript:{z}{x}{y}'", "basemap_url"),
        ("basemap_url = 'https:///{z}/{x}/{y}'", "basemap_url"),
        ("basemap_url = 'https://example.org/{z}/{x}'", "basemap_url"),
        ("basemap_url = 'https://example.org/{z}/{x}/{y}/{s}'", "basemap_url"),
        ("basemap_url = 'https://{s}.example.org/{z}/{x}/{y}'", "basemap_url"),
        (
            "basemap_url = \"https://example.org; script-src 'unsafe-inline'/{z}/{x}/{y}\"",
            "basemap_url",
        ),
        ("basemap_url = 'https://example.org;img-src/{z}/{x}/{y}'", "basemap_url"),
        ("basemap_url = 'https://*/{z}/{x}/{y}'", "basemap_url"),
        ("basemap_datum = 'bd09'", "basemap_datum"),
        ("basemap_datum = 'mars'", "basemap_datum"),
    ],
)
def test_what_cannot_be_shown_is_refused(tmp_path, text, name):
    with pytest.raises(InputError) as refused:
        settings(tmp_path, text)
    assert refused.value.fields["name"].startswith(name)


@pytest.mark.parametrize(("language", "said"), [("zh", "切法"), ("en", "another grid")])
def test_bd09_is_refused_with_its_reason(tmp_path, monkeypatch, language, said):
    monkeypatch.setenv("GRIDMAP_LANG", language)
    with pytest.raises(InputError) as refused:
        settings(tmp_path, "basemap_datum = 'BD-09'")
    assert said in refused.value.sentence()


@pytest.mark.parametrize(
    ("url", "host"),
    [
        (TILES, "https://tile.example.org"),
        ("http://10.0.0.8:8080/t?z={z}&x={x}&y={y}", "http://10.0.0.8:8080"),
        ("https://user:word@tile.example.org/{z}/{x}/{y}", "https://tile.example.org"),
    ],
)
def test_only_the_host_of_the_base_map_may_be_asked(tmp_path, url, host):
    made = settings(tmp_path, f"basemap_url = '{url}'\nbasemap_datum = 'gcj02'")
    assert made.basemap_host == host
    assert made.basemap_datum == "gcj02"


# Values of which none fits every setting.
STRANGE = ('[7, "a"]', '"a"', "7.5", "-1", "999999999")


def test_whatever_is_wrong_is_told_in_the_language_of_the_reader(tmp_path, monkeypatch):
    monkeypatch.setenv("GRIDMAP_LANG", "zh")
    told = set()
    for name in [*Settings.model_fields, "colour"]:
        for value in STRANGE:
            try:
                settings(tmp_path, f"{name} = {value}")
            except GridmapError as refused:
                told.add(refused.sentence())
    assert len(told) > len(Settings.model_fields)
    for sentence in told:
        assert "Input" not in sentence
        assert "should" not in sentence


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("zh", "colour = 1", "没有这一项"),
        ("zh", "case_days = 0", "最小是 1"),
        ("zh", "basemap_datum = 'mars'", "'wgs84', 'gcj02'"),
        ("zh", "tz = 'Mars/Olympus'", "没有 Mars/Olympus 这个时区"),
        ("zh", "name = \n", "第 1 行"),
        ("en", "name = \n", "line 1"),
        ("zh", "bands = [", "没写完"),
    ],
)
def test_the_reason_says_what_to_write(tmp_path, monkeypatch, language, text, said):
    monkeypatch.setenv("GRIDMAP_LANG", language)
    with pytest.raises(InputError) as refused:
        settings(tmp_path, text)
    assert said in refused.value.sentence()


def test_lists_may_come_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("GRIDMAP_HOSTS", '["grid.example.cn"]')
    assert load_settings(tmp_path).hosts == ("grid.example.cn",)
    monkeypatch.setenv("GRIDMAP_HOSTS", "grid.example.cn")
    with pytest.raises(InputError) as refused:
        load_settings(tmp_path)
    assert refused.value.fields["name"] == "hosts"
