"""The office's ledger in the browser: in, settled, out, and at the door."""

from __future__ import annotations

import re
import shutil
from contextlib import closing

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from gridmap.usecases.workspace import open_workspace
from tests.usecases.ledger_books import ID_NUMBER, PHONE, book
from tests.web.access import violations
from tests.web.conftest import DESKTOP
from tests.web.conftest import PHONE as PHONE_SIZE
from tests.web.screen import until
from tests.web.serving import Served
from tests.web.town import LEDGER

pytestmark = pytest.mark.browser

HEADERS = ("地址", "单元", "房号", "姓名", "身份证号", "人口", "居住状态", "房东电话")
ROWS = (
    ("新塘路3号", "1单元", "201", "张三", ID_NUMBER, 3, "出租", PHONE),
    ("新塘路5号", "1单元", "101", "李四", ID_NUMBER, 2, "自住", ""),
    ("老供销社1栋", "1", "101", "王五", ID_NUMBER, 2, "", ""),
    ("老供销社1栋", "1", "102", "赵六", ID_NUMBER, 1, "", ""),
    ("荷叶路7号", "1", "301", "钱七", ID_NUMBER, 1, "", ""),
    ("", "", "", "孙八", ID_NUMBER, 1, "", ""),
)
SHOPS = (("单位名称", "地址", "单位类型"), ("平价超市", LEDGER.address, "商铺"))


@pytest.fixture
def ledger(tmp_path):
    return book(tmp_path / "芙蓉台账.xlsx", ROWS, HEADERS, 实有单位=SHOPS)


def bring_in(served, file):
    """Bring a ledger in without the browser."""
    upload = served.http.post("uploads", params={"name": file.name}, content=file.read_bytes())
    job = served.send("POST", "imports", {"kind": "ledger", "upload": upload.json()["id"]})["id"]
    ended = ("done", "applied", "failed")
    assert until(lambda: served.get(f"imports/{job}")["state"] in ended)
    served.send("POST", f"imports/{job}/apply", None)
    assert until(lambda: served.get(f"imports/{job}")["state"] == "applied")


@pytest.fixture(scope="module")
def _with_ledger(_town, tmp_path_factory):
    """A home with the quarter and its ledger, to be copied."""
    folder = tmp_path_factory.mktemp("ledger")
    home = shutil.copytree(_town, folder / "home")
    with closing(open_workspace(home)) as workspace, Served(workspace) as served:
        bring_in(served, book(folder / "芙蓉台账.xlsx", ROWS, HEADERS, 实有单位=SHOPS))
    return home


@pytest.fixture
def with_ledger(_with_ledger, tmp_path, serve):
    """The quarter with its ledger, behind a server of this test's own."""
    return serve(shutil.copytree(_with_ledger, tmp_path / "home"))


def door(served, label):
    """Address of the view of a counted door."""
    [house] = [
        one
        for one in served.get("buildings", limit=200)["items"]
        if one["address"] == LEDGER.address
    ]
    doors = served.get(f"buildings/{house['uid']}")["doors"]
    uid = next(one["uid"] for one in doors if one["door"] == label and not one["estimated"])
    return f"#/building/{house['uid']}?door={uid}"


@pytest.mark.parametrize(
    ("size", "lang"), [(DESKTOP, "en"), (PHONE_SIZE, "zh-CN")], ids=["desk-en", "phone-zh"]
)
def test_a_ledger_comes_in_and_its_unclear_rows_find_their_building(
    own_town, visit_app, ledger, size, lang
):
    english = lang == "en"
    screen = visit_app(own_town, "#/setup/new/ledger", size, lang=lang).ready()
    page = screen.page
    before = own_town.get("map")["counts"]["households"]
    page.locator("input[type=file]").set_input_files(ledger)
    page.locator(".setup-actions .primary").click()

    read = page.locator(".setup-page")
    read.locator(".ledger-columns").wait_for()
    expect(read).to_contain_text("身份证号")  # dropped, and said before anything is kept
    expect(read.locator(".ledger-columns")).to_contain_text("新塘路3号")
    assert not any(word in read.inner_text() for word in (ID_NUMBER, PHONE, "张三"))
    assert own_town.get("map")["counts"]["households"] == before
    assert violations(page) == []
    page.get_by_role("button", name=re.compile(r"^(Write|写入)")).click()
    page.get_by_text("Written." if english else "已写入。").wait_for()
    with page.expect_download() as rejected:
        page.get_by_role("link", name=re.compile(r"xlsx")).click()
    back = CalamineWorkbook.from_path(rejected.value.path()).get_sheet_by_index(0).to_python()
    assert "孙八" in str(back)
    assert ID_NUMBER not in str(back)

    page.get_by_role("link", name=re.compile(r"3 (rows|行)")).click()
    expect(page.get_by_role("heading", name="老供销社1栋")).to_be_visible()
    search = page.get_by_role("searchbox").last
    page.keyboard.press("/")
    expect(search).to_be_focused()
    page.keyboard.type("新塘路9号")
    page.get_by_role("button", name="新塘路9号").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    undo = page.locator(".undo-bar")
    expect(undo).to_contain_text("新塘路9号")
    # Nothing is sent while it can be taken back.
    assert own_town.get("ledgers/review")["left"] == 3
    expect(page.get_by_role("heading", name="荷叶路7号")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_role("heading", name="老供销社1栋")).to_be_visible()
    expect(undo).to_have_count(0)

    search.fill("新塘路9号")
    page.get_by_role("button", name="新塘路9号").click()
    page.locator(".ways .primary").click()
    expect(page.get_by_role("heading", name="荷叶路7号")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("1")
    mark = page.locator(".map-candidate").first
    expect(mark).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    learned = "Learned: 老供销社1栋 is 新塘路9号" if english else "记住了：老供销社1栋 是 新塘路9号"
    page.get_by_text(learned).wait_for()
    page.get_by_text("No row is unclear." if english else "没有说不准的行。").wait_for()
    page.goto(own_town.url + "#/setup")
    assert until(lambda: own_town.get("ledgers/review")["left"] == 0, page=page)


def test_list_and_map_point_at_the_same_building(with_ledger, visit_app):
    page = visit_app(with_ledger, "#/setup/review").ready().page
    page.get_by_role("button", name="Later").click()
    first = page.locator(".offers .setup-row").first
    first.hover()
    expect(page.locator(".map-candidate").first).to_have_class(re.compile("lit"))
    page.locator(".map-candidate").first.hover()
    expect(first).to_have_class(re.compile("lit"))
    page.locator(".map-candidate").first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Leave out").click()
    page.get_by_role("link", name="Back").click()
    assert until(lambda: with_ledger.get("ledgers/review")["left"] == 2, page=page)


def test_the_ledger_goes_out_with_a_reason_or_without_phones(with_ledger, visit_app, ledger):
    page = visit_app(with_ledger, "#/setup/out").ready().page
    assert violations(page) == []

    def downloaded(press):
        with page.expect_download() as got:
            press()
        sheets = CalamineWorkbook.from_path(got.value.path())
        return str([sheets.get_sheet_by_name(name).to_python() for name in sheets.sheet_names])

    get = page.get_by_role("button", name="Download")
    assert PHONE not in downloaded(get.click)
    page.get_by_role("radio", name=re.compile("landlords' phones")).check()
    page.get_by_role("combobox", name="Why").select_option("Check")
    assert PHONE in downloaded(get.click)
    out = [one for one in with_ledger.get("looks")["items"] if one["act"] == "ledger_out"]
    assert [one["reason"] for one in out] == ["check", None]
    own = downloaded(lambda: page.locator("input[type=file]").set_input_files(ledger))
    assert "孙八" in own  # the office's own rows, all of them
    expect(page.get_by_text("The upload has been deleted.")).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, PHONE_SIZE], ids=["desk", "phone"])
def test_the_door_tells_its_register_and_asks_why_for_a_phone(with_ledger, visit_app, size):
    page = visit_app(with_ledger, door(with_ledger, "201"), size).ready().page
    if size == PHONE_SIZE:  # the door and its outcomes come first
        page.get_by_role("region", name=re.compile("201")).get_by_role(
            "button", name="More"
        ).click()
    register = page.get_by_role("region", name="Ledger", exact=True)
    expect(register).to_contain_text("Rented · 3 people")
    expect(register).to_contain_text("never confirmed")
    assert PHONE not in page.content()
    register.get_by_role("button", name="Landlord's phone").click()
    register.get_by_role("group").get_by_role("button", name="Call").click()
    expect(register.get_by_role("link", name=PHONE)).to_be_visible()
    register.get_by_role("button", name="Still so").click()
    expect(register).to_contain_text(re.compile(r"confirmed \d+ \w{3}"))
    expect(page.get_by_text("平价超市")).to_have_count(1)
    assert violations(page) == []
    looks = with_ledger.get("looks")["items"]
    assert [(one["act"], one["reason"]) for one in looks[:1]] == [("landlord", "call")]
