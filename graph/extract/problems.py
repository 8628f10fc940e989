"""Problems (问题): what the measures are against — 软弱涣散党组织, 经济薄弱村, 农业大而不强.

Known names come from data/problems.txt; others from the frames 解决…问题, 破解…难题, 针对…不足.
"""

import re
from collections.abc import Iterator
from functools import cache

from daachorse import CharwiseDoubleArrayAhoCorasick

from graph.extract.lexicon import matcher, unquoted, words
from graph.extract.problem_forms import find_told
from graph.extract.problem_sections import announced
from graph.schema import Mention

LONGEST = 26
_FRAME = re.compile(
    r"(?:解决|破解|破局|破除|整治|查处|纠治|纠正|排查|针对|克服|消除|改变|扭转|攻克|打破|直面|应对|化解|缓解|缓和|减轻)(?:了|好|当地|以往|过去|一些|各类)*"
    r"(?P<what>[^，。；：！？“”]{2,60}?(?:“[^“”]{2,12}”)?[^，。；：！？“”]{0,8}?)(?:的?(?:等?问题|难题|困境|困局|瓶颈|短板|顽疾|局面|现状|状况|矛盾|困难|后顾之忧))"
)
_GENERIC = re.compile(
    r"(?:过程中|新时代|我国|社会主要|各种|各类|一批|许多|诸多|不少|突出|实际|具体|重点|难点|热点|历史遗留|群众(?:反映|关心|身边)?的?|农技|技术|存在的?|实际困难|发展中的?|新|老|这一|这个|此类|工作中的?|关键|普遍性|生产|生活|矛盾|困难|急难愁盼|遇到的?|发现的?|自身|有效解决)*的?"
)


_NO_STATE = re.compile(
    r"(?:实际|突出|关心|出现|存在|关注|难点|重点|具体|主要|遇到|面临|反映|解决|什么)的?$|^\d|^一大?批|就业$|牵肠挂肚|的(?:生活|工作|住房)$"
)
# “人走房空”“建新不拆旧”现象
_QUOTED_STATE = re.compile(
    r"((?:[“‘][^“”‘’\n]{3,18}[”’][、和及]?){1,8})等?(?:的|突出|一系列|共性|现实|实际|急难愁盼)*(?:现象|问题|困境|怪圈|顽疾|难题|矛盾(?!纠纷)|状况|窘境|劣势)"
)
_QUOTED = re.compile("[“‘]([^“”‘’]{3,18})[”’]")
# “就医远、报销慢、跑腿多”: what ends in a bad word, where a word beside says that hardships are told.
_HARDSHIP_TOLD = "[\u4e00-\u9fff]{1,7}(?:[难贵慢多远少差低乱散弱短缺高重愁]|[偏过较太][大小]|乱[堆排放搭倒扔停建])"
_HARD_WORDS = f"(?:{_HARDSHIP_TOLD}、){{1,5}}{_HARDSHIP_TOLD}"
_HARD_LIST_QUOTED = re.compile(f"“({_HARD_WORDS})”")
_ANSWERED = re.compile("针对“((?!一.一.)[\u4e00-\u9fff]{3,12})”(?=，|等?的?(?:突出|共性|普遍)*(?:问题|难题))")
_OF_HARDSHIP = re.compile("(?:针对|反映|存在|破解|解决|面临|面对|过去|长期|困扰|抱怨|吐槽|改变|告别|曾)[^。；”]*$")
_HARDSHIP = re.compile(
    "等?的?(?:突出|共性|普遍|实际|一系列|老大难)*(?:问题|现象|困境|难题|困局|状况|局面|实际|短板|瓶颈|怪圈)"
)
# 集体收入薄弱, 交通不便: a state that is a problem by its own word; what is in that state stands before it.
_BEFORE_STATE = re.compile(
    r"(?:^|[^\u4e00-\u9fff])(?:[\u4e00-\u9fff]{0,12}(?:由于|因为|原因是|面临|存在|出现|解决|[了的着]|村里|村内|全村|村集体经济组织|当地|那里|这里|"
    r"以前|过去|曾经|原来|从前|此前|当时|那时|一度|长期以来|多年来|一直以来|长期|一直|一些|部分|许多|加上|加之|面对|担心|造成|导致|致使|常常|往往|尤其是|特别是|对(?!口)|经(?![济营验常费])|[又受但而且因让]|使(?!得))(?=..))?"
    r"([\u4e00-\u9fff]{2,12})$"
)
_STATE_ENDS = re.compile(
    "(?=[，。；、！”…\n]|等|$|(?<=[劣后难弱便])的(?=\\d)|的(?:特点|实际|情况|[\u4e00-\u9fff]{0,4}(?:乡村|农村))|[\u4e00-\u9fff]{2}(?:困难|薄弱|落后|不便)[，。；]|[的之]?(?:问题|困境|困局|现状|状况|局面|境地|难题|窘境|地区|山村|"
    "村子?(?![民里庄])|小[山渔]?村|[\u4e00-\u9fff]{0,3}[县镇乡](?![域级]))|困扰|制约|影响)"
)
_DENIED = re.compile(
    r"(?:[不没未无]|不再|解决|克服|摆脱|避免|防止|杜绝|消除|告别|得到|弥补|缓解|补齐|补上|改变|降到|降至)$"
)
# 白水瑶族乡交通不便: where it is belongs to no problem.
_PLACE = re.compile(r"^.*(?:[省市县州镇乡](?![区场域村长])|山区)(?=[\u4e00-\u9fff]{2})")
_NOT_SUBJECT = re.compile(
    r"^(?:有一|不怕|如果|即使|无论|不管|只要|越|更)|生活$|家庭$|群众$|性质|哪里|[脑肌想]$|[最有的]$|自身|^[我他她你]|^这|^那|的人$|^的|^一"
)
# 消除返贫致贫风险, 减轻中小学生学业负担: what is removed, told by its own last word.
_REMOVED = re.compile(
    r"(?:消除|减轻|防范|抵御|化解|清理|补齐|整治|防止|遏制|杜绝|缓解|严防|破除|根除|攻克|扫除|治理|纠治|打击|排查|打通)(?:[、和][\u4e00-\u9fff]{2})?(?:了|好|全面|积极|有效|稳妥)*"
    r"(?P<what>[\u4e00-\u9fff]{2,14}?(?:(?<!自然)风险|负担|之风|死角|隐患|纠纷|乱象|顽疾|壁垒|空白点|弱项|堵点|痛点|盲区|诈骗|犯罪|沙化|违法行为|违法违规行为|短板(?!弱项)|卫生死角|危机|病虫害))"
)
_REMOVED_GENERIC = re.compile(
    "(?:矛盾|纠纷|短板|弱项|各类|各种|重大|系统性|存在的?|相关|突出|发展|工作|基础|的|领域)*(?:风险|短板|弱项|隐患|行为|堵点|痛点|危机|纠纷)"
)
# 道路问题逐渐凸显, 出现结果少的问题, 污水横流的现象
_ARISES = re.compile(
    r"问题(?:逐渐|日益|越来越|更加|尤为|较为|十分)?(?P<grows>凸显|突出|严峻|显现|严重)|的(?:(?P<told>问题|难题|困难)|(?P<seen>现象|窘境|乱象|困境))"
)
_ARISEN = {
    "grows": re.compile(r"([\u4e00-\u9fff]{2,6})$"),
    "told": re.compile(r"(?:出现|存在|反映|有)(?:了|着|的|一些)?([\u4e00-\u9fff、“”]{3,24})$"),
    "seen": re.compile(r"([\u4e00-\u9fff]{4,10})$"),
}
_ARISES_GENERIC = re.compile(
    "(?:这|那|该|此|一|种|些|样|类似|普遍|新|各|个|生活|工作|实际|具体|突出|亟待解决|需要解决|急需|不少|许多|很多|发展中|过程中|什么|自己|群众|遇到|存在|现实)*"
)
# 昔日的“上访村”“扯皮村”: nicknames of what a village was.
_WAS = re.compile("(?:昔日|曾经|过去|从前|原来|出了名)的?(?P<what>(?:[“‘][^“”‘’]{2,5}村[”’][、和]?)+)")
# 村集体负债7万多元, 耕地较少, 牌子乱象: what stands before belongs to it.
_SHORT = re.compile(
    r"负债(?=\d)|欠债(?=\d)|耕地[较偏太稀很]少|土地[较偏太稀很]少|资源[较偏太稀很]少|收入[较偏太稀很]少|乱象|陋习|乱[倒扔堆搭排丢放][\u4e00-\u9fff]{0,2}乱[倒扔堆搭排丢放建]"
)
_OF_SHORT = re.compile(r"(?!清理|整治|治理|杜绝|遏制|[理治绝制][\u4e00-\u9fff]{2}$)[\u4e00-\u9fff]{0,4}$")
# 服务群众难、参与治理难的“两难”问题
_HARD = re.compile(r"难(?:的|等|“[^“”]{1,4}”)*问题")
_HARD_LIST = re.compile(r"(?:[\u4e00-\u9fff]{3,10}难[、和及]){1,4}[\u4e00-\u9fff]{3,10}$")


@cache
def _every_state() -> CharwiseDoubleArrayAhoCorasick:
    return CharwiseDoubleArrayAhoCorasick(list(words("problem_states")))


def _states_of(text: str) -> Iterator[tuple[int, int]]:
    """Give where the bad states stand: from left to right, the longest that ends as a state does, without overlap."""
    after = 0
    for start, end, _ in sorted(_every_state().find_overlapping(text), key=lambda hit: (hit[0], -hit[1])):
        if start >= after and _STATE_ENDS.match(text, end):
            yield start, end
            after = end


def _in_state(text: str) -> list[Mention]:
    """Give what the text says to be in a bad state (集体经济薄弱), with what is in that state."""
    found = []
    for low, high in _states_of(text):
        state = text[low:high]
        before = _BEFORE_STATE.search(text[max(0, low - 26) : low])
        previous = text[max(0, low - 1) : low]
        whether = state.startswith("不") and previous == state[1]  # 强不强
        subject = _PLACE.sub("", before[1]) if before else ""
        own = state[-1] in "低差弱慢高少难" and len(state) > 2  # 产量低 holds its subject
        listed = previous == "、" or text.startswith("、", high)
        if (
            len(subject) + len(state) < (3 if own and listed else 4)
            or whether
            or _DENIED.search(subject)
            or _NOT_SUBJECT.search(subject)
            or _GENERIC.fullmatch(subject + state)
        ):
            continue
        start = low - len(subject)
        found.append(Mention("problem", start, high, text[start:high]))
    return found


def _removed(text: str) -> list[Mention]:
    """Give what a village was, what is to be removed, what arises, and the short states."""
    found = []
    for match in _WAS.finditer(text):
        for inner in _QUOTED.finditer(text, match.start("what"), match.end("what")):
            found.append(Mention("problem", *inner.span(1), inner[1]))
    for match in _REMOVED.finditer(text):
        if not _REMOVED_GENERIC.fullmatch(match["what"]):
            found.append(Mention("problem", *match.span("what"), unquoted(match["what"])))
    for match in _ARISES.finditer(text):
        before = _ARISEN[match.lastgroup or ""].search(text, max(0, match.start() - 18), match.start())
        if before and not _ARISES_GENERIC.fullmatch(before[1]) and not _NO_STATE.search(before[1]):
            end = match.start() + 2 * (match.lastgroup == "grows")  # 道路问题 with its 问题
            found.append(Mention("problem", before.start(1), end, text[before.start(1) : end]))
    for match in _SHORT.finditer(text):
        before = _OF_SHORT.search(text, max(0, match.start() - 4), match.start())
        start = before.start() if before else match.start()
        found.append(Mention("problem", start, match.end(), text[start : match.end()]))
    return found


_SHORT_TROUBLE = re.compile(
    "资金|技术|灌溉|用电|行路|吃水|就医|销路|用水|饮水|出行|就业|住房|交通|人才|土地|用工|融资|养老|上学|管护"
)
# A piece of a list that says no state belongs to the next one: 基础设施、公共服务城高乡低.
_SAYS_STATE = re.compile(
    "(?:碎片|老龄|空心|空壳|边缘|同质|形式|行政|虚|弱|淡|老|退)化$|[不低弱难差少短缺旧散乱滞慢贵高大小无缓窄薄重穷远脏空老]"
)


def _states(what: str) -> list[str]:
    pieces: list[str] = []
    for piece in what.split("、"):
        if pieces and not _SAYS_STATE.search(pieces[-1]):
            pieces[-1] += "、" + piece
        else:
            pieces.append(piece)
    return pieces


def _apart(found: list[Mention], size: int) -> Iterator[Mention]:
    """Give the mentions that overlap none before them."""
    taken = bytearray(size)
    for mention in found:
        if 1 not in taken[mention.start : mention.end]:
            yield mention
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)


def quoted_hardships(text: str) -> Iterator[Mention]:
    """Give the hardships that quotation marks leave no doubt of: “台账多、会议多、考核多”, each; 针对“办事跑远路”，."""
    for match in _ANSWERED.finditer(text):
        if _SAYS_STATE.search(match[1]):
            yield Mention("problem", *match.span(1), match[1])
    for match in _HARD_LIST_QUOTED.finditer(text):
        low, high = match.span(1)
        if _OF_HARDSHIP.search(text, max(0, low - 24), low - 1) or _HARDSHIP.match(text, high + 1):
            for piece in match[1].split("、"):
                yield Mention("problem", low, low + len(piece), piece)
                low += len(piece) + 1


def _quoted(text: str) -> Iterator[Mention]:
    """Give what is quoted before 现象, 问题 …: “人走房空”现象, and each of “就医远、报销慢”等突出问题."""
    for match in _QUOTED_STATE.finditer(text):
        for inner in _QUOTED.finditer(match[1]):
            low = match.start(1) + inner.start(1)
            for piece in inner[1].split("、") if re.fullmatch(_HARD_WORDS, inner[1]) else [inner[1]]:
                if not _GENERIC.fullmatch(piece):
                    yield Mention("problem", low, low + len(piece), piece)
                low += len(piece) + 1


def find_problems(text: str) -> list[Mention]:
    """Give the problems of `text` in order; offsets count in `text`."""
    found = announced(text)
    for match in _FRAME.finditer(text):
        what, start = match["what"], match.start("what")
        what = what.removesuffix("等")
        where = _PLACE.match(what)
        if where and len(what) - where.end() >= 4:
            what, start = what[where.end() :], start + where.end()
        low = start
        for piece in _states(what):
            end = low + len(piece) + 2
            told = text[end - 2 : end]
            if _SHORT_TROUBLE.fullmatch(piece) and (told == "问题" or (told == "难题" and piece != "技术")):
                found.append(Mention("problem", low, end, text[low:end]))  # 解决资金问题
            elif (
                len(piece) >= (3 if piece.endswith(("难", "贵", "慢", "少", "低", "差")) else 4)
                and not _GENERIC.fullmatch(piece)
                and not _NO_STATE.search(piece)
            ):
                found.append(Mention("problem", low, low + len(piece), re.sub("[“”的]$|[“”]", "", piece)))
            low += len(piece) + 1
    found += [*quoted_hardships(text), *_quoted(text)]
    for match in _HARD.finditer(text):
        listed = _HARD_LIST.search(text, max(0, match.start() - 50), match.start())
        low = listed.start() if listed else 0
        for piece in re.split("[、和及]", text[low : match.start() + 1]) if listed else ():
            found.append(Mention("problem", low, low + len(piece), piece))
            low += len(piece) + 1
    for low, high, _ in matcher("problems").find(text):
        if not any(low < m.end and m.start < high for m in found):
            found.append(Mention("problem", low, high, unquoted(text[low:high])))
    found += [*_in_state(text), *find_told(text), *_removed(text)]
    return sorted(_apart(found, len(text)), key=lambda m: (m.start, m.end))
