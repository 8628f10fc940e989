"""Words and bigrams: how text becomes terms for the lexical index, the same for passages and questions.

Words come from rjieba, jieba compiled: the same dictionary and, without HMM, the same cuts
(a test holds them together), at a tenth of the start-up time.
"""

import re
import unicodedata

import rjieba

_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]+(?:\.\d+)?")
# Function words: they say nothing of what a passage is about, and how a question is put.
_STOP = frozenset(
    (
        "的 了 和 与 及 在 是 为 对 把 将 等 也 都 就 而 并 或 从 到 被 向 以 于 之 其 这 那 个 们 我 你 他 她 它 "
        "上 下 中 里 来 去 做 有 着 过 让 使 给 用 要 会 能 可 不 没 "
        "怎么 怎样 如何 什么 哪些 哪 吗 呢 啊 吧 怎么办 为什么 多少 谁 么"
    ).split()
)


def normal(text: str) -> str:
    """Fold what must not matter when matching: case, width, quotation marks, white space."""
    return re.sub(r"[“”‘’\"'\s]", "", unicodedata.normalize("NFKC", text)).lower()


def words(text: str) -> list[str]:
    """Give the words of a text, without punctuation and stop words."""
    return [word for word in rjieba.cut(normal(text), False) if _RUN.fullmatch(word) and word not in _STOP]


def bigrams(text: str) -> list[str]:
    """Give the character bigrams of each run of Chinese characters (a lone one as it is), Latin words whole."""
    grams: list[str] = []
    for run in _RUN.findall(normal(text)):
        if run[0].isascii() or len(run) == 1:
            grams.append(run)
        else:
            grams.extend(run[i : i + 2] for i in range(len(run) - 1))
    return grams


_ASKS = _STOP - {"和", "的", "与"}


def is_terse(text: str) -> bool:
    """Say whether a question only names things (党费收缴标准): no clauses, no function words, no asking."""
    return not re.search("[，。？?、！；]", text) and not any(word in _ASKS for word in rjieba.cut(normal(text), False))
