"""Lead sentences: headings without number or line, known by standing parallel to others.

“以‘人才强乡’为支撑，培育引领振兴的‘红色雁阵’。” opens a paragraph, and so do its three sisters; inside
each, “推动一批优秀乡才‘进得去’。” has sisters of its own. One such sentence alone is only a sentence.
"""

import re
from collections.abc import Callable, Collection
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise

import rjieba

from ingest import couplets

LONGEST = 42  # characters of a lead sentence
SHORTEST = 4
SHORT_WITHOUT_VERB = 14  # a lead that opens without a verb is terse (组织建设规范化)
NEARLY = 0.7  # of the paragraphs open with a short sentence where these are headings
BODY = 30  # characters that a lead governs at least

_SENTENCE = re.compile(r"[^。！？；\n]+(?:[。！？；][”’）]?|(?=\n)|$)")
# What speaks of a fact, a person or a time, not of a measure.
_NOT_A_LEAD = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．是要]|[第其][一二三四五六七八九十]|[（(]|首先|其次|最后)|[\d%？！：《]|近年|今年|去年|目前|同时|此外|另外|其中|截至|^图为|下一步|接下来|据|记者|笔者|(?:说|表示|介绍|认为)$|我[们县区市镇乡村]|^我|他们|^他|她|它|这|那|该[村县市镇乡]|如今|随着|因此|所以|但|也|还(?![田林草湖贷款])|(?<![首故成])都(?!市)|(?<!成)就(?![业医学近地])|了$|"
    r"^[\u4e00-\u9fff]{2,3}(?:指出|强调|听取|要求|认为|提出)|^[\u4e00-\u9fff]{2,3}说，|，(?:需要|亟待|亟需|离不开)|(?:^|，)(?:如|即|又如|例如|比如|同样|一方面)|关键在党|[县市区镇乡村州省]?委(?:书记|常委)|开展以来|党的.{1,3}大"
)
# 抓学习，促管理“细水长流”王大爷说…: a heading whose line end was lost, before words that cannot go on with it.
_RUN_ON = re.compile(
    r"(?!为|是否|按照|根据|[^。！？；“”\n]{0,20}从)(?:[^。！？；“”\n]{0,6}“[^“”]{1,4}”)?[^。！？；“”\n]{3,20}“[^“”]{2,10}”"
    r"(?=[^，。、；：！？的等和与及为”’）]|为(?:了|进一步|广泛|更好|切实|深入|推动|丰富|提高|提升|增强|营造|解决|保障|让|充分|做好))"
)
# 城乡面貌持续改善。: how chapters of work reports open their paragraphs.
_PROGRESS = re.compile(
    "(?:加快|持续|扎实|稳步|不断|全面|深入|有序|显著|明显|更加|进一步|日益)"
    "(?:构建|改善|推进|提升|增强|发展|优化|显现|夯实|加强|完善|推动|提高|好转|壮大|向好|巩固|深化|形成|繁荣)$"
)
_PHRASE = re.compile("(?!.*(?:[了的是就着过呢吗吧]$|说|笑|[一二三四五六七八九十]))[\u4e00-\u9fffA-Za-z]{8,11}")
# 社情民意，凝聚生态共识。: four characters and an answer to them.
_COUPLET = re.compile("(?!.*(?:[了的是着过]|就(?!业)))[\u4e00-\u9fff]{4}[，,][\u4e00-\u9fff]{4,7}")
BRIEF = 4_000  # characters of a block in which equal shape is no chance
TOGETHER = 3  # headings of equal shape are seen to be headings
_FIRST_CLAUSE = re.compile("(?!在|要|[^，]*(?:指出|强调|[说年来]，))[\u4e00-\u9fff]{3,8}，(?!在)(?=[\u4e00-\u9fff])")
_ALIGNED = re.compile("[\u4e00-\u9fff“”]+(?<![上中下])")
_CAPTION = re.compile("[^（）]*（[^（）]*(?:摄|供图)）")  # of a picture, before the sentence
_MARKS = re.compile("[“”，,·+ ]")
EVEN_SHORTEST, EVEN_LONGEST = 6, 26  # characters of headings that only their equal shape tells
_TELLS = re.compile("[了着吗呢吧]|过(?!硬)|说$|是|将|已|有(?![效序力机])")  # a sentence that tells a fact
_NO_MARK = re.compile("[^“”，]")
_FRAMED = re.compile("以.{1,14}(?:为|促|带|聚|强|引|领)")


@cache
def _verb() -> re.Pattern[str]:
    lines = files("ingest").joinpath("data/verbs.txt").read_text("utf-8").splitlines()
    verbs = sorted(filter(None, (line.split("#")[0].strip() for line in lines)), key=lambda v: (-len(v), v))
    return re.compile("|".join(verbs))


def _like(a: str, b: str) -> int:
    """Count the ways in which two sentences stand parallel."""
    size = min(len(a), len(b))
    same_verb = bool(_verb().match(a)) and bool(_verb().match(b))
    prefix = next((i for i in range(size) if a[i] != b[i]), size)
    suffix = next((i for i in range(size) if a[-1 - i] != b[-1 - i]), size)
    return (
        3 * (bool(_PROGRESS.search(a)) and bool(_PROGRESS.search(b)))
        + min(prefix, 2)
        + min(suffix, 2)
        + same_verb
        + (abs(len(a) - len(b)) <= 2)
        + (bool(_PHRASE.fullmatch(a)) and bool(_PHRASE.fullmatch(b)))
        + (len(a) == len(b) <= 8)
        + (a.count("，") == b.count("，") > 0)
        + (a.find("，") == b.find("，") > 0 and len(a) == len(b))
        + ("“" in a and _NO_MARK.sub("", a) == _NO_MARK.sub("", b))
        + (bool(_FRAMED.match(a)) and bool(_FRAMED.match(b)))
        + (sum(x == y for x, y in zip(a, b, strict=False)) >= (1 if size <= 8 else 3))
    )


def _may_lead(sentence: str) -> bool:
    """Say whether a sentence could be a heading, given sisters much like it."""
    return SHORTEST <= len(sentence) <= LONGEST and sentence.count("，") <= 1 and not _NOT_A_LEAD.search(sentence)


def _is_lead(sentence: str) -> bool:
    """Say whether a sentence reads like a heading by itself."""
    if not _may_lead(sentence):
        return False
    return bool(_verb().match(sentence) or _PROGRESS.search(sentence) or _FRAMED.match(sentence)) or (
        len(sentence) <= SHORT_WITHOUT_VERB and "，" not in sentence
    )


def _governs(spans: list[tuple[int, int]], limit: int) -> list[tuple[int, int]]:
    """Keep the spans that are followed by a body before the next one."""
    return [s for s, (nxt, _) in pairwise([*spans, (limit, limit)]) if nxt - s[1] >= BODY]


def _set(text: str, spans: list[tuple[int, int]], need: int, like: int) -> list[tuple[int, int]]:
    """Keep the spans that stand parallel to another one, if there are `need` of them."""
    words = [text[a:b] for a, b in spans]
    plain = [_is_lead(w) for w in words]
    kept = [
        s
        for i, s in enumerate(spans)
        # What does not read like a heading by itself must be the more like its sister.
        if any(
            i != j and _like(words[i], other) >= like + 2 * (not (plain[i] and plain[j]))
            for j, other in enumerate(words)
        )
    ]
    return kept if len(kept) >= need else []


def _terse(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the sentences of one block that are bare phrases (党员引领躬身示范。) or couplets, three at least."""
    found = []
    for shape in (_PHRASE, _COUPLET):
        phrases = [s for s in spans if shape.fullmatch(text[s[0] : s[1]])]
        sizes = [b - a for a, b in phrases]
        found += phrases if len(phrases) > 2 and max(sizes) - min(sizes) <= 2 else []
    return found


def _shape(sentence: str) -> tuple[int, ...]:
    """Give the lengths of what stands between a sentence's marks (敲响开场锣，早早布置人手: 5, 6)."""
    return tuple(map(len, _MARKS.split(sentence)))


def _even(text: str, spans: list[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    """Give the short sentences of one block that are of one shape to the character, three at least.

    As good as one shape is the same first character with about the same length (做实驻村值班, 做好上门服务).
    """
    alike: dict[object, list[tuple[int, int]]] = {}
    for span in spans:
        words = text[slice(*span)]
        if EVEN_SHORTEST <= len(words) <= EVEN_LONGEST and not _TELLS.search(words):
            alike.setdefault(_shape(words), []).append(span)
            if len(words) <= SHORT_WITHOUT_VERB:
                alike.setdefault((words[0], words.count("，")), []).append(span)
    groups = [_governs(group, end) for group in alike.values() if len(group) >= TOGETHER]
    sizes = [[high - low for low, high in group] for group in groups]
    return sorted(
        {
            span
            for group, size in zip(groups, sizes, strict=True)
            if len(group) >= TOGETHER and max(size) - min(size) <= 2
            for span in group
        }
    )


def _run_on(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the parallel headings that ran into the sentences after them, three at least."""
    starts = (match.start() for match in _SENTENCE.finditer(text, start, end))
    matches = (_RUN_ON.match(text, at, end) for at in starts)
    spans = [match.span() for match in matches if match and _is_lead(match[0])]
    return _set(text, _governs(spans, end), 3, 3)


def _aligned(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the headings of two clauses that ran into the sentences after them, three at least of one length.

    汇聚老兵之力，守护山林安宁每天… 凝聚老兵之情，守护孤老安康每周…: as long as each other, alike in several
    places, and with a word's end where they end.
    """
    groups: dict[int, list[int]] = {}
    for match in _SENTENCE.finditer(text, start, end):
        if first := _FIRST_CLAUSE.match(match[0]):
            groups.setdefault(len(first[0]), []).append(match.start())
    for clause, starts in groups.items():
        if len(starts) < TOGETHER or any(b - a < BODY for a, b in pairwise(starts)):
            continue
        for size in range(clause + 12, clause + 3, -1):
            heads = [text[at : min(at + size, end)] for at in starts]
            if len(heads[-1]) < size:
                continue
            whole = all(_ALIGNED.fullmatch(head[clause:]) and _may_lead(head) for head in heads)
            told = len({head[:clause] for head in heads}) == len(heads) and _alike(heads, 2)
            answers = [head[clause:] for head in heads]
            if whole and told and _alike(answers, 1) and all(_parts(text[at : at + size + 12], size) for at in starts):
                return [(at, at + size) for at in starts]
    return []


def _parts(words: str, at: int) -> bool:
    """Say whether a word of the text ends at `at`, and what follows does not lean on it."""
    ends = set(accumulate(map(len, rjieba.cut(words))))
    return at in ends and words[at : at + 1] not in set("的了着过等和与及，。、；：！？”")


def _alike(heads: list[str], places: int) -> bool:
    """Say whether every heading has so many characters, commas aside, in the same places as another one."""
    return all(
        any(
            at != number and sum(x == y != "，" for x, y in zip(head, other, strict=True)) >= places
            for at, other in enumerate(heads)
        )
        for number, head in enumerate(heads)
    )


def _everywhere(text: str, spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Give the short sentences that open paragraphs, where nearly every paragraph after the first has one."""
    short = [
        s
        for s in spans
        if SHORT_WITHOUT_VERB // 2 < s[1] - s[0] <= SHORT_WITHOUT_VERB + 6 and "是" not in text[s[0] : s[1]]
    ]
    paragraphs = sum(len(p.strip()) > BODY for p in text[max(start, 0) : end].split("\n"))
    return short if len(short) > 2 and len(short) >= NEARLY * paragraphs else []


def find(
    text: str, start: int, end: int, *, top: bool = True, gaps: Callable[[], Collection[int]] = frozenset
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Give the lead sentences that open paragraphs and those inside paragraphs, as spans without their full stop.

    With `top` the span is a whole case, where the first paragraph is the opening and three leads
    are wanted; without, it is a section, where two are enough. `gaps` gives the places before which
    the raw text has a space; only a block without paragraphs asks for them.
    """
    opening: list[tuple[int, int]] = []
    inside: list[tuple[int, int]] = []
    short: list[tuple[int, int]] = []  # sentences inside paragraphs that may be headings if enough are alike
    first_paragraph = text.find("\n", start, end)
    for match in _SENTENCE.finditer(text, start, end):
        low, high = match.span()
        words = match[0].rstrip("。！？；")
        high = low + len(words)
        opens = low == start or text[low - 1] == "\n"
        if not opens and match[0].endswith("。") and _may_lead(words):
            caption = _CAPTION.match(words)
            short.append((low + (caption.end() if caption else 0), high))
        may = _may_lead(words) and (opens or _is_lead(words) or _COUPLET.fullmatch(words) is not None)
        if not match[0].endswith(("。", "！")) or not may:
            continue
        (opening if opens else inside).append((low, high))
    if top and opening and first_paragraph > 0:
        opening = [s for s in opening if s[0] > first_paragraph]
    alike = _set(text, _governs(opening, end), 3 if top else 2, 2)
    opening = _everywhere(text, _governs(opening, end), first_paragraph, end) if top and not alike else alike
    if len(opening) > 1:
        # A paragraph break lost to a line wrap: an inner sentence that is a sister of all the others.
        heads = [text[a:b] for a, b in opening]
        sisters = [s for s in inside if all(_like(text[s[0] : s[1]], w) >= 4 for w in heads)]
        opening = sorted(opening + sisters)
        inside = [s for s in inside if s not in sisters]
    inner: list[tuple[int, int]] = []
    bounds = [a for a, _ in opening] + [end]
    scopes = list(pairwise(bounds)) if opening else [(start, end)]
    for low, high in scopes:
        scope = [s for s in inside if low <= s[0] < high]
        if not top and opening:
            continue
        if top and not opening:
            # One block without paragraphs: its measures are sentences inside it, and must be the more alike.
            governing = _governs(scope, high)
            alike = _set(text, governing, 3, 3)
            terse = _terse(text, governing)
            if not alike or set(alike) & set(terse):
                alike = sorted({*alike, *terse})
            brief = high - low <= BRIEF
            even = _even(text, short, high) if brief else []
            ran_on = even or _run_on(text, low, high)
            if alike or ran_on or not brief:
                return alike or ran_on, []
            one_line = "\n" not in text[low:high].strip()
            couples = couplets.find(text, gaps(), low, high) if one_line else []
            return couples or _aligned(text, low, high), []
        inner += _set(text, _governs(scope, high), 2, 2)
    return opening, inner
