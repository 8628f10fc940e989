"""Honours by the words that open them: 入选…, 被评为…, 中国西瓜之乡, 是“…示范村”, 全国第一."""

import re
from collections.abc import Iterator
from functools import cache

from graph.extract.lexicon import Openers

_HAN = "[\u4e00-\u9fff]"
# The place or level that a title opens with.
SCOPE = r"(?:国家|世界|国际|全[国省市区县州]|中国|[省市县区州]级?|[\u4e00-\u9fffx]{2,4}(?:省|市|自治区|县|区))"
_BATCH = "(?=[^，。；]{1,4}(?:首批|第[一二三四五六七八九十]+批))"
_TITLE = (
    r"(?P<title>(?:全国|国家|中国|世界|全[省市县区]|[\u4e00-\u9fffx]{2,4}[省市县区]|[省市县区]级?|[\u4e00-\u9fff]{2}(?=首批))"
    r"(?:首批|第[一二三四五六七八九十\d]+批|新一轮)?[^，。；、！\d]{0,3}\d?[^，。；、！\d]{3,28}?)(?=[\dx]|[，。；、！？）]|等|之一|名单|称号|的|$)"
)
_FORMS: tuple[tuple[str, str], ...] = (
    # 被确定为2023年传统村落集中连片保护利用示范区
    (
        "被",
        rf"(?:正式)?(?:确定|认定|评|命名|列)为(?P<title>(?:\d{{4}}年度?)?{_HAN}{{4,22}}?"
        "(?:示范[区县村镇市]|试点[县市村]|先行区|试验区))",
    ),
    # 成了远近闻名的乡村振兴示范村, 跻身前十
    (
        "成了|成为|变成|变为",
        f"了?(?:远近闻名的?|名副其实的)(?P<title>{_HAN}{{2,8}}(?:示范村|示范镇|示范县|先进村))",
    ),
    ("跻身", r"(?P<title>前(?:十|[一二三四五六七八九]|列|茅|\d{1,2})名?)(?=[，。；])"),
    ("列入|入选|纳入", rf"了?(?P<title>[^，。；、“”\n]{{3,16}}?(?:名录|名单))(?!{_HAN}{{0,2}}管理)"),
    # 中国西瓜之乡; 是“河北省民主法治示范村”
    ("中国|世界|全国", f"{_HAN}{{1,8}}之[乡都]"),
    (
        "是“|为“|有“",
        rf"(?:(?P<title>{SCOPE}[^“”\n]{{3,18}}(?:[村镇乡县市区户园点]|社区|单位|基地|企业|家庭|团队|集体))|"
        r"(?P<name>[^“”\n]{1,18}之[乡都城]|[^“”\n]{3,18}(?=”(?:的?美誉|称号|之称))))”",
    ),
    # 是国家级生猪产能调控基地: 属于… says who bears the title
    (
        "国家级|全国|省级|市级",
        rf"(?:(?<=[是为于]国家级)|(?<=[是为于]全国)|(?<=[是为于][省市]级)){_HAN}{{3,16}}(?:基地|示范[区县市村点]|试点[县市村]|[试实]验区|先行区|园区|产业园|村寨|名村)",
    ),
    ("国家级传统村落|中国传统村落|全国传统村落|省级传统村落", "(?!名录|保护|集中)"),
    # 入选省乡土人才50名, 创成无锡首批5A级“雁阵计划”党组织: after a verb of winning any words of some scope are a title.
    (
        "入选|获评|荣获|喜获|斩获|创成|被评为|评为|被授予|被认定为|被确定为|获颁|评选出|摘得|荣膺|遴选为",
        f"(?:了|为)?{_TITLE}",
    ),
    ("进入|列入|成为|创建", f"{_BATCH}(?:了|为)?{_TITLE}"),
    # 评选出8名优秀嘎查村党组织书记
    (
        "评选|评出|表彰",
        r"(?:(?<=评选)出)?了?(?:[\d一二三四五六七八九十百]+余?[名个户位])?"
        rf"(?P<title>(?:优秀|先进(?!人物|典型|经验)|模范|最美|十佳|十大){_HAN}{{2,10}}?)(?=[\d，。；、]|并|和|等|称号)",
    ),
    # 位居江苏省第一等次、南通市第一
    (
        "、",
        rf"(?<=[次名位一二三前列]、)(?P<title>{_HAN}{{2,4}}[省市县区]第[一二三四五六七八九十]+[名位]?)(?=[，。；、])",
    ),
)


@cache
def _openers() -> Openers:
    return Openers(_FORMS)


# 全国百强县, 江苏省百强镇: the place is read backwards.
_STRONG = re.compile("[十百千]强[县市区镇乡村]")
_STRONG_OF = re.compile(f"(?:全国|{_HAN}{{2,3}}省)的?{_HAN}{{0,4}}$")


def find_opened(text: str) -> Iterator[tuple[int, int]]:
    """Give where the honours stand that their opening words tell, by form and then by place; they may overlap."""
    found = []
    for number, match in _openers().find(text):
        group = match.lastgroup or 0
        found.append((number, *match.span(group)))
    for match in _STRONG.finditer(text):
        if before := _STRONG_OF.search(text, max(0, match.start() - 9), match.start()):
            found.append((len(_FORMS), before.start(), match.end()))
    for _, start, end in sorted(found):
        yield start, end
