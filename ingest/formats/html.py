"""Web pages: the article's lines without the page around it.

The article is the smallest element that still holds most of the page's prose, where prose is
text with Chinese (or Western) sentence marks outside links. This needs no list of sites, keeps
every heading, table row and short line in order, and works on `<br>` layouts.
"""

import re
from typing import TYPE_CHECKING

from ingest.errors import DamagedFile
from ingest.formats import text as plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_HEAD_BYTES = 4096
_DROPPED_TAGS = frozenset(
    "script style noscript template nav footer aside form button select option input textarea "
    "iframe object embed svg canvas audio video map dialog head".split()
)
_DROPPED_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog"})
# Whole words of class and id; "header" of an article is judged by its prose, not here.
_DROPPED_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|menu|footer|foot|copyright|breadcrumbs?|crumbs?|position|sidebar|aside|share|sharing"
    r"|bdsharebuttonbox|comments?|related|recommend|ads?|advert|advertisement|banner|toolbar|pagination|pager"
    r"|qrcode|login|search|friendlink|links)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCKS = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header "
    "hgroup hr html li main ol p pre section summary table tbody tfoot thead tr ul br caption".split()
)
_MARKS = re.compile(r"[。！？；，、：,;!?]")
_SHARE = 0.85
_SITE = re.compile(r"\s*(?:[_|｜].*|\s[-–—]\s.*|-[^-—]{0,20}(?:网|政府|平台|日报|频道|栏目))$", re.DOTALL)
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0]+")
_ASIAN_GAP = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) ?\n ?(?=[\u3000-\u9fff\uff00-\uffef])")
_LINE, _CELL = "\x1e", "\x1f"  # what ends a line and a cell while the page is taken apart
_LEAVES = frozenset({"p", "table", "tbody", "tr"})


_OPENING = re.compile(
    r"(?:\ufeff|\s|<!--.*?-->|<\?xml[^>]*\?>)*<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(r"</(?:p|div|body|table|h[1-6]|span|article|a|ul)\s*>|<br\s*/?>", re.IGNORECASE)


def looks_like(text: str) -> bool:
    """Tell whether decoded text opens as an HTML document."""
    return _OPENING.match(text[:_HEAD_BYTES]) is not None


def has_tags(text: str) -> bool:
    """Tell whether decoded text holds HTML tags at all (a piece of a page has no opening)."""
    return _TAGS.search(text) is not None


def decode(data: bytes, source: str) -> tuple[str, str]:
    """Decode a page: byte-order mark, then the charset it declares, then as any text."""
    declared = _META.search(data[:_HEAD_BYTES])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        codec = declared[1].decode("ascii").lower()
        codec = "gb18030" if codec in {"gb2312", "gbk", "gb_2312-80", "x-gbk"} else codec
        if codec in {"utf-8", "utf8", "gb18030", "big5", "big5-hkscs"}:
            page = plain.try_codec(data, codec)
            if page is not None and "\0" not in page:
                return page, "utf-8" if codec == "utf8" else codec
    return plain.decode(data, source)


def read(data: bytes, source: str) -> tuple[str, str]:
    """Give a page's title and article, one line a paragraph, and the encoding.

    Headings stand on their own lines, table cells are joined by tabs.

    Raises:
        DamagedFile: the parser finds no element in it.
        UnknownFormat, UndecodableText: as for plain text.
    """
    from lxml import etree, html

    page, codec = decode(data, source)
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    markup = _DECLARED.sub("", page.lstrip("\ufeff")).replace("\0", "")
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise DamagedFile(f"not a readable page: {error}", where=source, hint="save the page again") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" or "depth" in entry.message for entry in parser.error_log):
        raise DamagedFile("its elements nest too deeply to be read whole", where=source, hint="save it as .txt")
    title, heading = _title(root)
    _prune(root)
    lines = [line for element in _article(root, heading) for line in _lines(element)]
    wanted = _normal(title)
    if wanted and not any(wanted in _normal(line) for line in lines[:5]):
        lines.insert(0, title)
    return "\n".join(lines), codec


def _normal(line: str) -> str:
    return "".join(line.split())


def _title(root: "HtmlElement") -> "tuple[str, HtmlElement | None]":
    """Give the only h1 with its element, or the document's title without the site's name."""
    headings = root.findall(".//h1")
    if len(headings) == 1 and (words := _words(headings[0])):
        return words, headings[0]
    titles = root.findall(".//title")
    words = _words(titles[0]) if titles else ""
    return _SITE.sub("", words) or words, None


def _words(element: "HtmlElement") -> str:
    return _SPACES.sub(" ", str(element.text_content())).strip()


def _prune(root: "HtmlElement") -> None:
    prose = _prose(root)
    most = _SHARE * prose[root]
    for element in list(root.iter()):
        if element.tag in {"html", "body"} or element.getparent() is None:
            continue
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if (
            element.tag in _DROPPED_TAGS
            or element.get("role", "") in _DROPPED_ROLES
            or element.get("hidden") is not None
            or _HIDDEN.search(element.get("style", ""))
            or (_DROPPED_NAMES.search(names) and prose[element] < most)
        ):
            element.drop_tree()


def _prose(root: "HtmlElement") -> "dict[HtmlElement, int]":
    """Give each element's count of characters that are prose, in one walk (pages can nest deeply)."""
    prose: dict[HtmlElement, int] = {}
    for element in reversed(list(root.iter())):  # children before their parents
        own = _weight(element.text) if element.tag != "a" else 0
        prose[element] = own + sum(prose[child] + _weight(child.tail) for child in element)
    return prose


def _weight(words: str | None) -> int:
    return len(words) if words and _MARKS.search(words) else 0


def _article(root: "HtmlElement", heading: "HtmlElement | None") -> "list[HtmlElement]":
    """Go down from the body while one child still holds most of the prose.

    What stands between the page's heading and that child (source, author, date) comes first.
    """
    body = root.find("body")
    element = body if body is not None else root
    prose = _prose(element)
    towards = set() if heading is None else {heading, *heading.iterancestors()}
    lead: list[HtmlElement] = []
    enough = _SHARE * prose[element]
    while enough:
        children = list(element)
        at = next((i for i, child in enumerate(children) if child.tag in _BLOCKS and prose[child] >= enough), None)
        if at is None or children[at].tag in _LEAVES:
            break
        start = next((i for i in range(at) if children[i] in towards), at)
        lead += [child for child in children[start:at] if not _is_links(child)]
        element = children[at]
    return [*lead, element]


def _is_links(element: "HtmlElement") -> bool:
    linked = sum(len(_words(link)) for link in element.iter("a"))
    return 2 * linked > len(_words(element))


def _lines(element: "HtmlElement") -> list[str]:
    lines = (_SPACES.sub(" ", _ASIAN_GAP.sub("", line)) for line in _flow(element).split(_LINE))
    rows = (re.sub(f" ?{_CELL} ?", "\t", line).strip(" \u3000").rstrip("\t") for line in lines)
    return [row for row in rows if row.strip()]


def _flow(element: "HtmlElement") -> str:
    """Give the words in order with marks where a line or a table cell ends."""
    from lxml import etree

    flow: list[str] = []
    quoted = 0  # depth of pre, whose line breaks are meant
    cells = 0  # depth of cells in rows of several; a lone cell is layout, its blocks are lines
    for event, node in etree.iterwalk(element, events=("start", "end")):
        step = 1 if event == "start" else -1
        quoted += step * (node.tag == "pre")
        cell = node.tag in {"td", "th"} and (node.getnext() is not None or node.getprevious() is not None)
        cells += step * cell
        edge = "" if node.tag not in _BLOCKS else " " if cells else _LINE
        if event == "start":
            flow += [edge, _clean(node.text, quoted)]
        else:
            flow.append(_CELL if cell and node.getnext() is not None else edge)
            flow.append(_clean(node.tail, quoted) if node is not element else "")
    return "".join(flow)


def _clean(words: str | None, quoted: int) -> str:
    words = (words or "").replace(_LINE, "").replace(_CELL, "")
    return words.replace("\n", _LINE) if quoted else words
