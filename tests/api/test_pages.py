"""The Chinese pages: routes and their content, then a person with a keyboard in headless Chromium."""

import csv
import html
import io
import json
import re
import shutil
import socket
import threading
import time
import zlib
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient

from api import library as library_module
from api.http import make_app
from api.library import Library
from api.page_data import Form, region_tree
from api.page_text import MASKED, Marks, Span, clip, layout, paragraphs_of, pieces
from ingest.errors import JingweiError
from ingest.report import RawText
from search.encoder import open_encoder
from search.words import bigrams

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
FILES = ("jiawang.txt", "taibai-longxian.docx", "xinhua.md")
MASKED_REPORT = """乡村振兴的实践

近年来，xx区把党建作为“第一抓手”。高虹镇、昌化镇、太湖源镇、板桥镇、天目山镇相继行动。

一、建好党建联盟

高虹镇成立党建联盟，落地xx个项目，总投资x.x亿元，三个行政村共计增收。<b>白牛村</b>开起网店。

二、用好年轻干部

太湖源镇选派年轻干部，昌化镇白牛村成立淘宝党支部。
"""
BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1366,900"
).split()


class Hashing:
    """An encoder of bigram counts, for a checkout whose encoder has not been trained yet."""

    name, dimension = "hashing", 256

    def encode(self, texts, *, query=False):
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for i, text in enumerate(texts):
            for gram in bigrams(text):
                rows[i, zlib.crc32(gram.encode()) % self.dimension] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small library: three reports of the corpus and one with masked names and numbers."""
    path = tmp_path_factory.mktemp("pages")
    masked = path / "masked.txt"
    masked.write_text(MASKED_REPORT, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        try:
            open_encoder()
        except (JingweiError, OSError):
            patch.setattr(library_module, "open_encoder", lambda _setting=None: Hashing())
        with Library(path / "library", create=True) as library:
            summary = library.build([*(CORPUS / name for name in FILES), masked])
            assert not summary.failed
        yield path / "library"


@pytest.fixture(scope="module")
def app(folder):
    return make_app(folder)


@pytest.fixture(scope="module")
def client(app):
    return TestClient(app, headers={"accept": "text/html"})


def visible(page: str) -> str:
    """Give the text of a page without its tags, scripts and white space."""
    page = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    return "".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def case_of(client, place: str) -> str:
    found = client.get("/v1/cases").json()["items"]
    return next(row["id"] for row in found if place in (row["region"]["name"] or ""))


# --- every page -------------------------------------------------------------------------------

PATHS = ("/", "/?q=村集体怎么增收", "/cases", "/figures", "/models", "/about", "/docs")


@pytest.mark.parametrize("path", PATHS)
def test_page_is_chinese_and_asks_nobody(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert '<html lang="zh-CN">' in answer.text
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", answer.text)
    for name in re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text):
        assert client.get(name).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_every_input_has_a_label(client, path):
    page = client.get(path).text
    labelled = set(re.findall(r'<label for="([^"]+)"', page))
    for tag in re.findall(r"<(?:input|select)[^>]*>", page):
        if 'type="hidden"' not in tag and 'type="checkbox"' not in tag:
            assert re.search(r'id="([^"]+)"', tag)[1] in labelled, tag


def test_static_files_are_small_and_name_no_host():
    for path in (ROOT / "api" / "static").iterdir():
        text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|url\(|@import|//[a-z0-9-]+\.", text), path.name
        assert len(text.splitlines()) <= 600


# --- search -----------------------------------------------------------------------------------


def test_home_says_what_the_library_holds(client):
    page = client.get("/").text
    text = visible(page)
    assert "4份报告" in text
    assert "5个案例" in text
    assert "江苏省" in text
    assert "陕西省2" in text
    assert page.count('class="try"') == 1
    assert len(re.findall(r'href="/\?q=', page)) == 3


def test_search_shows_evidence_with_its_source(client):
    page = client.get("/", params={"q": "党支部+合作社"}).text
    assert '<mark class="hit">合作社</mark>' in page
    assert "江苏省徐州市贾汪区" in page
    assert re.search(r'class="fig fig-level" title="数字　现状值 · 8,245 户', page)
    assert re.search(r'data-copy="[^"]+&#10;——江苏省徐州市贾汪区《', page)
    assert re.search(r'href="/case/r[0-9a-f]+-1\?at=\d+-\d+#c\d+"', page)
    assert "没有找到答案" not in page


def test_copied_text_has_no_markup_signs(client):
    page = client.get("/", params={"q": "“户主文明档案袋”"}).text
    copied = [html.unescape(text) for text in re.findall(r'data-copy="([^"]*)"', page)]
    assert any("一户一档" in text and "档案袋" in text for text in copied)
    assert not [text for text in copied if "##" in text or "**" in text]


def test_link_of_a_hit_leads_to_its_words(client):
    page = client.get("/", params={"q": "四链富民机制"}).text
    href = html.unescape(re.search(r'class="open" href="([^"]+)"', page)[1])
    case = client.get(href.partition("#")[0]).text
    assert f'id="{href.partition("#")[2]}"' in case
    assert re.search(r'class="s found"', case)
    assert "四链富民" in "".join(re.findall(r'class="s found".*', case))


def test_filters_narrow_and_cascade(client):
    page = client.get("/", params={"q": "党支部", "province": "610000", "city": "610300"}).text
    assert '<option value="610300" selected>宝鸡市（2）</option>' in page
    assert '<option value="610331">太白县（1）</option>' in page
    assert "徐州市贾汪区《" not in page
    assert "筛选：陕西省宝鸡市" in page
    assert "清除筛选" in page


def test_finer_region_of_another_province_is_ignored():
    assert Form.of([("province", "320000"), ("city", "610300"), ("county", "610331")]).filters.region == "320000"
    assert Form.of([("province", "610000"), ("city", "610300"), ("county", "610331")]).filters.region == "610331"


def test_region_tree_puts_direct_counties_beside_cities():
    rows = [{"region_code": code} for code in ("110117", "469001", "320305", "320300", None)]
    tree = {row["name"]: row for row in region_tree(rows)}
    assert [row["name"] for row in tree["北京市"]["inside"]] == ["平谷区"]
    assert [row["name"] for row in tree["海南省"]["inside"]] == ["五指山市"]
    assert tree["江苏省"]["count"] == 2
    assert [row["name"] for row in tree["江苏省"]["inside"][0]["inside"]] == ["贾汪区"]


def test_unknown_region_is_an_error_with_suggestions(client):
    answer = client.get("/", params={"q": "合作社", "region": "贾望"})
    assert answer.status_code == 422
    assert "没有叫“贾望”的地区" in answer.text
    assert "region=%E8%B4%BE%E6%B1%AA" in answer.text
    for path in ("/cases", "/figures"):
        answer = client.get(path, params={"region": "贾望"})
        assert answer.status_code == 422
        assert "贾汪" in answer.text


def test_no_answer_is_said_honestly_with_the_nearest_apart(client, monkeypatch):
    for line in ("TALK_LINE", "TERSE_LINE", "TERSE_COVERED"):
        monkeypatch.setattr(f"search.engine.{line}", 9.0)
    page = client.get("/", params={"q": "海上风电怎么入股"}).text
    assert "没有找到答案" in page
    assert "以下只是最接近的内容，不是答案" in page
    assert page.index("不是答案") < page.index('class="card"')
    assert "仅最接近" in page
    assert "高度相关" not in page


def test_no_answer_and_nothing_near(client):
    page = client.get("/", params={"q": "“月球基地”"}).text
    assert "没有找到答案" in page
    assert "没有一段含原文“月球基地”" in page
    page = client.get("/", params={"q": "合作社", "industry": "远洋捕捞"}).text
    assert "所选范围内没有材料谈到" in page
    assert "清除筛选再找" in page


def test_inferred_region_is_marked_and_can_be_left_out(client):
    with_inferred = client.get("/", params={"q": "白牛村淘宝党支部"}).text
    assert "推断</span>" in with_inferred
    assert "（推断）" in with_inferred
    without = client.get("/", params=[("q", "白牛村淘宝党支部"), ("inferred", "0")]).text
    assert "临安区" not in re.sub(
        r"<datalist.*?</datalist>|<select.*?</select>|<script.*?</script>", "", without, flags=re.DOTALL
    )


def test_grouped_by_county(client):
    page = client.get("/", params={"q": "党支部", "group": "county"}).text
    groups = re.findall(r'<section class="group"><h2>(\S+)', page)
    assert len(groups) == len(set(groups)) > 1


@pytest.mark.parametrize("value", ["-5", "0", "abc", "99999999999999999999", "１０", "²"])
def test_odd_numbers_in_the_address_do_no_harm(client, value):
    assert client.get("/", params={"q": "合作社", "k": value}).status_code == 200
    assert client.get("/figures", params={"page": value}).status_code == 200
    assert client.get(f"/case/{case_of(client, '贾汪')}", params={"at": f"{value}-{value}"}).status_code == 200


def test_nothing_is_unescaped(client):
    evil = "<script>alert(1)</script>\"'"
    for path, name in (("/", "q"), ("/", "region"), ("/", "model"), ("/cases", "region"), ("/figures", "words")):
        page = client.get(path, params={"q": "x", name: evil}).text
        assert "<script>alert" not in page
    text = client.get(f"/case/{case_of(client, '临安')}").text
    assert "<b>白牛村" not in text
    assert "&lt;b&gt;" in text


# --- the case reader ----------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["贾汪", "太白", "陇县", "新化", "临安"])
def test_case_shows_the_raw_text_and_every_link_arrives(client, place):
    name = case_of(client, place)
    page = client.get(f"/case/{name}").text
    raw = client.get(f"/v1/cases/{name}").json()
    article = re.search(r'<article class="text".*?</article>', page, re.DOTALL)[0]
    shown = visible(article)
    for row in raw["metrics"] + raw["mentions"]:
        assert row["surface"].strip("#") in shown
    ids = set(re.findall(r'id="([^"]+)"', page))
    targets = set(re.findall(r'href="#(c\d+)"', page))
    assert targets
    assert targets <= ids
    assert len(re.findall(r'id="', page)) == len(ids), "an id twice"
    for row in raw["measures"]:
        assert f'href="#c{row["start"]}"' in page
    assert "出处：" in article


def test_case_marks_what_is_masked_and_what_has_no_year(client):
    page = client.get(f"/case/{case_of(client, '临安')}").text
    assert MASKED in page
    assert 'class="fig masked"' in page
    assert "地区为<strong>推断</strong>" in page
    assert "年份未载" in client.get(f"/case/{case_of(client, '贾汪')}").text


def test_headings_are_headings_and_wraps_are_gone(client):
    page = client.get(f"/case/{case_of(client, '新化')}").text
    assert len(re.findall(r"<h2><span", page)) >= 3
    assert "##" not in visible(page)
    assert "实际成效" in client.get(f"/case/{case_of(client, '贾汪')}").text, "a word that a line wrap cuts"


def test_pieces_join_to_the_text_and_overlaps_keep_all_spans():
    cells = [(i, char) for i, char in enumerate("落地项目560个")]
    found = pieces(cells, Marks([Span(0, 8, "m"), Span(4, 8, "fig", "数字")], anchors=frozenset({4})))
    assert [(p.text, p.css, p.anchor) for p in found] == [("落地项目", "m", None), ("560个", "fig m", 4)]


def test_layout_of_a_wrapped_text_keeps_the_raw_characters():
    raw = RawText("x.txt", "标题\n\n一、做法\n\n全区村党组织比例达到４０%，\n成效明显。", "txt", "utf-8", "0")
    paragraphs, _ = paragraphs_of(raw)
    blocks = layout(clip(paragraphs, 0, len(raw.text)), Marks(title="标题", headings=[(6, 8, 1)], sentences=[0, 4, 10]))
    assert [block.level for block in blocks[:2]] == [0, 1]
    shown = "".join(p.text for block in blocks for s in block.sentences for p in s.pieces)
    assert "".join(shown.split()) == "".join(raw.text.split())


# --- figures, models, cases ---------------------------------------------------------------------


def test_figures_filter_and_never_lose_their_kind(client):
    page = client.get("/figures", params={"kind": "share"}).text
    body = page.partition("<tbody>")[2]
    assert body.count("kind-share") == body.count("<tr") > 0
    assert "kind-level" not in body
    assert "没有符合条件的数字" in client.get("/figures", params={"words": "火星基地"}).text


def test_csv_opens_in_excel_and_has_code_source_and_offsets(client):
    answer = client.get("/figures.csv", params={"region": "贾汪"})
    assert answer.content.startswith("\ufeff".encode())
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    raw = (CORPUS / "jiawang.txt").read_text("utf-8")
    assert rows
    for row in rows:
        assert row["行政区划代码"] == "320305"
        assert "".join(raw[int(row["起"]) : int(row["止"])].split()) == row["写法"].lstrip("'")
        assert row["写法"].lstrip("'") in row["原句"]
        assert row["文件"].endswith("jiawang.txt")
    masked = [
        row
        for row in csv.DictReader(io.StringIO(client.get("/figures.csv").content.decode("utf-8-sig")))
        if row["遮盖"]
    ]
    assert masked
    assert all(row["数值（基本单位）"] == "" for row in masked)


def test_models_show_roles_in_order_and_users(client):
    page = client.get("/models").text
    assert 'aria-label="党支部+合作社"' in page
    assert visible(re.search(r'aria-label="党支部\+合作社">(.*?)</p>', page)[1]) == "党支部→合作社"
    assert "江苏省徐州市贾汪区" in page


def test_cases_by_province_and_region(client):
    page = client.get("/cases", params={"region": "宝鸡"}).text
    assert "太白县" in page
    assert "陇县" in page
    assert "贾汪区</td>" not in page


# --- errors -------------------------------------------------------------------------------------


def test_errors_are_pages_for_people_and_details_for_programs(client):
    for path in ("/nothing-here", "/case/r0-1"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "没有找到这一页" in answer.text
        assert 'lang="zh-CN"' in answer.text
    for path in ("/v1/cases/r0-1", "/v1/nothing-here", "/nothing-here"):
        answer = client.get(path, headers={"accept": "application/json"})
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == 404
    assert client.get("/v1/search").headers["content-type"] == "application/problem+json"


def test_empty_library_says_what_to_do(tmp_path):
    Library(tmp_path, create=True).close()
    empty = TestClient(make_app(tmp_path), headers={"accept": "text/html"})
    for path in ("/", "/?q=合作社", "/cases", "/figures", "/models", "/figures.csv"):
        assert empty.get(path).status_code == 200
    assert "jingwei build" in empty.get("/?q=合作社").text


# --- in a browser -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address(app):
    """A real server on a free port."""
    import uvicorn

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    assert server.started
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def browser(tmp_path):
    if not (BROWSER and DRIVER):
        pytest.skip("needs chromium and chromedriver on the PATH")
    webdriver = pytest.importorskip("selenium.webdriver")
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    driver.implicitly_wait(10)
    yield driver
    driver.quit()


def requests_of(driver) -> list[str]:
    """Give the addresses that the browser has asked for."""
    messages = (json.loads(entry["message"])["message"] for entry in driver.get_log("performance"))
    found = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    return [url for url in found if not url.startswith(("data:", "about:", "chrome"))]


@pytest.mark.browser
def test_a_person_asks_reads_and_opens_the_source(browser, address):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    browser.get(address)
    assert browser.switch_to.active_element.get_attribute("id") == "q", "the search box has the focus"
    browser.switch_to.active_element.send_keys("党支部+合作社", Keys.ENTER)
    cards = browser.find_elements(By.CSS_SELECTOR, ".card")
    assert cards
    assert browser.find_element(By.CSS_SELECTOR, ".card mark.hit").text in {"党支部", "合作社"}
    assert browser.current_url.endswith("/?q=%E5%85%9A%E6%94%AF%E9%83%A8%2B%E5%90%88%E4%BD%9C%E7%A4%BE"), (
        "no empty ones"
    )

    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    assert browser.switch_to.active_element.get_attribute("id") == "q"
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    browser.find_element(By.TAG_NAME, "body").send_keys("j")
    assert browser.switch_to.active_element.get_attribute("id") == "r1"
    browser.switch_to.active_element.send_keys("o")

    found = browser.find_element(By.CSS_SELECTOR, ".text .s.found")
    box = browser.execute_script("return arguments[0].getBoundingClientRect().top", found)
    assert 0 <= box < 900, "the passage is in sight"
    # An offset inside a sentence has no anchor of its own: the mark before it lights up.
    start = int(browser.current_url.rpartition("#c")[2])
    browser.get(browser.current_url.rpartition("?")[0] + f"#c{start + 1}")
    assert browser.find_elements(By.CSS_SELECTOR, ".arrived, :target")

    asked = requests_of(browser)
    assert asked
    assert all(url.startswith(address + "/") for url in asked), asked
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


@pytest.mark.browser
def test_choosing_a_province_fills_the_cities_and_searches(browser, address):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import Select

    browser.get(f"{address}/?q=党支部")
    Select(browser.find_element(By.ID, "f-province")).select_by_value("610000")
    assert browser.find_elements(By.CSS_SELECTOR, "#f-city option[value='610300']")
    assert "宝鸡" in browser.find_element(By.CSS_SELECTOR, ".card .where").text


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/", "/?q=党支部", "/cases", "/figures", "/models", "/about", "/docs"])
def test_fits_a_phone(browser, address, path):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    )
    browser.get(address + path)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 390


def test_a_hit_leads_to_more_like_it(client):
    page = client.get("/", params={"q": "党支部领办合作社"}).text
    link = re.search(r'href="(/like/[^"]+)">找相似做法', page)
    assert link
    like = client.get(link[1])
    assert like.status_code == 200
    assert like.text.count('<article class="card"') >= 5
    assert link[1] not in like.text  # not itself
    assert "谁也这样做" in like.text
    assert client.get("/like/nobody", headers={"accept": "text/html"}).status_code == 404
