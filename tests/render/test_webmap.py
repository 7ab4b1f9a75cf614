from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import folium
import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point, Polygon

from gridmap.errors import CrsError, InputError
from gridmap.render import assets
from gridmap.render.webmap import webmap

ATTRIBUTION = "https://www.openstreetmap.org/copyright"
NAMES_OF_THINGS = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
HOSTILE = "</script><img src=x onerror=\"alert('x')\"><!-- {{7*7}} ${1} `"


class Page(HTMLParser):
    """What a browser would make of the page: elements, and the text of scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.scripts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data):
        tag = self.elements[-1][0] if self.elements else ""
        self.texts[tag] = self.texts.get(tag, "") + data
        if tag == "script":
            self.scripts.append(data)


def rendered(*args, **options) -> str:
    return webmap(*args, **options).get_root().render()


def data_of(html: str) -> dict:
    [data] = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL)
    return json.loads(data)


def test_the_page_names_nothing_to_fetch(block):
    html = rendered(block.areas, block.buildings, block.hazards, lang="en")

    fetching = [
        (tag, attributes)
        for tag, attributes in Page(html).elements
        if tag in {"img", "iframe", "embed", "object", "source", "base"}
        or (tag == "script" and "src" in attributes)
        or (tag == "link" and attributes.get("href") != "data:,")
    ]
    assert fetching == []
    assert not re.findall(r"url\((?!['\"]?(?:data:|#))|@import|sourceMappingURL|\bimport\(", html)


def test_every_address_in_the_page_is_known(block):
    html = rendered(block.areas, block.buildings, block.hazards, lang="en")

    addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w{2,}[^\s\"'`<>\\)]*", html))

    # Leaflet keeps its own home page in a control that this page leaves out.
    assert addresses - NAMES_OF_THINGS <= {ATTRIBUTION, "https://leafletjs.com"}
    assert ATTRIBUTION in addresses


def test_the_browser_is_told_to_fetch_nothing_until_somebody_adds_a_layer(block):
    drawn = webmap(block.areas, block.buildings)

    assert "default-src 'none'" in drawn.get_root().render()
    folium.TileLayer("OpenStreetMap").add_to(drawn)
    html = drawn.get_root().render()
    assert "Content-Security-Policy" not in html
    assert "tile.openstreetmap.org" in html


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_no_text_of_the_data_becomes_markup(block, lang):
    areas = block.areas.assign(code=HOSTILE, name=HOSTILE, parent=HOSTILE, kind=HOSTILE)
    buildings = block.buildings.assign(name=HOSTILE, address=HOSTILE)
    hazards = block.hazards.assign(category=HOSTILE, severity=HOSTILE, opened_at=HOSTILE)
    streets = block.areas.assign(name=HOSTILE, kind=HOSTILE, geometry=block.areas.boundary)

    html = rendered(areas, buildings, hazards, streets=streets, title=HOSTILE, lang=lang)
    plain = Page(rendered(block.areas, block.buildings, block.hazards, title="t", lang=lang))
    hostile = Page(html)

    def counted(page):
        tags = [tag for tag, _ in page.elements]
        return {tag: tags.count(tag) for tag in ("script", "img", "div", "style", "header")}

    assert counted(hostile) == counted(plain)
    assert "<img" not in html
    assert data_of(html)["layers"]["buildings"]["name"][0] == HOSTILE
    assert hostile.texts["h1"].startswith(HOSTILE)
    assert hostile.texts["title"].startswith(HOSTILE)


def test_only_what_is_drawn_or_said_is_carried(block):
    areas = block.areas.assign(leader="王建国", phone="13812345678")
    buildings = block.buildings.assign(owner="李秀英", key_groups="独居老人", vacant=3, refused=1)
    hazards = block.hazards.assign(note="三楼张家", building="b1")

    html = rendered(areas, buildings, hazards)

    for secret in ("王建国", "13812345678", "李秀英", "独居老人", "三楼张家"):
        assert secret not in html
    assert not {"vacant", "refused", "no_answer"} & set(data_of(html)["layers"]["buildings"])


def test_geometry_alone_is_enough():
    areas = gpd.GeoDataFrame(geometry=[Polygon([(0, 0), (1, 0), (1, 1)])], crs=4326)
    buildings = gpd.GeoDataFrame(geometry=[Point(0.5, 0.2)], crs=4326)

    page = data_of(rendered(areas, buildings, buildings, lang="en"))

    assert page["layers"]["buildings"]["status"] == "n"
    assert page["layers"]["hazards"]["category"] == ["other"]
    assert "percent" not in page["layers"]["areas"]


@pytest.mark.parametrize("nothing", [gpd.GeoDataFrame(), gpd.GeoDataFrame(geometry=[], crs=4326)])
def test_empty_frames_give_a_page_that_says_so(nothing):
    html = rendered(nothing, nothing, nothing, lang="en")

    assert "Nothing to show yet" in html
    assert data_of(html)["extent"] is None


def test_any_coordinate_system_lands_in_the_same_place(block):
    projected = data_of(rendered(block.areas.to_crs(4547), block.buildings.to_crs(3857)))
    plain = data_of(rendered(block.areas, block.buildings))

    assert projected["extent"] == pytest.approx(plain["extent"], abs=1e-6)
    for step, other in zip(
        projected["layers"]["buildings"]["geometry"]["xy"],
        plain["layers"]["buildings"]["geometry"]["xy"],
        strict=True,
    ):
        assert abs(step - other) <= 1


def test_a_frame_must_say_its_coordinate_system(block):
    with pytest.raises(CrsError) as caught:
        webmap(block.areas, block.buildings.set_crs(None, allow_override=True))

    assert caught.value.code == "frame-crs-missing"
    assert caught.value.fields == {"frame": "buildings"}


def test_a_table_is_no_map(block):
    with pytest.raises(InputError) as caught:
        webmap(block.areas, pd.DataFrame({"name": ["7栋"]}))

    assert caught.value.code == "map-geometry-missing"


def test_without_the_built_front_end_the_error_says_what_to_do(block, monkeypatch, tmp_path):
    assets.page_parts.cache_clear()
    monkeypatch.setattr(assets, "files", lambda _: tmp_path)
    with pytest.raises(InputError) as caught:
        webmap(block.areas, block.buildings)
    monkeypatch.undo()
    assets.page_parts.cache_clear()

    assert caught.value.code == "map-leaflet-missing"
    assert "make setup" in caught.value.sentence("en")


def test_the_top_figure_counts_each_household_once(block):
    html = rendered(block.areas, block.buildings, lang="en")

    assert "<strong>30</strong>" in html
    assert "of 60 households met" in html
    assert "Door tried at 45 of 60 households, 75%." in html


def test_a_rate_without_target_is_a_dash_and_no_band(block):
    areas = data_of(rendered(block.areas, block.buildings))["layers"]["areas"]

    assert areas["percent"] == [50, 50, 50, None]
    assert areas["band"] == [1, 1, 1, None]


def test_a_rate_is_worked_out_where_only_its_figures_are_given(block):
    areas = block.areas.drop(columns="rate").assign(reached=[59, 1, 20, 0], target=[60, 400, 20, 0])

    percents = data_of(rendered(areas, block.buildings))["layers"]["areas"]["percent"]

    assert percents == [98, 1, 100, None]


def test_reasons_may_come_in_one_column(block):
    columns = ["no_answer", "refused", "untried"]
    packed = block.areas.drop(columns=columns).assign(
        reasons=block.areas[columns].to_dict("records")
    )

    whole = data_of(rendered(block.areas, block.buildings))["layers"]["areas"]

    assert data_of(rendered(packed, block.buildings))["layers"]["areas"] == whole


def test_parents_are_found_by_code_or_as_named(block):
    by_code = data_of(rendered(block.areas, block.buildings))["layers"]["areas"]["parent"]
    named = block.areas.assign(code=["A", "x", "y", "z"], parent=[None, "A", "A", pd.NA])

    assert by_code == [-1, 0, 0, 0]
    assert data_of(rendered(named, block.buildings))["layers"]["areas"]["parent"] == [-1, 0, 0, -1]


def test_neighbours_share_one_border(block):
    borders = data_of(rendered(block.areas, block.buildings))["layers"]["borders"]

    assert borders["kind"] == ["community", "grid"]
    # Inside the community run two borders: between grids 1 and 2, and 2 and 3.
    assert borders["geometry"]["pieces"] == [1, 2]


def test_the_legend_lists_what_is_on_the_map(block):
    drawn = webmap(block.areas, block.buildings.iloc[:2], block.hazards.iloc[:2], lang="en")

    assert [mark for mark, _ in drawn.legend["buildings"]] == ["u", "p"]
    assert [state for state, _ in drawn.legend["hazards"]] == ["severe", "handled"]
    assert drawn.legend["bands"] == ["under 40%", "40–59", "60–79", "80–94", "95% and up"]


def test_the_day_a_hazard_was_seen_is_told_without_its_hour(block):
    html = rendered(block.areas, block.buildings, block.hazards, lang="en")

    days = data_of(html)["layers"]["hazards"]["opened_at"]
    assert days == ["18 Nov 2026", "2 Nov 2026", ""]
    assert "03:00" not in html


def test_a_map_says_its_day_and_leaves_its_own_year_out(block):
    moment = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    hazards = block.hazards.assign(opened_at=["2026-11-18", "2025-12-31", "someday"])

    html = rendered(block.areas, block.buildings, hazards, as_of=moment, lang="zh-CN")

    assert "截至 11月22日" in html
    days = data_of(html)["layers"]["hazards"]["opened_at"]
    assert days == ["11月18日", "2025年12月31日", ""]


def test_open_hazards_past_their_limit_are_overdue(block):
    moment = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    hazards = block.hazards.iloc[[0, 0, 0, 1, 2]].assign(
        # 17:29 in Shanghai is a minute before the map; what is handled is late no more.
        due_at=["2026-11-22T17:29+08:00", "2026-11-22T09:31Z", None, "2026-11-01", "2026-11-22"],
    )

    drawn = webmap(block.areas, block.buildings, hazards, as_of=moment, lang="en")
    timeless = webmap(block.areas, block.buildings, hazards, lang="en")

    assert overdue(drawn) == [1, 0, 0, 0, 1]
    assert [mark for mark, _ in drawn.legend["hazards"]] == ["severe", "overdue", "handled"]
    assert overdue(timeless) == [0, 0, 0, 0, 0]


def overdue(drawn) -> list[int]:
    return data_of(drawn.get_root().render())["layers"]["hazards"]["overdue"]


def test_the_frames_handed_in_are_left_as_they_were(block):
    before = [frame.copy() for frame in (block.areas, block.buildings, block.hazards)]

    webmap(block.areas.to_crs(3857), block.buildings, block.hazards)

    for frame, old in zip((block.areas, block.buildings, block.hazards), before, strict=True):
        assert frame.equals(old)


def test_newport_fits_in_a_few_megabytes(shared_data):
    buildings = gpd.read_file(
        shared_data / "newport-2023.osm.pbf",
        layer="multipolygons",
        where="building IS NOT NULL",
        on_invalid="ignore",
    )
    buildings = buildings[buildings.geometry.notna()].assign(status="untouched")
    areas = gpd.read_file(shared_data / "newport-grids.geojson").assign(level="grid")

    html = rendered(areas, buildings)

    assert len(data_of(html)["layers"]["buildings"]["status"]) > 34_000
    assert len(html.encode()) < 4_000_000
