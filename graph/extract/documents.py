"""Documents (文件): titles in 《…》. Newspapers and magazines in the same marks are no documents."""

import re

from graph.schema import Mention

_TITLE = re.compile(r"《([^《》\n]{2,60})》")
_PAPER = re.compile(r"(?:日报|晚报|时报|周刊|杂志|人民网|电视台|求是|新闻联播)$")


# 参赛项目《…》, 纪录片《…》: works, not policy documents.
_WORK = re.compile(r"(?:项目|节目|专题片|纪录片|电影|电视剧|歌曲|作品|栏目|话剧|小品|舞蹈|图书|专著|歌舞剧)$")


def find_documents(text: str) -> list[Mention]:
    """Give the documents named in `text`; the span holds the marks, `norm` is the title inside."""
    return [
        Mention("document", *m.span(), m[1])
        for m in _TITLE.finditer(text)
        if not _PAPER.search(m[1]) and not _WORK.search(text, max(0, m.start() - 6), m.start())
    ]
