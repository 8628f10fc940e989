"""Problems (问题): what the measures are against — 软弱涣散党组织, 经济薄弱村, 农业大而不强.

Known names come from data/problems.txt; others from the frames 解决…问题, 破解…难题, 针对…不足.
"""

import re
from functools import cache

from graph.extract.lexicon import alternation, unquoted, words
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
    r"((?:[“‘][^“”‘’\n]{3,18}[”’][、和及]?){1,8})等?(?:的)?(?:现象|问题|困境|怪圈|顽疾|难题|矛盾(?!纠纷)|状况|窘境|劣势)"
)
_QUOTED = re.compile("[“‘]([^“”‘’]{3,18})[”’]")
# 集体收入薄弱, 交通不便: a state that is a problem by its own word; what is in that state stands before it.
_BEFORE_STATE = re.compile(
    r"(?:^|[^\u4e00-\u9fff])(?:[\u4e00-\u9fff]{0,12}(?:由于|因为|原因是|面临|存在|出现|解决|[了的着]|村里|村内|全村|村集体经济组织|当地|那里|这里|"
    r"以前|过去|曾经|原来|从前|此前|当时|那时|一度|长期以来|多年来|一直以来|长期|一直|一些|部分|许多|加上|加之|面对|担心|造成|导致|致使|常常|往往|尤其是|特别是|对(?!口)|[经又受使但而且且因让])(?=..))?"
    r"([\u4e00-\u9fff]{2,12})$"
)
_STATE_ENDS = (
    "(?=[，。；、！”…\n]|等|$|(?<=[劣后难弱便])的(?=\\d)|的(?:特点|实际|情况|[\u4e00-\u9fff]{0,4}(?:乡村|农村))|[\u4e00-\u9fff]{2}(?:困难|薄弱|落后|不便)[，。；]|[的之]?(?:问题|困境|困局|现状|状况|局面|境地|难题|窘境|地区|山村|"
    "村子?(?![民里庄])|小[山渔]?村|[\u4e00-\u9fff]{0,3}[县镇乡](?![域级]))|困扰|制约|影响)"
)
_DENIED = re.compile(
    r"(?:[不没未无]|不再|解决|克服|摆脱|避免|防止|杜绝|消除|告别|得到|弥补|缓解|补齐|补上|改变|降到|降至)$"
)
# 白水瑶族乡交通不便: where it is belongs to no problem.
_PLACE = re.compile(r"^.*(?:[省市县州镇乡]|山区)(?=[\u4e00-\u9fff]{2})")
_NOT_SUBJECT = re.compile(
    r"^(?:有一|不怕|如果|即使|无论|不管|只要|越|更)|生活$|家庭$|群众$|性质|哪里|[脑肌想]$|[最有的]$|自身|^[我他她你]|^这|^那|的人$|^的|^一"
)
# 缺乏就业机会, 没有形成规模效益: what is lacking stands behind the verb.
_LACK = (
    re.compile(
        r"(?:很难|难以|不敢轻易|没有足够的?|未形成)(?!想象|相信|置信|忘|复制|发现|替代)[\u4e00-\u9fff]{2,12}(?=[，。；”])|没办法[\u4e00-\u9fff]{3,10}(?=[，。；])|无法[\u4e00-\u9fff]{3,10}(?=[，。；])|没法[\u4e00-\u9fff]{3,10}(?=[，。；])"
    ),
    re.compile(r"(?:年轻人|农民|村民|群众|企业)?找不到(?!北)[\u4e00-\u9fff]{1,8}?(?=[，。；、！”]|而|的)"),
    re.compile(
        r"(?:缺乏|缺少|紧缺|欠缺|短缺|没什么(?!事)|没有什么(?!事)|缺(?=[人钱水地技资劳路])|毫无)[\u4e00-\u9fff]{1,10}?(?=[，。；、！”\n]|等|严重|制约|的(?:问题|困境|现状|状况|局面|情况|村))"
    ),
    re.compile(
        r"(?:没有(?:[\u4e00-\u9fff]{2,4}(?=经验|技能|设施))?|没|无)(?:任何)?(?:经验|技能|供暖|土地|形成|产业|项目|资源|集体|资金|技术|销路|市场|人才|规模|门路|出路|动力|积极性|信心|活动场所|办公场所|阵地|主导产业|支柱产业|特色产业|经济来源|收入来源|稳定收入|致富路子|硬化路|钱办事|人办事|章理事)[\u4e00-\u9fff]{0,8}?(?=[，。；、！”\n]|等|的(?:问题|困境|现状|状况|局面|情况(?!下)|村|农民|群众))"
    ),
)
# 恶劣的自然条件; 整治污染; 人均耕地不足半亩; 造成生蚝减产
_SAID = re.compile(
    "|".join(
        rf"{state}的(?:自然|地理|居住|办学|生态|基础|交通|村容)?(?:条件|环境|设施|基础|土地|房屋|面貌|校舍)"
        for state in ("恶劣", "贫瘠", "艰苦", "落后", "脆弱", "薄弱", "简陋", "破旧", "滞后")
    )
    + r"|人均(?:耕地|土地|收入|纯收入)(?![从由就])[\u4e00-\u9fff]{0,3}?(?<![从由])(?:不足|不到|只有|仅有?)"
    r"[\d.半一两二三四五六七八九十]+[多余]?(?:亩|分|元)"
)
_DONE = re.compile(
    r"(?:整治|治理|防治|遏制)(?P<dirt>[\u4e00-\u9fff]{0,4}污染)|"
    r"(?:围绕|开展|建立|推进|加强|强化|做好)(?P<hidden>[\u4e00-\u9fff]{2,6}(?:污染|隐患))(?=防治|治理|排查|整治)|"
    r"(?:遭遇|克服|应对|抵御)(?:了|严重|特大|罕见|的)*(?P<disaster>[\u4e00-\u9fff]{2}灾害)|"
    r"(?:导致|造成(?<![打改建创制]造成)|致使)了?(?:大家的|村民的)?(?P<harm>(?!严重|较大|一定)[\u4e00-\u9fff]{4,12})(?=[，。；])"
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
# 由于规模小、布局散、链条短，: a cause that names bad states, one each.
_CAUSE = re.compile(
    r"(?:由于|因为|受制于|苦于|囿于)(?P<what>[\u4e00-\u9fff]{2,10}(?:[、又和及][\u4e00-\u9fff]{2,8})*)(?=[，。；])"
)
# 针对灾情较重、涉及救助补偿量大面广的实际: what a measure answers, each piece that names a bad state.
_FITS = re.compile(
    "针对(?P<what>[^。；！？“”\n]{4,50}?)(?:等特点|等?的(?:实际情况|实际|特点|情况|现状|状况|实情|症结|弊端))"
)
_BAD = re.compile("[不没难缺差低弱小少短散窄薄旧乱滞慢贵重穷大远杂]")
# 是否有“死人领补贴”、优亲厚友等情况: what inspections look for.
_WHETHER = re.compile(
    "是否(?:有|存在)(?P<what>[^。；！？\n]{4,80}?)等(?:情况|问题|行为)|"
    "(?:存在|出现)(?:了|着|的)?(?P<seen>[^，。；！？\n]{4,50}?)(?:等(?:情况|问题|行为|现象)|的情况)|"
    "(?:面临|面对|造成|带来|导致|引发|产生|遭遇)(?:了|着)?(?P<met>[^，。；！？\n]{4,50}?)等的?(?:诸多|种种|各种|一系列|许多|众多|不少|突出)?"
    "(?:情况|问题|行为|现象|困难|难题|困境|挑战|矛盾)|"
    "(?:破除|整治|抵制|遏制|革除)(?P<custom>[\u4e00-\u9fff、“”]{4,30}?)等(?:陈规陋习|不良风气|歪风|陋习|现象|行为)"
)
# 村集体负债7万多元, 耕地较少, 牌子乱象: what stands before belongs to it.
_PLAINLY = re.compile(
    # 村道一直未能打通, 经济发展却没有起色, 精神文化上出现了短板, 县级财政压力增大, 形不成产业
    "[\u4e00-\u9fff]{0,8}(?:一直|始终|迟迟)(?:未能|没能|没有|未|无法|难以|不能|得不到)[\u4e00-\u9fff]{1,8}(?=[，。；、”])|"
    "[\u4e00-\u9fff]{2,8}却(?:没有|没(?!闲)|缺|找不到|卖不)[\u4e00-\u9fff]{2,8}(?=[，。；])|"
    "[\u4e00-\u9fff]{2,8}(?:出现|存在)了?短板|"
    "[\u4e00-\u9fff]{2,6}压力(?:空前|持续|不断)?(?:加大|增大|很大|较大|剧增|倍增)|"
    "应[享补改纳保]未[享补改纳保]|[漏错][报发登缴][漏错][报发登缴]|[乱滥][\u4e00-\u9fff][乱滥][\u4e00-\u9fff](?=[，。、]|现象|等)|过度放牧|超载放牧|草原[沙退]化|"
    "[地田土]少[\u4e00-\u9fff]{1,2}多|山多[地田]少|"
    "[\u4e00-\u9fff]{0,6}(?:诈骗|乱象|问题|矛盾|纠纷|案件|案例)(?:一度)?(?:层出不穷|屡见不鲜|高发|频发|多发|时有发生)|"
    "(?<=了)销售的?压力|形不成[\u4e00-\u9fff]{2,8}(?=[，。；])"
)
# 昔日的“上访村”“扯皮村”: nicknames of what a village was.
_WAS = re.compile("(?:昔日|曾经|过去|从前|原来|出了名)的?(?P<what>(?:[“‘][^“”‘’]{2,5}村[”’][、和]?)+)")
_SHORT = re.compile(
    r"负债(?=\d)|欠债(?=\d)|耕地[较偏太稀很]少|土地[较偏太稀很]少|资源[较偏太稀很]少|收入[较偏太稀很]少|乱象|陋习|乱[倒扔堆搭排丢放][\u4e00-\u9fff]{0,2}乱[倒扔堆搭排丢放建]"
)
_OF_SHORT = re.compile(r"(?!清理|整治|治理|杜绝|遏制|[理治绝制][\u4e00-\u9fff]{2}$)[\u4e00-\u9fff]{0,4}$")
# 服务群众难、参与治理难的“两难”问题
_HARD = re.compile(r"难(?:的|等|“[^“”]{1,4}”)*问题")
_HARD_LIST = re.compile(r"(?:[\u4e00-\u9fff]{3,10}难[、和及]){1,4}[\u4e00-\u9fff]{3,10}$")


@cache
def _known() -> re.Pattern[str]:
    return re.compile(alternation("problems"))


@cache
def _state() -> re.Pattern[str]:
    return re.compile("|".join(f"{re.escape(word)}{_STATE_ENDS}" for word in words("problem_states")))


def _in_state(text: str) -> list[Mention]:
    """Give what the text says to be in a bad state (集体经济薄弱), with what is in that state."""
    found = []
    for match in _state().finditer(text):
        before = _BEFORE_STATE.search(text[max(0, match.start() - 26) : match.start()])
        whether = match[0].startswith("不") and text[match.start() - 1] == match[0][1]  # 强不强
        subject = _PLACE.sub("", before[1]) if before else ""
        own = match[0][-1] in "低差弱慢高少难" and len(match[0]) > 2  # 产量低 holds its subject
        listed = text[match.start() - 1] == "、" or text.startswith("、", match.end())
        if (
            len(subject) + len(match[0]) < (3 if own and listed else 4)
            or whether
            or _DENIED.search(subject)
            or _NOT_SUBJECT.search(subject)
            or _GENERIC.fullmatch(subject + match[0])
        ):
            continue
        start = match.start() - len(subject)
        found.append(Mention("problem", start, match.end(), text[start : match.end()]))
    return found


def _told(text: str) -> list[Mention]:
    """Give what the text says to be lacking, to be done to people, to be the cause of a measure."""
    found = [Mention("problem", *m.span(), m[0]) for p in (*_LACK, _SAID, _PLAINLY) for m in p.finditer(text)]
    for match in _DONE.finditer(text):
        found.append(Mention("problem", *match.span(match.lastgroup or 0), match[match.lastgroup or 0]))
    for pattern in (_CAUSE, _FITS, _WHETHER):
        for match in pattern.finditer(text):
            what = match.lastgroup or ""
            low = match.start(what)
            for piece in re.split("(以及|甚至|”“|[、又和及])", match[what]):
                bad = pattern is _WHETHER or _BAD.search(piece[-3:] if pattern is _FITS else piece[1:])
                if len(piece.strip("“”")) > 2 and bad and not piece.endswith("同"):
                    found.append(Mention("problem", low, low + len(piece), unquoted(piece)))
                low += len(piece)
    return found + _removed(text)


def _removed(text: str) -> list[Mention]:
    """Give what is told as gone or to be removed, as arising, and the short states."""
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
_SAYS_STATE = re.compile("[不低弱难差少短缺旧散乱滞慢贵高大小无缓窄薄重穷远脏空老]")


def _states(what: str) -> list[str]:
    pieces: list[str] = []
    for piece in what.split("、"):
        if pieces and not _SAYS_STATE.search(pieces[-1]):
            pieces[-1] += "、" + piece
        else:
            pieces.append(piece)
    return pieces


def find_problems(text: str) -> list[Mention]:
    """Give the problems of `text` in order; offsets count in `text`."""
    found = []
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
    for match in _QUOTED_STATE.finditer(text):
        for inner in _QUOTED.finditer(match[1]):
            low = match.start(1) + inner.start(1)
            found.append(Mention("problem", low, low + len(inner[1]), inner[1]))
    for match in _HARD.finditer(text):
        listed = _HARD_LIST.search(text, max(0, match.start() - 50), match.start())
        low = listed.start() if listed else 0
        for piece in re.split("[、和及]", text[low : match.start() + 1]) if listed else ():
            found.append(Mention("problem", low, low + len(piece), piece))
            low += len(piece) + 1
    for match in _known().finditer(text):
        if not any(match.start() < m.end and m.start < match.end() for m in found):
            found.append(Mention("problem", *match.span(), re.sub("[“”]", "", match[0])))
    found += [*_in_state(text), *_told(text)]
    found = [m for i, m in enumerate(found) if not any(m.start < o.end and o.start < m.end for o in found[:i])]
    return sorted(found, key=lambda m: (m.start, m.end))
