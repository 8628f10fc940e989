"""The encoder that ships: what it gives, that it needs no torch, that it equals sentence-transformers; the swap-in."""

import os
import subprocess
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UsageError
from search.encoder import SETTING, open_encoder
from search.static import StaticEncoder, pack, unpack, write_static

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "search" / "data" / "encoder"
TEXTS = [
    "村里账上没一分钱，怎么才能有进项",
    "对全区22家经济薄弱村实行“一村一策”，统筹财政、土地、金融、税费减免等政策资源。",
    "ＴＯＤ　开发",
    "「農村電商」與 e-commerce 2023",
    "龘" * 3,
    "。" * 10,
    "",
]


@pytest.fixture(autouse=True)
def no_setting(monkeypatch):
    for name in ("", "_PROMPT", "_DEVICE", "_BATCH"):
        monkeypatch.delenv(SETTING + name, raising=False)


@pytest.fixture(scope="module")
def shipped():
    return StaticEncoder(SHIPPED)


def test_vectors_have_length_one_and_unknown_texts_none(shipped):
    vectors = shipped.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), shipped.dimension)
    assert vectors.dtype == np.float32
    length = np.linalg.norm(vectors, axis=1)
    np.testing.assert_allclose(length[:4], 1, atol=1e-5)
    assert not vectors[5].any()
    assert not vectors[6].any()


def test_no_text_gives_no_row(shipped):
    assert shipped.encode([]).shape == (0, shipped.dimension)


def test_the_company_of_a_text_changes_nothing(shipped):
    together = shipped.encode(TEXTS)
    alone = np.concatenate([shipped.encode([text], query=True) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_width_case_and_punctuation_do_not_matter(shipped):
    a, b = shipped.encode(["ＴＯＤ开发，党支部＋合作社", "tod开发 党支部+合作社"])
    assert a @ b == pytest.approx(1, abs=1e-5)


@given(st.lists(st.text(max_size=60), max_size=5))
@settings(max_examples=60, deadline=None)
def test_any_text_is_encoded(texts):
    vectors = open_encoder().encode(texts)
    assert vectors.shape[0] == len(texts)
    assert np.isfinite(vectors).all()


@pytest.mark.parametrize(
    ("plain", "meant", "other"),
    [
        ("村里没钱", "发展壮大村级集体经济，消除经济薄弱村", "开展新时代文明实践志愿服务活动"),
        ("岁数大的人太多", "人口老龄化程度加深，平均年龄偏高", "加快推进高标准农田建设"),
        ("修茅房", "推进农村厕所革命和户厕改造", "严格执行三会一课制度"),
        ("出去打工的人回来干", "引导外出务工人员返乡创业", "加强农村公路养护管理"),
        ("邻居扯皮", "及时化解邻里矛盾纠纷", "建设冷链物流仓储设施"),
    ],
)
def test_plain_talk_finds_officialese(shipped, plain, meant, other):
    a, b, c = shipped.encode([plain, meant, other])
    assert a @ b > a @ c + 0.1


@pytest.mark.slow
def test_same_vectors_through_sentence_transformers(shipped, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from sentence_transformers import SentenceTransformer

        shipped.export_sentence_transformers(tmp_path / "model")
        model = SentenceTransformer(str(tmp_path / "model"), device="cpu")
        theirs = model.encode(TEXTS[:5], show_progress_bar=False)
        np.testing.assert_allclose(shipped.encode(TEXTS[:5]), theirs, atol=2e-6)

        through = open_encoder(str(tmp_path / "model"))
    assert through.dimension == shipped.dimension
    assert through.name.startswith("model-")
    np.testing.assert_allclose(through.encode(TEXTS[:5], query=True), theirs, atol=2e-6)
    assert through.encode([]).shape == (0, shipped.dimension)


def test_opens_quickly_without_torch():
    code = (
        "import time; t = time.process_time(); from search.encoder import open_encoder;"
        "open_encoder().encode(['村里没钱']); print(time.process_time() - t);"
        "import sys; assert not {'torch', 'jieba', 'rjieba', 'sentence_transformers'} & set(sys.modules)"
    )
    times = [
        float(subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout)
        for _ in range(2)
    ]
    assert min(times) < 1.5  # 0.4 s with the imports when nothing else runs


def test_speed(shipped):
    text = TEXTS[1] * 6
    shipped.encode([text] * 50)
    start = time.process_time()
    shipped.encode([text] * 1000)
    assert len(text) * 1000 / (time.process_time() - start) > 300_000  # 0.8 M when nothing else runs


def test_ships_within_the_limit():
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 40_000_000


def test_name_tells_the_weights_apart(shipped, tmp_path):
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    table = np.random.default_rng(0).normal(size=(tokenizer.get_vocab_size(), 4)).astype(np.float32)
    first = write_static(tmp_path / "a", "x", tokenizer, table)
    assert write_static(tmp_path / "b", "x", tokenizer, table) == first
    assert write_static(tmp_path / "c", "x", tokenizer, table + 1) != first
    assert open_encoder(str(tmp_path / "a")).name == first != shipped.name


@pytest.mark.parametrize(("bits", "allowed"), [(8, 0.01), (4, 0.15)])
def test_packing_loses_little(bits, allowed):
    table = np.random.default_rng(0).normal(size=(50, 16)).astype(np.float32)
    table[0] = 0
    codes, scales = pack(table, bits)
    back = unpack(codes, bits) * scales.astype(np.float32)[:, None]
    assert not back[0].any()
    assert np.linalg.norm(back - table) / np.linalg.norm(table) < allowed


@pytest.mark.parametrize("model", ["/nowhere/at/all", "no-such-owner/no-such-model"])
def test_missing_model_is_an_error_that_names_the_setting(monkeypatch, model):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv(SETTING, model)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(UsageError) as caught:
            open_encoder()
    assert caught.value.where == SETTING
    assert "unset" in caught.value.hint
    assert model in caught.value.what


def test_no_network_is_said_at_once(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OSError("no network")

    monkeypatch.setattr("search.encoder.socket.create_connection", refuse)
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(UsageError, match="hub cannot be reached"):
            open_encoder("no-such-owner/no-such-model")


@pytest.mark.parametrize("batch", ["0", "-1", "many", "1.5"])
def test_batch_must_be_a_number(monkeypatch, batch):
    monkeypatch.setenv(f"{SETTING}_BATCH", batch)
    with pytest.raises(UsageError, match=f"{SETTING}_BATCH"):
        open_encoder("any/model")


def test_damaged_folder(tmp_path):
    (tmp_path / "encoder.json").write_text("{}")
    with pytest.raises(UsageError, match="cannot be opened"):
        open_encoder(str(tmp_path))


def test_environment_is_left_alone():
    before = dict(os.environ)
    open_encoder()
    assert dict(os.environ) == before
