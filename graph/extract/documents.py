"""Documents (文件): policy documents named in 《…》 or “关于…的通知”, told by the kind that their title ends in.

Newspapers, broadcasts, books, songs and films stand in the same marks and are no documents.
"""

import re

from graph.extract.lexicon import alternation
from graph.schema import Mention

_TITLE = re.compile(r"《([^《》\n]{2,80})》")
# “关于加强村级党组织建设的通知”: a title of that form in quotation marks.
_QUOTED = re.compile(r"“(关于[^“”\n]{4,80}的(?:意见|通知|通报|通告|公告|决定|决议|办法|方案|规定))”")
# 《生物降解塑料购物袋》国家标准: the kind behind the title.
_KIND_AFTER = re.compile("(?:国家|地方|行业|团体|企业)标准")
# 制定《百问一口清》: what is issued is a document, whatever its title ends in.
_ISSUED = re.compile(
    "(?:制定|制订|出台|印发|下发|颁布|修订|起草|签订|签署|转发)(?:完善|实施)?(?:了|并)?(?:《[^《》]+》[、和])*$"
)
_KIND = re.compile(
    rf"(?:{alternation('document_kinds')}|[一二三四五六七八九十\d]+条)"
    r"(?:[（(][^（）()]{1,16}[）)]|\d{4}[-—–至]\d{4}年?|\d{4}年?)*$"
)
# 纪录片《…规划》, 参赛项目《…计划》: works, whatever their title ends in.
_WORK = re.compile(r"(?:项目|节目|专题片|纪录片|电影|电视剧|歌曲|作品|栏目|话剧|小品|舞蹈|图书|专著|歌舞剧|丛书|课程)$")


def _is_document(text: str, title: re.Match[str]) -> bool:
    kind = (
        _KIND.search(title[1])
        or _KIND_AFTER.match(text, title.end())
        or _ISSUED.search(text, max(0, title.start() - 60), title.start())
    )
    return kind is not None and not _WORK.search(text, max(0, title.start() - 6), title.start())


def find_documents(text: str) -> list[Mention]:
    """Give the documents named in `text`; the span holds the marks, `norm` is the title inside."""
    titles = [title for title in _TITLE.finditer(text) if _is_document(text, title)]
    titles += _QUOTED.finditer(text)
    return [Mention("document", *m.span(), m[1]) for m in sorted(titles, key=re.Match.start)]
