"""Names of organisations that end in their kind: 中国农业大学, 恒水养殖专业合作社, 峨边县农投公司.

The kind is found first, in one pass of a double array; the name is read backwards from it, to the
last word that belongs to no name (data/organization_leads.txt, function words, a village before
it). Kinds that roles bear too (公司, 党支部) need a place or a proper name before them.
"""

import re
from functools import cache

import rjieba
from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from graph.extract.lexicon import matcher, unquoted, words
from graph.schema import Mention

LONGEST = 26  # characters before the word that tells the kind
_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z·（）]*$")
_QUOTED_NAME = re.compile(r"“[^“”\n]{2,8}”$")
# Names that begin like a function word: counties (GB/T 2260), 同济大学, 经济…
_NO_FUNCTION = (
    "从化|从江|任丘|任城|任泽|前郭|同仁|同安(?!徽)|同德|同心|同江|同济|向山|向阳(?!光)|和布克赛尔|和平(?!安)|和政|和林格尔|和田|和硕|和静(?!安)|和顺|和龙|"
    "如东|如皋|将乐|获嘉|让胡路|经济|经开|经贸"
)
# A function word ends what stands before the name; those that names hold too are looked at closer.
_FUNCTION = re.compile(
    rf".*(?!{_NO_FUNCTION})(?:[与及由在向从的了给让是把将但赴除获被请携经据]|摄(?!影)|(?<!大)同|和(?!谐)|(?<![高中初平])等|对(?!外)|(?<!报)到|为(?!民)|以|后(?![乡村])|"
    r"前(?![卫进锋程海门沿])|如(?!意)|(?<!责)任)(?=[\u4e00-\u9fffA-Za-z]{2})"
)
# 生物与化学工程学院, 文化和旅游局, 民族和宗教委员会: the conjunction belongs to the name.
_JOINED = re.compile(r"(?:大学|学院|中国|[省市县区州])[\u4e00-\u9fff]{2,8}[与和][\u4e00-\u9fff]{2,12}$")
_JOINED_KINDS = frozenset({"学院", "委员会", "促进会", "研究会", "协会", "党支部", "党总支"})
_VILLAGE_BEFORE = re.compile(r".*(?:镇|乡(?!村)|(?<![农乡])村)(?=[\u4e00-\u9fff]{4})")
# （二）村民委员会, （柳河县融媒体中心）: the bracket belongs to no name.
_BRACKET = re.compile("（(?:[一二三四五六七八九十]+）)?|）")
_TOWN_BEFORE = re.compile(r".*[镇乡州市县](?=[\u4e00-\u9fff]{2,4}村$)")
_COUNTED = re.compile(r"[\d几多数余两三四五六七八九十百][余多]?[家个所](?:[\u4e00-\u9fff]{0,4})$")
_ROLE_AFTER = {
    **dict.fromkeys(("大学", "学院"), re.compile("(?![学师])[\u4e00-\u9fff]?(?:生(?![命物态产])|班)")),
    **dict.fromkeys(("小学", "中学", "幼儿园", "学校"), re.compile("[生校教毕段时文习]")),
    **dict.fromkeys(("一中", "二中", "三中"), re.compile("全会|[、及和]")),
    "高中": re.compile("[及以学文毕、]"),
    "厂": re.compile("[镇乡村房家区商子长务址内里]"),
}
_ROLE = re.compile("区(?=[建创内])|(?<!法院)创建|带动|化|经济|领办|村民|制|主(?!任|席)")
_GENERIC = re.compile(
    r"(?:各|多|几|个|县级|市级|省级|公立|代加工|新时代|审核|录取|考上|优质|知名|名牌|劳务|村民自治|引导|农牧民|牧民|党校|家|名|本乡本土|外出|在校|退伍|优秀|股份|济|经济|一所|一门|这所|红|乡镇|民俗|道德|一|两|三|该|本|全|某|当地|外地|农民|村|村级|乡村|农业|种植|养殖|专业|集体|土地|旅游|农机|高|大|中|小|商业|国有|民营|龙头|村集体|党支部|党|创办|领办|加入|地方|金融|村股份|社会|新型|家庭|学校|政策性|农垦|农旅|智慧|海洋|海上|数字|共享|乡贤|老年|妇女|校务|村民|村居民|居民|村居委|业主|监督|选举|其他|一些|自己|他|她|有|农村|驻外|流动|重点|放心|保险|合作)*"
    r"(?:专业)?(?:合作社|联合社|公司|有限公司|集团|大学|学院|银行|医院|党校|博物馆|高新区|开发区|经济开发区|联合会|科技小院|委员会|协会|农场|牧场|派出所|党支部|文明实践中心|加工厂|厂)|发展(?:促进会|基金会|研究会)"
)
# 新鲜辣椒运回合作社: what is done with a co-operative, not its name.
_DOING = re.compile("[运送卖交加到回把带来进去当作让给跟]")
# A co-operative's name says its trade or its place; 避免合作社, 领着合作社 say neither.
_TRADE = re.compile(r"种植|养殖|农机|果|菜|旅游|牧|土地|劳务|手工|[村镇乡县”]|茶|菌|药")
_PLACE = re.compile(
    "[\u4e00-\u9fff]{2}(?:[省市县区州](?![级区两])|[镇乡](?!村)|旗)|[\u4e00-\u9fff]县|街道|^[省市县区](?=[\u4e00-\u9fff]{2})(?![区两级])|中[国日德法英美俄韩]|全国|国家|国网"
)
_PROPER = ("nr", "ns", "nt", "nz")


@cache
def _kinds() -> tuple[CharwiseDoubleArrayAhoCorasick, tuple[str, ...], frozenset[str]]:
    placed = words("organization_kinds_placed")
    names = (*words("organization_kinds"), *placed)
    return CharwiseDoubleArrayAhoCorasick(list(names), MATCH_KIND_LEFTMOST_LONGEST), names, frozenset(placed)


def name_start(text: str, low: int, start: int) -> int:
    """Give where a name begins, `low` at the earliest, whose kind stands at `start`: behind the last lead."""
    run = text[low : start + 2]
    cut = max((stop for _, stop, _ in matcher("organization_leads").find(run) if stop <= start - low), default=0)
    if lead := _FUNCTION.match(run, cut):
        cut = lead.end()
    return low + cut


def is_proper(name: str) -> bool:
    """Say whether the words before the kind hold a place or a proper name (开元, 农投 of 峨边县)."""
    if "“" in name or _PLACE.search(name):
        return True
    common = _common()
    tagged = rjieba.tag(name)
    return sum(len(word) == 1 for word, _ in tagged) > 1 or any(
        word not in common and (tag[:2] in _PROPER or tag[0] in "naxjm" or len(rjieba.cut(word, False)) > 1)
        for word, tag in tagged
        if len(word) > 1
    )


@cache
def _common() -> frozenset[str]:
    return frozenset((*words("organization_trades"), *words("organization_leads"), *words("industries")))


def _begins(text: str, start: int, kind: str) -> int:
    """Give where the name before a kind begins."""
    run = _RUN.search(text, max(0, start - LONGEST), start)
    low = run.start() if run else start
    joined = _JOINED.search(text, low, start) if kind in _JOINED_KINDS else None
    begin = name_start(text, low, joined.start() if joined else start)
    if begin == low and text[low - 1 : low] == "”" and (quoted := _QUOTED_NAME.search(text, max(0, low - 12), low)):
        return quoted.start()  # “一点园”果蔬专业合作社
    if bracket := _BRACKET.match(text, begin, start):
        begin = bracket.end()
    if text.startswith("发展", begin):
        begin += 2  # 全乡发展养蜂合作社
    place = _VILLAGE_BEFORE.match(text[begin:start]) if start - begin > 10 else _TOWN_BEFORE.match(text[begin:start])
    return begin + place.end() if place else begin


def find_names(text: str) -> list[Mention]:
    """Give the organisations whose name ends in its kind, in order of their ends."""
    automaton, kinds, placed = _kinds()
    found = []
    for start, end, number in automaton.find(text):
        kind = kinds[number]
        if (_ROLE_AFTER.get(kind) or _ROLE).match(text, end):
            continue
        begin = _begins(text, start, kind)
        whole, name = text[begin:end], text[begin:start]
        if (
            len(whole) < 4
            or not name
            or _COUNTED.search(text[max(0, begin - 4) : begin])
            or "政府" in whole
            or "该村" in whole
            or _GENERIC.fullmatch(re.sub("[（）]", "", whole))
            or (kind == "合作社" and (len(name) < 3 or not (_TRADE.search(name) or name.endswith(words("industries")))))
            or (
                kind == "厂"
                and ((name.endswith("工") and not name.endswith("加工")) or name.startswith(words("industries")))
            )
            or name.startswith(("家", "个", "所", "亩"))
            or (kind == "商会" and name.endswith(("协", "招")))
            or (kind == "法庭" and not name.endswith(("村", "镇", "乡")) and not _PLACE.search(name))
            or (kind.endswith("合作社") and _DOING.search(name))
            or ((kind in placed or kind == "专业合作社") and not is_proper(name))
        ):
            continue
        found.append(Mention("organization", begin, end, unquoted(whole)))
    return found
