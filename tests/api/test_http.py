"""HTTP through a real server: every endpoint, its errors, its ETags and its parts."""

import json
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
import uvicorn


@pytest.fixture(scope="module")
def server(sample):
    """The address of a server over the sample library."""
    from api.http import make_app

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = uvicorn.Server(uvicorn.Config(make_app(sample), host="127.0.0.1", port=port, log_level="warning", ws="none"))
    thread = threading.Thread(target=made.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not made.started:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    made.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def client(server):
    with httpx.Client(base_url=server, timeout=30) as opened:
        yield opened


def get(client, path, **parameters):
    answer = client.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def every(client, path, limit=7, **parameters):
    """Give all items of a list, part by part."""
    items, cursor = [], {}
    while True:
        part = get(client, path, limit=limit, **parameters, **cursor)
        assert len(part["items"]) <= limit
        items += part["items"]
        if part["next"] is None:
            assert part["total"] == len(items)
            return items
        cursor = {"cursor": part["next"]}


def test_health(client, library):
    found = get(client, "/v1/health")
    assert found["status"] == "ok"
    assert found["version"] == library.store.version
    assert found["counts"]["report"] == 20


HIT = {
    "id",
    "file",
    "start",
    "end",
    "text",
    "highlights",
    "score",
    "heading_path",
    "case",
    "measure",
    "region",
    "reasons",
    "citation",
}


def test_search_by_get_and_by_post_say_the_same_as_the_library(client, library):
    from api.answers import result_json

    wanted = json.loads(json.dumps(result_json(library.search("石斛产业", 5))))
    assert get(client, "/v1/search", q="石斛产业", k=5) == wanted
    posted = client.post("/v1/search", json={"query": "石斛产业", "k": 5})
    assert posted.json() == wanted
    assert all(set(hit) >= HIT for hit in wanted["hits"])


def test_search_with_filters(client):
    found = get(client, "/v1/search", q="怎样建强支部", region="江苏")
    assert found["hits"]
    assert all(hit["region"]["code"].startswith("32") for hit in found["hits"])
    body = {"query": "怎样建强支部", "filters": {"region": "江苏"}}
    assert client.post("/v1/search", json=body).json() == found
    for filters in ({"model": "党支部＋合作社"}, {"industry": "石斛"}, {"problem": "软弱涣散"}, {"theme": "产业振兴"}):
        assert get(client, "/v1/search", q="怎么做", **filters)["hits"], filters


def test_a_known_region_without_reports_is_an_empty_answer(client):
    found = get(client, "/v1/search", q="党建", region="西藏")
    assert (found["answerable"], found["hits"]) == (False, [])
    assert get(client, "/v1/cases", region="西藏")["items"] == []


PROBLEM = {"type", "title", "status", "detail"}


@pytest.mark.parametrize(
    ("path", "parameters", "status"),
    [
        ("/v1/search", {"q": "党建", "region": "贾旺区"}, 422),
        ("/v1/search", {"q": ""}, 422),
        ("/v1/search", {}, 422),
        ("/v1/search", {"q": "党建", "k": 0}, 422),
        ("/v1/search", {"q": "党建", "k": "many"}, 422),
        ("/v1/cases", {"region": "贾旺区"}, 422),
        ("/v1/cases", {"limit": 0}, 422),
        ("/v1/cases", {"cursor": "abc"}, 422),
        ("/v1/cases", {"cursor": "²"}, 422),
        ("/v1/cases", {"cursor": "-1"}, 422),
        ("/v1/cases/nothing", {}, 404),
        ("/v1/measures/nothing", {}, 404),
        ("/v1/regions", {"q": "贾旺区"}, 422),
        ("/v1/metrics", {"region": "贾旺区"}, 422),
        ("/v1/graph/neighbors", {"id": "nothing"}, 404),
        ("/v1/graph/neighbors", {}, 422),
        ("/v1/graph/path", {"start": "region:320305", "goal": "nothing"}, 404),
        ("/v1/nothing", {}, 404),
    ],
)
def test_every_error_is_a_problem_with_details(client, path, parameters, status):
    answer = client.get(path, params=parameters)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    body = answer.json()
    assert set(body) >= PROBLEM
    assert body["status"] == status
    assert "Traceback" not in answer.text


def test_an_unknown_region_comes_with_the_nearest_names(client):
    body = client.get("/v1/search", params={"q": "党建", "region": "贾旺区"}).json()
    assert "贾汪区" in body["hint"]
    assert body["type"] == "urn:jingwei:unknown-region"


@pytest.mark.parametrize(
    "body", ["{", "[]", '{"k": 3}', '{"query": "党建", "k": -1}', '{"query": 3}', '{"query": "党建", "filters": []}']
)
def test_a_broken_body_is_a_problem(client, body):
    answer = client.post("/v1/search", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert set(answer.json()) >= PROBLEM


def test_a_method_that_is_not_offered_is_refused(client):
    assert client.delete("/v1/cases").status_code == 405


def test_an_etag_saves_the_second_answer(client):
    first = client.get("/v1/cases")
    tag = first.headers["etag"]
    second = client.get("/v1/cases", headers={"if-none-match": tag})
    assert (second.status_code, second.content, second.headers["etag"]) == (304, b"", tag)
    other = client.get("/v1/cases", params={"region": "江苏"}, headers={"if-none-match": tag})
    assert other.status_code == 200
    assert other.headers["etag"] != tag


@pytest.mark.parametrize("form", ["W/{}", '"other", {}', "*"])
def test_the_other_forms_of_if_none_match(client, form):
    tag = client.get("/v1/cases").headers["etag"]
    assert client.get("/v1/cases", headers={"if-none-match": form.format(tag)}).status_code == 304


def test_errors_carry_no_etag(client):
    assert "etag" not in client.get("/v1/cases/nothing").headers


def test_cases_come_in_parts_and_alone(client, library):
    items = every(client, "/v1/cases")
    assert len(items) == library.store.counts()["cases"] == 21
    assert len({item["id"] for item in items}) == 21
    one = get(client, f"/v1/cases/{items[0]['id']}")
    assert one["kind"] == "case"
    assert {"text", "measures", "mentions", "metrics"} <= set(one)
    assert [item["region"]["code"] for item in get(client, "/v1/cases", region="6103")["items"]] == ["610327", "610331"]


def test_measures_by_region_theme_and_case(client, library):
    items = every(client, "/v1/measures", limit=50)
    assert len(items) == library.store.counts()["section"]
    ids = {item["id"] for item in items}
    assert all(item["parent"] is None or item["parent"] in ids for item in items)
    case = items[0]["case"]
    assert {item["case"] for item in every(client, "/v1/measures", case=case)} == {case}
    assert {item["region"]["code"] for item in every(client, "/v1/measures", region="320305")} == {"320305"}
    assert every(client, "/v1/measures", theme="产业振兴")
    assert every(client, "/v1/measures", theme="没有的主题") == []
    one = get(client, f"/v1/measures/{items[0]['id']}")
    assert one["kind"] == "measure"
    assert one["relations"]


def test_a_case_is_no_measure(client):
    case = get(client, "/v1/cases", limit=1)["items"][0]["id"]
    assert client.get(f"/v1/measures/{case}").status_code == 404


def test_models_by_role_or_chain(client):
    items = every(client, "/v1/models")
    assert all(item["cases"] for item in items)
    plus = get(client, "/v1/models", role="党支部+合作社")
    assert plus["items"]
    assert get(client, "/v1/models", role="党支部＋合作社")["items"] == plus["items"]
    assert get(client, "/v1/models", role="党支部→合作社")["items"] == plus["items"]
    for item in plus["items"]:
        roles = item["name"].split("+")
        assert roles.index("党支部") < roles.index("合作社")


def test_regions_that_cases_are_about_and_names_resolved(client):
    assert {"320305", "431322", "370600"} <= {item["code"] for item in every(client, "/v1/regions")}
    (found,) = get(client, "/v1/regions", q="贾汪")["items"]
    assert (found["code"], found["full_name"], found["cases"]) == ("320305", "江苏省徐州市贾汪区", 1)
    (province,) = get(client, "/v1/regions", q="32")["items"]
    assert (province["name"], province["cases"]) == ("江苏省", 3)


def test_metrics_with_value_written_form_and_unit(client, library):
    items = every(client, "/v1/metrics", limit=100)
    assert len(items) == library.store.counts()["metric"]
    found = every(client, "/v1/metrics", indicator="集体 收入")
    assert found
    assert all("集体" in item["indicator"] and "收入" in item["indicator"] for item in found)
    assert {item["kind"] for item in every(client, "/v1/metrics", kind="change")} == {"change"}
    case = items[0]["case"]
    assert {item["case"] for item in every(client, "/v1/metrics", case=case)} == {case}
    assert all((item["value"] is None) == item["redacted"] for item in items)


def test_neighbours_and_a_path_stand_on_evidence(client):
    edges = get(client, "/v1/graph/neighbors", id="region:320305")["edges"]
    assert edges
    assert all(edge["evidence"] or edge["inferred"] for edge in edges)
    way = get(client, "/v1/graph/path", start="region:320305", goal="region:610327")["edges"]
    assert way
    assert "region:320305" in {way[0]["subject"], way[0]["object"]}
    assert "region:610327" in {way[-1]["subject"], way[-1]["object"]}


def test_many_at_once_get_the_same_answer(server):
    def ask(number):
        with httpx.Client(base_url=server, timeout=60) as own:
            paths = ("/v1/search?q=石斛产业", "/v1/cases", "/v1/graph/neighbors?id=region:320305", "/v1/metrics")
            return number % 4, own.get(paths[number % 4]).text

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(24)))
    for kind in range(4):
        assert len({text for number, text in answers if number == kind}) == 1


def test_the_description_of_the_interface_names_every_path(client):
    paths = set(get(client, "/openapi.json")["paths"])
    assert {
        "/v1/health",
        "/v1/search",
        "/v1/cases",
        "/v1/cases/{case}",
        "/v1/measures",
        "/v1/measures/{measure}",
        "/v1/models",
        "/v1/regions",
        "/v1/metrics",
        "/v1/graph/neighbors",
        "/v1/graph/path",
    } <= paths


def test_a_long_pasted_paragraph_can_be_posted(client):
    body = {"query": "怎样发展村级集体经济，" * 2000}
    answer = client.post("/v1/search", json=body)
    assert answer.status_code == 200
    assert answer.json()["notes"]


def test_a_library_that_grows_is_served_as_it_is_now(sample, tmp_path):
    """The version in the answer and its ETag change with the content."""
    import shutil

    from fastapi.testclient import TestClient

    from api.http import make_app
    from api.library import Library

    shutil.copytree(sample, tmp_path / "library")
    new = tmp_path / "new.txt"
    new.write_text("陇县的做法\n陕西省宝鸡市陇县发展火龙果，带动50户。\n", "utf-8")
    with TestClient(make_app(tmp_path / "library")) as own:
        before = own.get("/v1/cases")
        with Library(tmp_path / "library") as other:
            other.add([new])
        after = own.get("/v1/cases", headers={"if-none-match": before.headers["etag"]})
        assert after.status_code == 200
        assert after.json()["total"] == before.json()["total"] + 1
        assert own.get("/v1/search", params={"q": "火龙果"}).json()["hits"][0]["file"].endswith("new.txt")


def test_more_like_a_hit_and_within_an_earlier_answer(client):
    hit = client.get("/v1/search", params={"q": "合作社分红", "k": 1}).json()["hits"][0]
    like = client.get(f"/v1/passages/{hit['id']}/like", params={"k": 3}).json()
    assert len(like["hits"]) == 3
    assert hit["id"] not in [other["id"] for other in like["hits"]]
    assert client.get("/v1/passages/nobody/like").status_code == 404
    asked = {"q": "分红", "within": "合作社", "per_county": 1}
    answer = client.get("/v1/search", params=asked).json()
    codes = [other["region"]["code"] for other in answer["hits"]]
    assert len(codes) == len(set(codes)) > 1
    assert answer["notes"]


def test_who_else_does_it(client):
    found = client.get("/v1/adopters", params={"practice": "党支部＋合作社"}).json()
    assert found["adopters"]
    assert {"region", "code", "inferred", "label", "how", "case", "file", "start", "end"} == set(found["adopters"][0])
    assert client.get("/v1/adopters", params={"practice": "火星移民"}).json()["adopters"] == []
    assert client.get("/v1/adopters", params={"practice": " "}).status_code == 422
