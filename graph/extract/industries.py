"""Industries (产业): products and trades that a region develops — 草莓, 光伏发电, 乡村旅游, 奶山羊.

Names come from data/industries.txt, in one pass of a double array (longest match); a few
frames find the rest (X产业, X养殖). A product counts where the text speaks of growing, keeping,
making or selling it, or lists it with others.
"""

import re

from graph.extract.lexicon import matcher, words
from graph.schema import Mention

# A single product word needs one of these near it, or a neighbour in a list.
_CUE = re.compile(
    r"产业|种植|养殖|栽培|种养|发展|基地|特色|合作社|大棚|加工|销售|产量|产值|亩|品种|果园|农产品|培育|采摘|收购|深加工|主导|优势|示范园|种苗|繁育|出栏|存栏|上市|丰收|电商|旅游|市场|经济|农户|增收"
)
_FRAME = re.compile(
    r"(?:发展|培育|做强|做大|打造)(?:壮大)?(?:了|起|以)?((?!壮大|为)[\u4e00-\u9fff]{2,6}?)(?:特色|主导|优势)?产业(?!链|园|兴旺|振兴|发展|结构|体系|化|工人|项目|基地|带|扶贫|工程)"
)
_GENERIC = re.compile(
    r"(?:多元化|多种|一个|地域|支柱|其它的?|的|中|都离不开|离不开|实现|乡村振兴|特色|主导|优势|支柱|富民|农业|乡村|新兴|现代|传统|相关|配套|本地|当地|集体|扶贫|农村|这一|一批|第[一二三]|多元|新|绿色|红色|朝阳|致富|农业特色|特色农业|高效|全|大|小|村|县域|各类|关联|实体|战略性|经营性|文化|旅游|健康|数字|成大|成|大产?|前景的?|地方|特|优|发展前景|具有|涉农|做强|为龙头|龙头|一项|这项|该)+"
)
# 养殖杏花鸡, 香水莲种植: a kind that no list holds, by its last character and what is done with it.
_KIND = "[鸡鸭鹅羊牛猪鱼虾蟹梨桃柿柚橘橙李杏枣茶瓜莲菌菇豆麦米稻薯参蜂蚕藕笋椒芋莓柠芽菜葱蒜姜]"
_NEW_KIND = re.compile(
    rf"(?:种植|养殖|饲养|栽培|盛产|种上|发展|培育)了?(?P<grown>[\u4e00-\u9fff]{{1,2}}{_KIND})(?=[，。；、]|产业|种植|养殖)|"
    rf"(?<![\u4e00-\u9fff])(?P<named>[\u4e00-\u9fff]{{1,2}}{_KIND})(?=产业|种植|养殖|栽培|基地|丰收)"
)
# 种植黄杨 … 黄杨种植面积 … 黄杨: what is grown and has its own acreage in the same text, and comes back.
_GROWS = re.compile(r"(?:种植|种上了?|栽种|养殖|饲养|把种)了?([\u4e00-\u9fff]{2,3})(?=[，。；、当的])")
_HAS_ACREAGE = "(?:种植面积|特色产业|种植基地|养殖基地|种植园|养殖场|种植户|养殖户|产业|种植|养殖)"
_TOLD_OFTEN = 3
_NO_KIND = re.compile(
    "[亩过将展能的了和与及在是个只头条种养年月日这那大小好新老吃卖买用]|^[一二三四五六七八九十两几]|蔬菜|种菜|养|基地|园区|面积|产业|技术|规模|合作|业$"
)
# 年画村, 玫瑰谷, 农民画师: the product is part of another name.
_INSIDE_NAME = re.compile("[谷师馆杯镇滩殖]|乡(?!村)|村(?!民|里|级|集体)|节(?!瓜)|文化节|县(?!域)")
_GROWN = re.compile("[种养产]植?了?$")
_STEM = re.compile(
    r"(?:种植|(?<!种)养殖|产业|特色|高效|优质|生态|有机|现代)$|^(?:特色|高效|优质|生态|有机|农业(?=种养))(?=..)"
)


# 绿色产业, 林下养殖, 生态农业: what is left names no product and no trade, or another one.
_NO_NAME = frozenset(
    "绿色 新兴 健康 信息 海洋 服务 体育 文化 数字 生物 沙 林 草 水 大棚 林下 冷泉 设施 立体 循环 休闲 有机 "
    "农业 工业 食品 养老 小吃 经济 商品 乡村 临港 涉农 富硒 流通 高端 房地 旅 育".split()
)
# 海水养殖, 规模化养殖, 高新技术产业: how it is done is no product either.
_MANNER = re.compile(
    "(?:传统|托管|无序|智慧|标准|树下|海上|海水|淡水|深海|近海|远海|网围|网箱|[文模约准]化|生态|清洁|装备|离岸|高效|特色|循环|科学|家庭|种植|"
    "技术|科技|新兴|尖|型|低碳|致富|优势|主导)$"
)


def plain_name(name: str) -> str:
    """Give the product or trade without what is done with it or said of it (草莓种植, 特色草莓 → 草莓)."""
    stem = _STEM.sub("", name)
    return name if not stem or stem in _NO_NAME or _MANNER.search(stem) else stem


def find_industries(text: str) -> list[Mention]:
    """Give the industries of `text` in order; offsets count in `text`, `norm` is the plain name."""
    names = words("industries")
    found: list[Mention] = []
    untold: list[Mention] = []
    hits = [(start, end, names[number]) for start, end, number in matcher("industries").find(text)]
    for i, (start, end, name) in enumerate(hits):
        listed = (i > 0 and text[hits[i - 1][1] : start] in "、和及") or (
            i + 1 < len(hits) and text[end : hits[i + 1][0]] in "、和及"
        )
        sentence = max(text.rfind(mark, max(0, start - 200), start) for mark in "。！？\n") + 1
        stop = text.find("。", end)
        window = text[max(sentence, start - 30) : min(end + 30, stop if stop >= 0 else len(text))]
        if _INSIDE_NAME.match(text, end) or (end - start == 1 and text[start - 1 : start] == "“"):
            continue
        if end - start == 1:
            told: object = listed or _GROWN.search(text, max(0, start - 2), start) or text.startswith("产业", end)
        else:
            told = listed or len(name) > 2 or _CUE.search(window)
        (found if told else untold).append(Mention("industry", start, end, plain_name(name)))
    # What the text once says to be grown or sold is that product wherever it comes back.
    names_told = {m.norm for m in found if len(m.norm) > 1}
    found += [m for m in untold if m.norm in names_told]
    new = {name for m in _NEW_KIND.finditer(text) if not _NO_KIND.search(name := m[m.lastgroup or ""])}
    new |= {
        name
        for name in (m[1] for m in _GROWS.finditer(text))
        if text.count(name) >= _TOLD_OFTEN
        and not _NO_KIND.search(name)
        and not _GENERIC.fullmatch(name)
        and re.search(name + _HAS_ACREAGE, text)
    }
    for name in sorted(new - names_told):
        for match in re.finditer(name, text):
            if not any(match.start() < m.end and m.start < match.end() for m in found):
                found.append(Mention("industry", *match.span(), name))
    for match in _FRAME.finditer(text):
        span = match.span(1)
        if not _GENERIC.fullmatch(match[1]) and not any(span[0] < m.end and m.start < span[1] for m in found):
            found.append(Mention("industry", *span, match[1]))
    return sorted(found, key=lambda m: (m.start, m.end))
