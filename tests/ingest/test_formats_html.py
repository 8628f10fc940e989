"""Web pages: the article and nothing else, in order."""

from pathlib import Path

import pytest

from ingest.errors import DamagedFile
from ingest.formats import read_bytes, read_file

CLUTTERED = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>江阴市：“三力”齐发促振兴_某某网</title>
<style>p{{color:red}}</style><script>var x="脚本，广告。"</script></head><body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/a">新闻</a></li></ul></div>
<div class="crumb">当前位置：<a>首页</a> &gt; <a>经验</a></div>
<div class="main"><h1>江阴市：“三力”齐发促振兴</h1><div class="info">来源：某某日报 2024-01-02</div>
<div class="TRS_Editor"><p>　　近年来，江阴市坚持党建引领，
推动乡村振兴。</p><h2>一、强化组织力</h2><p>　　建立机制，<b>覆盖</b>全市，投入 3.5 亿元。</p>
<p style="display: none">隐藏，文字。</p>
<p>短句。</p><table><tr><th>指标</th><th>数值</th></tr>
<tr><td><p>村数</p></td><td><p>12</p><p>个</p></td></tr></table>
<ul><li>第一，抓队伍。</li><li>第二，抓项目。</li></ul>二是直接文字，接着写<br/>三是换行文字<br>完。
<!-- 注释，不要。 --></div>
<div class="share">分享到：微信，微博</div></div><aside>推荐阅读，<a>广告一则</a></aside>
<div class="footer">版权所有，某某网。苏ICP备123号</div><noscript>请开启脚本。</noscript></body></html>"""

ARTICLE = [
    "江阴市：“三力”齐发促振兴",
    "来源：某某日报 2024-01-02",
    "近年来，江阴市坚持党建引领，推动乡村振兴。",
    "一、强化组织力",
    "建立机制，覆盖全市，投入 3.5 亿元。",
    "短句。",
    "指标\t数值",
    "村数\t12 个",
    "第一，抓队伍。",
    "第二，抓项目。",
    "二是直接文字，接着写",
    "三是换行文字",
    "完。",
]


def lines(page, codec="utf-8"):
    return read_bytes(page.encode(codec), "页.html").text.split("\n")


def test_clutter_goes_and_order_stays(tmp_path):
    path: Path = tmp_path / "a.html"
    path.write_text(CLUTTERED.format(charset="utf-8"), encoding="utf-8")
    raw = read_file(path)
    assert raw.text.split("\n") == ARTICLE
    assert (raw.format, raw.encoding) == ("html", "utf-8")


def test_declared_and_undeclared_charsets():
    for declared, codec in [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("big5", "gb18030"),
        ("utf-8", "gb18030"),
        ("gb2312", "utf-8"),
    ]:
        raw = read_bytes(CLUTTERED.format(charset=declared).encode(codec), "a.html")
        if (declared, codec) != ("gb2312", "utf-8"):
            assert raw.text.split("\n") == ARTICLE
            assert raw.encoding == codec
    assert lines(CLUTTERED.format(charset="x"), "utf-16") == ARTICLE


def test_the_title_comes_first_where_the_article_lacks_it():
    page = "<html><head><title>某县经验 - 某网</title></head><body><p>第一段，正文。</p><p>第二段，正文。</p>"
    assert lines(page) == ["某县经验", "第一段，正文。", "第二段，正文。"]
    titled = page.replace("<p>第一段", "<p>某县 经验</p><p>第一段")
    assert lines(titled) == ["某县 经验", "第一段，正文。", "第二段，正文。"]
    assert lines(page.replace(" - 某网", "-某某日报"))[0] == "某县经验"


def test_layout_tables_and_pre_keep_paragraphs():
    page = "<html><body><table><tr><td><p>第一段，正文。</p><p>第二段，正文。</p></td></tr></table></body></html>"
    assert lines(page) == ["第一段，正文。", "第二段，正文。"]
    assert lines("<html><body><pre>第一行，\n第二行。</pre></body></html>") == ["第一行，", "第二行。"]


def test_pages_without_sentences_and_broken_pages():
    assert lines("<html><body><div>一<div>二<p>三") == ["一", "二", "三"]
    assert lines("<html><body>" + "<div>" * 1000 + "深处，有字。") == ["深处，有字。"]
    with pytest.raises(DamagedFile, match="too deeply"):
        lines("<html><body><p>前文。</p>" + "<div>" * 3000 + "深处，有字。")


def test_entities_and_separators_in_the_source():
    assert (
        lines("<html><body><p>A&amp;B&nbsp;&lt;c&gt;\x1e，\x1f完。</p><p>" + "多" * 400 + "</p>")[0] == "A&B <c>，完。"
    )
