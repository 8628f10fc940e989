"""Initiatives named without quotation marks: 乡村振兴示范建设行动, 主题党日, 首届黄桃文化节.

A head noun (工程, 行动, 机制, …) and what is read backwards from it count as a name where a verb
introduces it, where it opens a sentence as the subject, or where the text comes back to it.
"""

import re
from collections import Counter

from graph.extract.lexicon import words
from graph.extract.organization_names import is_proper, name_start
from graph.schema import Mention

_GENERIC = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,3}[省市县区镇乡])?(?:一?系列|各项|相关|有关|专项|重点|重大|具体|上述|这一|该|本|此|长效|激励|考核|考评|培训|监督|保障|管理|工作|运行|协调|联动|责任|奖惩|评价|服务|治理|帮扶|投资|建设|扶贫|产业|惠民|民生|民心|"
    r"基础设施|志愿服务|文体|文化|专题|学习|主题教育|教育|宣传|宣讲|实践|创建|改革|发展|整治|分类管理|日常|联席会议|长期|常态化?|规章|各类|多项|多种|大型|不少|扶持|综合|有效|完善的?|健全的?|组织架构|业务|治理能力|治理体系|现代化|科学的?|新的?|利益联结|党内|组织生活|"
    r"组织|基层组织|农村基层组织|乡村治理|农村产权|两级|镇街园区|领导|党组织|有力|国家|党的?|村级?|全[县市区省]|基层|农村|乡村振兴|脱贫攻坚|精准扶贫|三年|五年|十四五|年度|人才|资金|政策|制度|收费|奖补)*$"
)
_INTRODUCED = re.compile(
    r"(?:实施|推行|开展|落实|建立健全|建立起?|健全|完善|实行|启动|深化|推进|推广|执行|探索|创新|构建|组织|制定|打造|搭建|用好|加快|按照|打好|打赢|打响|引入|开建|举办|举行)(?:了|好|以)?(?:大力|全面|深入|扎实|推进|实施|建立)?"
    r"((?![“了])(?:[\u4e00-\u9fff（）、\d]|“两委”){3,26}?(?:工程|行动计划|行动|活动|设计大赛|技能大赛|创业大赛|大赛|论坛|工作法|攻坚战|工作机制|运行机制|管理机制|备案管理机制|机制|工作制度|制度改革|体制改革|权能改革|制度|积分制管理|积分制)|(?![“了])[\u4e00-\u9fff]{5,20}?(?:系统(?!筹|一|计)|体系(?!统)|平台|(?<![省市县区全])示范(?=[；。，])|试点(?=[；。，])))(?![\u4e00-\u9fff]{0,2}[”])"
)
_CLASS = re.compile(
    r"(?:工程|行动计划|行动|工作法|(?:工作|运行|管理)?机制|(?:工作)?制度(?:改革)?|积分制管理|积分制|新?体系|系统|平台)$"
)
# 启动单产提升工程和规模主体增产行动: the second of two.
_SECOND = re.compile("[和、及与]([\u4e00-\u9fff]{5,14}?(?:工程|行动计划|行动|计划))(?=[，。；、])")
_ANY_ACTIVITY = re.compile(
    "[各多]|等|、活动|学习活动$|娱乐|文体|^系列|一系列|联系|公益活动$|志愿服务活动$|丰富|生产活动$|完成"
)
# 四级党建网格体系, 三级电商服务网络
_TIERS = re.compile(r"[两二三四五]级[\u4e00-\u9fff]{2,8}?(?:体系|网络|架构)")
# 采取步行调研法
_METHOD = re.compile(
    r"(?:采取|采用|推行|运用|创新|形成|总结|推广)(?:了|出)?([\u4e00-\u9fff]{2,8}(?<![办方做用想看说立司执书语])法)(?=[，。、；])"
)
# 实行承诺制和备案制
_SYSTEMS = re.compile(
    r"(?:实行|推行|推广|建立|落实|采取|健全|探索|引入)(?:了|起)?(?P<first>[\u4e00-\u9fff]{2,6}?制)(?:[和、及](?P<second>[\u4e00-\u9fff]{2,6}?制))?(?![度定造作品药衣服式])"
)
_NO_SYSTEM = re.compile("体制|机制|编制|控制|股份制|限制|研制|复制|.*(?:的|了)")
# 实施设施农业贷款贴息补助政策, 推进农田水利改革
_POLICY = re.compile(
    r"(?:实施|落实|出台|推行|执行|推进|深化|启动|开展)(?:了|好)?((?!农业农村|乡村|农村)(?:(?!各项|系列|相关|有关|落细|一批|优惠政|[的和、])[\u4e00-\u9fff]){4,14}(?:政策|改革))(?=[，。；、])"
)
# 15分钟生活圈, 95598服务热线
_NUMBERED = re.compile("分钟[\u4e00-\u9fff]{2,6}?圈|热线")
_NUMBER_OF = re.compile(r"\d+$|\d{5}[\u4e00-\u9fff]{0,6}$")
# 建立青少年议事会
_BODY = re.compile(
    r"(?:建立|成立|设立|组建|通过|创办|打造)(?:了|起)?([\u4e00-\u9fff]{2,8}?(?:讲习所|议事会|议事厅|说事室|评理堂|会客厅))"
)
# 爱心饮水工程, 边疆党建长廊建设: a headed name that the text comes back to.
_HEADED = re.compile(
    "工程(?!院|师|机|建|队|量|款|学)|行动(?!者|力|起|上|中|自)|计划(?!生|外|到|于|在|将|经)|活动(?!中|场|室|上|阵|现)|建设(?!了|的|成|和|好)|创建(?!了|的|成|和|好|活|示)|讲习所|议事会|工作法|制度(?!化|性|改)|机制(?!化|体)"
)
_NO_NAME = re.compile(
    "当作|作为|参加|号召|积极|[用让使]|(?:政绩|形象|面子|实际|头号|一号|民心|系统|重大|重点|主题|各类|系列|的)$"
)
LONG_NAME = 10  # characters of a name that needs no second place in the text
_NAME_BEFORE = re.compile(r"[\u4e00-\u9fff]{3,16}$")
_NAME_LEAD = re.compile(
    r"^.*(?:实施|开展|推进|启动|组织|参与|参加|举办|通过|依托|借助|作为|成为|支持|推动|加快|抓好|做好|围绕|聚焦|结合|积极|全面|深入|持续|援建|建设|发展|加强|确保|完善|健全|制定|打好|健全|全国|全省|全市|全县|这一|这个|该|此|以|的|了|和|与|及|在|对|把|将|为|是|从|到|让|由|等|年|个|项|次|日|月)(?=[\u4e00-\u9fff]{4,})"
)
_KNOWN = re.compile(
    r"党员积分制(?:管理)?|积分制(?:管理)?|三会一课|主题党日|四议两公开|一事一议|河长制|路长制|林长制|田长制|街长制|党员先锋岗|无职党员设岗定责|设岗定责|扶贫车间|就业帮扶车间|乡村振兴车间|扶贫(?:定制)?[茶果菜]园|网格化管理|门前三包|民主评议党员|党群服务中心三年行动|清单制|厕所革命|党的群众路线教育实践活动|党史学习教育|"
    # national programmes, named without marks
    r"大学生志愿服务西部计划|西部计划|雨露计划|春蕾计划|希望工程|特岗计划|科技特派员制度|三支一扶|千企帮千村|整村搬迁|干部驻村|共同缔造|接诉即办|未诉先办|一网通办|最多跑一次"
)
# 闽宁协作, 东西部扶贫协作: two provinces by one character each.
_PROVINCE = "[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕甘青宁新]"
_COOPERATION = re.compile(rf"{_PROVINCE}{{2}}(?:对口)?(?:扶贫|帮扶)?协作(?:项目|模式)?|东西部(?:扶贫)?协作")
_NTH_EVENT = re.compile(
    r"(?:首届|第[一二三四五六七八九十\d]+届)[\u4e00-\u9fff]{4,16}?(?:活动|大赛|论坛|大会|博览会|比赛)"
)
_LOOK_BACK = re.compile(r"“回头看”(?<=[\u4e00-\u9fff]{2}“回头看”)")
# A festival is named without quotation marks: 首届黄桃文化节. What stands before belongs to it up to a function word.
_FESTIVAL = re.compile(
    "文化旅游节|文化节|旅游节|采摘节|丰收节|展销会|交易会|宣传周|宣传月|培训周|文化月|旅游月|啤酒节|露营节|艺术节|美食节|音乐节|开渔节|赏花节|博览会|龙舟节|瓜果节"
)
# 山楂节, 杨梅节: a product and 节 — 甘蔗节约 is none.
_PRODUCT_DAY = re.compile("节(?![约能目日点奏省水电假气制育节支选])")
_NTH = re.compile(r"(?:首|第[一二三四五六七八九十\d]+)届[\u4e00-\u9fff]{2,6}$")
_FESTIVAL_NAME = re.compile(r"(?:首届|第[一二三四五六七八九十\d]+届)?[\u4e00-\u9fff·]{2,12}$")
_FESTIVAL_LEAD = re.compile(
    "^.*(?:举办|举行|承办|开展|策划|组织|参加|通过|打造|靠着?|借助|依托|参与到?|年|的|在|次|为|了|和|是)(?=..)"
)
_PROJECT = re.compile("项目(?!化|部|组|资金|建设|库|的|负责|办)")
_PLACE_BEFORE = re.compile("^.*(?:省|市|县|区|镇|乡)(?!村)")
LONG_OWN = 5  # characters behind a place that name a project (灵乡镇|全域国土综合整治)
_PROJECT_BEFORE = re.compile(r"[\u4e00-\u9fff（）·\d]+$")
_NO_PROJECT = re.compile("国家|利用|该|.*(?:招商|签订|签约|\\d+个|重大|转移|投资|参赛)")
# 村民主导、政府统筹、协作规划的新模式
_PHRASES = re.compile("模式|机制|路子|工作法|思路")
_PHRASES_BEFORE = re.compile(
    "(?:(?:[\u4e00-\u9fff]{4}、){2,}[\u4e00-\u9fff]{4}|(?:[\u4e00-\u9fff]{3}、){2,}[\u4e00-\u9fff]{3})的?(?:新|工作|发展|治理)?$"
)
# 兴边富民行动深入实施: the programme is the subject.
_SUBJECT = re.compile(
    "|".join(
        f"{head}(?=(?:深入|全面|扎实|顺利|有序|持续|加快)?(?:实施|推进|开展|启动))" for head in ("行动", "工程", "计划")
    )
)
_SUBJECT_OF = re.compile("(?:^|[。，；\n])([\u4e00-\u9fff]{4,14})$")


def _festivals(text: str) -> list[Mention]:
    found = []
    for match in (*_FESTIVAL.finditer(text), *_PRODUCT_DAY.finditer(text)):
        low = max(0, match.start() - 14)
        named = match[0] != "节" or _NTH.search(text, low, match.start())
        if not named and not text[low : match.start()].endswith(("花", *words("industries"))):
            continue
        before = _FESTIVAL_NAME.search(text, low, match.start())
        name = _FESTIVAL_LEAD.sub("", text[before.start() if before else match.start() : match.end()])
        if len(name) > len(match[0]) + 1:
            found.append(Mention("initiative", match.end() - len(name), match.end(), name))
    return found


def _projects(text: str) -> list[Mention]:
    """Give the projects with a proper name: 柑子口隧道项目, 灵乡镇全域国土综合整治项目."""
    found = []
    for match in _PROJECT.finditer(text):
        before = _PROJECT_BEFORE.search(text, max(0, match.start() - 20), match.start())
        start = name_start(text, before.start() if before else match.start(), match.start())
        lead = _NAME_LEAD.match(text[start : match.end()])
        start += lead.end() if lead else 0
        core = text[start : match.start()]
        own = _PLACE_BEFORE.sub("", core)  # 大连市非遗项目 has no name of its own
        if len(core) >= 4 and not _NO_PROJECT.match(core) and (is_proper(own) or (own != core and len(own) > LONG_OWN)):
            found.append(Mention("initiative", start, match.end(), text[start : match.end()]))
    return found


def _parallel(name: str) -> bool:
    """Say whether a name is a list of equal parts under one head (党员联户、干部包片、支部会商机制)."""
    parts = _CLASS.sub("", name).split("、")
    return len(parts) > 1 and len({len(part) for part in parts}) == 1 and 4 <= len(parts[0]) <= 6


def _introduced(text: str) -> list[Mention]:
    found = []
    for match in _INTRODUCED.finditer(text):
        name = match[1]
        start = match.start(1)
        # The name begins after the last clause mark or function word.
        cut = max(
            (
                m.end()
                for m in re.finditer(
                    r"的|[和与及、](?=[^、]*$)|等|运用|推行|推进|实施|开展|展开|建立|探索|完善|构建|健全|参与|发展(?=现代)|是",
                    name[:-2],
                )
            ),
            default=0,
        )
        cut = cut if len(name) - cut >= 5 and not _parallel(name) else 0
        # 培训机制和考核机制: two names; the first stood before the cut and is generic, or has been found itself.
        inner = re.search("(?:机制|制度|工程|行动)[和与及、]", name[cut:-2])
        cut += inner.end() if inner else 0
        core = _CLASS.sub("", name[cut:])
        if "的" in name[cut:]:
            cut = name.rindex("的") + 1
            core = re.sub("(?:机制|制度|体系|系统|平台|工程|行动)$", "", name[cut:])
        if name.endswith("活动") and (len(core) < 4 or _ANY_ACTIVITY.search(name)):
            continue
        if (
            re.search("[一二三四五六七八九十]项(?:机制|制度)$|当作|作为|等(?:机制|制度)$", name)
            or _GENERIC.fullmatch(core)
            or len(core) < 3
            or name.endswith(("长效机制", "体制机制"))
            or "体制和" in name
        ):
            continue
        found.append(Mention("initiative", start + cut, match.end(1), name[cut:]))
        if (second := _SECOND.match(text, match.end(1))) and not _GENERIC.fullmatch(_CLASS.sub("", second[1])):
            found.append(Mention("initiative", *second.span(1), second[1]))
    return found


def _subjects(text: str) -> list[Mention]:
    found = []
    for match in _SUBJECT.finditer(text):
        if name := _SUBJECT_OF.search(text[max(0, match.start() - 15) : match.start()]):
            words = name[1] + match[0]
            found.append(Mention("initiative", match.end() - len(words), match.end(), words))
    return found


def _repeated(text: str) -> list[Mention]:
    """Give the headed names without a verb before them that stand in the text twice or more."""
    found = []
    for match in _HEADED.finditer(text):
        before = _NAME_BEFORE.search(text, max(0, match.start() - 16), match.start())
        if before is None:
            continue
        name = _NAME_LEAD.sub("", before[0] + match[0])
        core = name[: len(name) - len(match[0])]
        if 3 <= len(core) <= 14 and not _GENERIC.fullmatch(core) and not _NO_NAME.search(core):
            found.append(Mention("initiative", match.end() - len(name), match.end(), name))
    found = [_shortest(mention, found) for mention in found]
    times = Counter(mention.norm for mention in found)
    return [
        mention
        for mention in found
        if times[mention.norm] > 1 + (mention.norm.endswith(("建设", "创建")) and len(mention.norm) < LONG_NAME - 1)
        or _long(mention.norm)
    ]


def _shortest(mention: Mention, found: list[Mention]) -> Mention:
    """Give a name as the shortest one of the text that it ends in (确保完成|区级示范村建设)."""
    name = min(
        (m.norm for m in found if len(m.norm) > 6 and mention.norm.endswith(m.norm)), key=len, default=mention.norm
    )
    return Mention("initiative", mention.end - len(name), mention.end, name)


def _long(name: str) -> bool:
    """Say whether a name is so specific that once is enough (村级党群服务中心提质达标工程)."""
    return (
        len(name) >= LONG_NAME
        and name.endswith(("工程", "行动", "行动计划", "活动"))
        and not (name.endswith("活动") and _ANY_ACTIVITY.search(name))
    )


def find_unquoted(text: str) -> list[Mention]:
    """Give the initiatives named without quotation marks, the surest first; they may overlap."""
    found = _festivals(text)
    found += _subjects(text)
    found += _introduced(text)
    found += [Mention("initiative", *m.span(), m[0]) for m in _TIERS.finditer(text)]
    found += [Mention("initiative", *m.span(1), m[1]) for p in (_METHOD, _POLICY, _BODY) for m in p.finditer(text)]
    for match in _SYSTEMS.finditer(text):
        found += [
            Mention("initiative", *match.span(group), match[group])
            for group in ("first", "second")
            if match[group] and not _NO_SYSTEM.search(match[group])
        ]
    found += _repeated(text)
    found += [Mention("initiative", *m.span(), m[0]) for p in (_COOPERATION, _NTH_EVENT) for m in p.finditer(text)]
    for match in _NUMBERED.finditer(text):
        if before := _NUMBER_OF.search(text, max(0, match.start() - 11), match.start()):
            found.append(Mention("initiative", before.start(), match.end(), text[before.start() : match.end()]))
    found += _projects(text)
    for match in _PHRASES.finditer(text):
        if before := _PHRASES_BEFORE.search(text, max(0, match.start() - 40), match.start()):
            found.append(Mention("initiative", before.start(), match.end(), text[before.start() : match.end()]))
    found += [Mention("initiative", *m.span(), m[0]) for m in _KNOWN.finditer(text)]
    found += [
        Mention("initiative", m.start() - 2, m.end(), text[m.start() - 2 : m.start()] + m[0].strip("“”"))
        for m in _LOOK_BACK.finditer(text)
    ]
    return found
