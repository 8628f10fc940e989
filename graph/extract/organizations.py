"""Organisations (机构) with a name of their own: 中国农业大学, 贾汪区委, 市委组织部, “虹心”党建联盟."""

import re

from graph.extract.lexicon import matcher, unquoted
from graph.extract.organization_names import find_names, is_proper, name_start
from graph.schema import Mention

# Each pattern finds the word that tells the kind; what belongs to the name is read backwards from it.
_PARTY = re.compile(
    r"[省市县区旗州镇乡]委(?P<department>组织部|宣传部|统战部|农办|农村工作领导小组办公室|党校|政法委|编办|老干部局)|"
    r"[省市县区旗]委(?!员|书记|常委|副书记|托|派|任)|[省市县区旗州]纪委(?!监委)|(?<![乡各])[镇乡]纪委|(?<![乡各])[镇乡]人大(?!代表)|[市县区旗](?:人民武装部|武装部|人武部)|(?<![\u4e00-\u9fff])[省市县区州旗](?![长级里内外委直属域])[\u4e00-\u9fff]{2,6}局(?<![布格结开全大战]局)(?![长面势])|[省市县区旗州](?:书画院|画院|文化馆)|"
    r"[省市县区旗州](?:农业农村|文化和旅游|文旅|民政|自然资源|财政|林业|水利|商务|乡村振兴|住建|教育|卫健|人社|发改|交通运输|经济信息)[局委厅](?!长)|[县市区旗]扶贫办|(?:[省市县区旗州镇乡村]|街道)(?:乡村振兴中心|国资委|残联|妇联|工商联|文联|科协|红十字会|总工会|团委)"
)
_PLACE_NAME = re.compile(r"[\u4e00-\u9fff]{2,6}$")
_ALLIANCE = re.compile(r"联盟")
_ALLIANCE_NAME = re.compile(
    r"(?:“[^“”]{2,8}”(?:党建|产业|乡村振兴|志愿)?(?:“[^“”]{2,8}”)?(?:党建)?|(?<=组建|成立|打造|加入)[\u4e00-\u9fff]{4,10})$"
)
# 申中乡政府, 绵竹市文化体育广播电视和旅游局: a body of a named place.
_GOVERNMENT = re.compile(
    r"人民政府|政府|厅(?<![大客餐前正]厅)(?![堂里内中外房长级])|局(?<![布格结开全大战]局)(?!长|面|势|部|限)"
)
_PLACE_OF = (
    r"(?:^|[^\u4e00-\u9fff]|[在由对向与和同为被让经据请到从悉及了])"
    r"((?![各多该本全当])[\u4e00-\u9fff]{2,5}(?:省|市|自治区|县|区|旗|州|乡|镇)"
)
_GOVERNMENT_OF = re.compile(rf"{_PLACE_OF})$")
_BUREAU_OF = re.compile(rf"{_PLACE_OF}(?P<rest>[\u4e00-\u9fff]{{2,14}}))$")
# 西湖镇党委, 枞阳县互联网行业党委: a committee with a name; 镇党委 alone is generic.
_COMMITTEE = re.compile(r"党委(?!领导|书记兼|副)")
_COMMITTEE_OF = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[在由对向与和同为被让经据照成到按是任了道镇乡区县市])((?![各多该本全当我两个照])(?:[\u4e00-\u9fff]{1,3}[县区市旗])?(?:[\u4e00-\u9fff]{2,5}自治|[\u4e00-\u9fff]{2,3})(?:县|区|市|镇|乡|街道|村|社区)(?:[\u4e00-\u9fff]{2,4}(?:行业|系统|学院|公司))?)$"
)
# “新农人”临时党支部, “后浪党支部”
_BRANCH = re.compile(
    r"“[^“”\n]{2,8}”(?:临时|流动|功能型|联合)?(?:党支部|党总支|党小组|党委)|(?<=“)(?!最|五星|四星|三星|先进|示范|红旗|标准|样板|过硬)[\u4e00-\u9fff]{2,6}(?:党支部|党总支)(?=”)"
)
# “理响荆楚”宣讲队: a team with a name.
_TEAM = re.compile(
    r"“[^“”\n]{2,8}”[\u4e00-\u9fff]{0,14}?(?:宣讲队|宣讲团|服务队(?!伍)|服务团|志愿队|艺术团|突击队|实践团|实践队|小分队)|"
    r"(?<=“)[\u4e00-\u9fff]{4,14}(?:实践队|实践团|宣讲团|志愿服务队|突击队|合唱团|艺术团|团队)(?=”)"
)
# 团省委, 省军区, 教育部职业教育与成人教育司
_OFFICE = r"(?!门|分|署|队|长)(?:[\u4e00-\u9fff]{2,12}?[司厅局](?!长))?"
_MINISTRIES = (
    "农业部 文化部 卫生部 国土资源部 教育部 民政部 农业农村部 财政部 商务部 文化和旅游部 人力资源和社会保障部 "
    "住房和城乡建设部 自然资源部 生态环境部 交通运输部 水利部 科技部 司法部 公安部 工业和信息化部"
).split()
_TWO = re.compile("[\u4e00-\u9fff]{2}$")
# Each branch begins with its literal, so that the search skips to it.
_STATE_BODY = re.compile(
    r"经济委员会(?<![\u4e00-\u9fff]经济委员会)|政协第[一二三四五六七八九十]+届(?:全国|[\u4e00-\u9fff]{2,6}省)委员会(?:常务委员会)?|"
    r"农行(?![业动])|建行(?<![组新修扩]建行)(?![动为走列进])|联合国[\u4e00-\u9fff]{2,6}(?:组织|署)|中央[\u4e00-\u9fff]{2,8}(?:领导小组|委员会)|"
    r"中科院[\u4e00-\u9fff]{2,8}?(?:研究所|所(?!长)|站|研究中心)|中国[\u4e00-\u9fff]{1,2}科院[\u4e00-\u9fff]{2,8}?(?:研究所|所(?!长)|站)|"
    r"共青团[\u4e00-\u9fff]{0,4}[省市县区]委(?!员)|国家(?![的开])[\u4e00-\u9fff]{2,6}局(?<![全大格布好变]局)(?!长|面|限)|"
    r"全国人大(?!代表|会议|[一二三四五六七八九十]|常委会)|团[省市县区旗]委(?!员)|警备区(?:政治工作处)?|军分区|"
    + "|".join(ministry + _OFFICE for ministry in _MINISTRIES)
)


# 发挥和氏、小羊妙可、盛源果品等12家农业产业化龙头企业: short names of companies in a list.
_AND_OTHERS = re.compile(r"等\d*余?多?[家个]?[^，。；]{0,10}(?:企业|公司)")
_COMPANIES = re.compile(
    r"(?:(?P<verb>发挥|引进|引入|培育|依托|联合|吸引|入驻)了?|(?<![\u4e00-\u9fff]))"
    r"(?P<names>(?:[\u4e00-\u9fff]{2,8}、)+[\u4e00-\u9fff]{2,8})$"
)


def _listed(text: str) -> list[Mention]:
    found = []
    for others in _AND_OTHERS.finditer(text):
        match = _COMPANIES.search(text, max(0, others.start() - 60), others.start())
        pieces = match["names"].split("、") if match else []
        if not match or not (match["verb"] or all(is_proper(piece) for piece in pieces)):
            continue  # 种植、养殖等企业
        low = name_start(text, match.start("names"), match.start("names") + len(pieces[0]) - 2)
        pieces[0] = pieces[0][low - match.start("names") :]
        for piece in pieces:
            found.append(Mention("organization", low, low + len(piece), piece))
            low += len(piece) + 1
    return found


# 江苏省南通市海门区委: the body is the last place's.
_HIGHER = re.compile(r"^.*[省市州](?=[\u4e00-\u9fff]{2,4}[市县区旗]委)|^省(?!委)(?=[\u4e00-\u9fff])")
_KIND = re.compile(
    r"(?:经济|信息|劳务|文化|乡村|村民|建筑|工程|电子|商务|物流|环境|制冷|设备|金融|投资|网络|养殖|种植|农民|农业|牧业|食品|科技|专业|股份|有限|责任|集团|公司|合作社|生产|实业|发展|加工|旅游|开发|投资)"
)


# 河北省水利厅、应急管理厅、民政厅: the place of the first is theirs too.
_SHARED = re.compile(
    r"(?<=[厅局委会部联])(?:[、和与及]|以及)([\u4e00-\u9fff]{2,9}?(?:厅|局|委|科协|工商联|团委|法院|检察院|组织部|宣传部|统战部)|总工会|红十字会|妇联|残联)"
    r"(?=[、和与及，。；等（联])"
)


def _sharing(text: str, found: list[Mention]) -> list[Mention]:
    """Give the bodies that a list names behind one with its place."""
    more = []
    end = 0
    for mention in sorted(found, key=lambda m: m.end):
        if mention.end < end:
            continue  # a member of the list that was just followed
        end = mention.end
        while match := _SHARED.match(text, end):
            more.append(Mention("organization", *match.span(1), match[1]))
            end = match.end()
    return more


def _again(text: str, found: list[Mention], places: re.Pattern[str]) -> list[Mention]:
    """Find the short name of a company (恒东水产 for 恒东水产养殖专业合作社) where the text uses it again."""
    more: list[Mention] = []
    for mention in found:
        if called := _CALLED.match(text, mention.end):
            more += [
                Mention("organization", m.start(), m.end(), mention.norm)
                for m in re.finditer(called["short"], text)
                if not any(m.start() < o.end and o.start < m.end() for o in found)
            ]
    for mention in found:
        if not mention.norm.endswith(("公司", "合作社", "集团")):
            continue
        brand = places.sub("", mention.norm)[:4]
        if (
            len(brand) < 4
            or brand.endswith(("合作", "公司"))
            or _KIND.search(brand[:2])
            or not all("\u4e00" <= c <= "\u9fff" for c in brand)
        ):
            continue
        more += [
            Mention("organization", m.start(), m.end(), mention.norm)
            for m in re.finditer(brand, text)
            if not any(m.start() < o.end and o.start < m.end() for o in (*found, *more))
        ]
    return more


# 豫信电子科技集团（简称豫信电科）
_CALLED = re.compile("（(?:以下)?简称：?“?(?P<short>[\u4e00-\u9fff]{2,10})”?）")
_PLACES_BEFORE = re.compile(r"^.*(?:省|市|县|区|镇|乡|村|州|旗)(?=[\u4e00-\u9fff]{4})|^(?:新疆|内蒙古|广西|西藏|宁夏)")


def find_organizations(text: str) -> list[Mention]:
    """Give the named organisations of `text` in order; offsets count in `text`."""
    found = _listed(text)
    found += find_names(text)
    found += [*_governments(text), *_alliances(text), *_committees(text)]
    found += [
        Mention("organization", *m.span(), unquoted(m[0]))
        for pattern in (_BRANCH, _TEAM)
        for m in pattern.finditer(text)
    ]
    bodies = matcher("organization_bodies").find(text)
    found += [Mention("organization", low, high, text[low:high]) for low, high, _ in bodies]
    for match in _STATE_BODY.finditer(text):
        garrison = match[0].startswith(("警备区", "军分区"))
        low = match.start() - (2 if garrison and _TWO.search(text, max(0, match.start() - 2), match.start()) else 0)
        found.append(Mention("organization", low, match.end(), text[low : match.end()]))
    for match in _PARTY.finditer(text):
        place = _PLACE_NAME.search(text, max(0, match.start() - 6), match.start())
        low = place.start() if place else match.start()
        start = name_start(text, low, match.start())
        higher = _HIGHER.match(text[start : match.end()])
        start += higher.end() if higher else 0
        bare = match[0][1:] in {"委", "纪委", "人大"} and not match["department"]
        if bare and match.start() - start < 2:
            continue  # 区委, 县委 of the report itself are generic
        if not any(start < m.end and m.start < match.end() for m in found):
            found.append(Mention("organization", start, match.end(), text[start : match.end()]))
    found += _sharing(text, found)
    found += _again(text, found, _PLACES_BEFORE)
    # 贵州民族大学美术学院 holds 贵州民族大学: the longest name stands.
    longest: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if longest and mention.start < longest[-1].end < mention.end:
            # 柳河镇杨村青川大学 and 青川大学文学院 share 青川大学.
            longest[-1:] = [max(longest[-1], mention, key=lambda m: m.end - m.start)]
        elif not longest or mention.end > longest[-1].end:
            longest.append(mention)
    return longest


def _committees(text: str) -> list[Mention]:
    found = []
    for match in _COMMITTEE.finditer(text):
        if place := _COMMITTEE_OF.search(text[max(0, match.start() - 16) : match.start()]):
            start = name_start(text, match.start() - len(place[1]), match.start())
            if match.start() - start > 2:  # 由镇党委 has no name
                found.append(Mention("organization", start, match.end(), text[start : match.end()]))
    return found


def _governments(text: str) -> list[Mention]:
    found = []
    for match in _GOVERNMENT.finditer(text):
        bureau = match[0] in {"局", "厅"}
        place = (_BUREAU_OF if bureau else _GOVERNMENT_OF).search(text[max(0, match.start() - 24) : match.start()])
        if place:
            rest = len(place["rest"]) if bureau else 0
            start = name_start(text, match.start() - len(place[1]), match.start() - rest)
            if match.start() - start > 2:
                found.append(Mention("organization", start, match.end(), text[start : match.end()]))
    return found


def _alliances(text: str) -> list[Mention]:
    found = []
    for match in _ALLIANCE.finditer(text):
        name = _ALLIANCE_NAME.search(text, max(0, match.start() - 28), match.start())
        if name:
            norm = unquoted(text[name.start() : match.end()])
            found.append(Mention("organization", name.start(), match.end(), norm))
    return found
