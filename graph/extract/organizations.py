"""Organisations (机构) with a name of their own: 中国农业大学, 贾汪区委, 市委组织部, “虹心”党建联盟."""

import re

from graph.extract.lexicon import unquoted
from graph.schema import Mention

_KINDS = (
    r"研究院|研究所|科学院|农科院|党校|有限责任公司|股份有限公司|有限公司|集团公司|集团|合作联社|信用社|农商银行|农商行|农业银行|村镇银行|银行|"
    r"专业合作社|合作社|联合社|科教创新区|经济开发区|高新区|开发区|博物馆|医院|研究会|基金会|商会|促进会|电视台|出版社|手工社|法院|检察院|供电公司|供电所|纪委监委|村委会|居委会|红十字会|消防救援大队|消防救援支队|消防救援总队|消防大队|派出所|供销社|分行|支行|分公司|证券|创新中心|工业园区|研究中心"
)


def _behind_place(kind: str) -> str:
    """Give the look-behinds that ask for 镇, 县, … up to four characters before the kind (铁门乡[中心]小学)."""
    return "(?:" + "|".join(f"(?<=[县市区镇乡村].{{{gap}}}{kind})" for gap in range(5)) + ")"


# Each branch begins with its literal, so that the search skips to it.
_NAMED = re.compile(
    r"大学[\u4e00-\u9fff]{2,6}[与和][\u4e00-\u9fff]{2,6}学院|大学(?![\u4e00-\u9fff]?(?:生|毕业|班))|学院(?![\u4e00-\u9fff]?(?:生|毕业|班))|"
    + "".join(f"{kind}(?!带动|化|经济|领办|村民)|" for kind in _KINDS.split("|"))
    + r"融媒体中心|日报(?=联合|记者|社|报道|、|，)|晚报(?=联合|记者|社|报道|、|，)|时报(?=联合|记者|社|报道|、|，)|"
    r"厂(?:(?<=[\u4e00-\u9fff]{5}厂)|(?<=”[\u4e00-\u9fff]{2}厂))(?:(?<!工厂)|(?<=加工厂))(?![房家区商子长务址内里])"
    + "".join(f"|{school}{_behind_place(school)}(?![生校教毕段时文])" for school in ("小学", "中学", "幼儿园"))
)
_LONGEST = 16  # characters before the word that tells the kind
_QUOTED_NAME = re.compile(r"“[^“”]{2,8}”$")
_NAME = re.compile(r"[\u4e00-\u9fffx·（）]*$")
# Each pattern finds the word that tells the kind; what belongs to the name is read backwards from it.
_PARTY = re.compile(
    r"[省市县区旗州镇乡]委(?P<department>组织部|宣传部|统战部|农办|农村工作领导小组办公室|党校|政法委|编办|老干部局)|"
    r"[市县区旗]委(?!员|书记|常委|副书记)|[省市县区旗州](?:书画院|画院|文化馆)|"
    r"[省市县区旗州](?:农业农村|文化和旅游|文旅|民政|自然资源|财政|林业|水利|商务|乡村振兴|住建|教育|卫健|人社|发改|交通运输|经济信息)[局委厅](?!长)|[省市县区旗州](?:乡村振兴中心|国资委|残联|妇联|工商联|文联|科协|红十字会)"
)
_PLACE_NAME = re.compile(r"[\u4e00-\u9fff]{2,6}$")
_ALLIANCE = re.compile(r"联盟")
_ALLIANCE_NAME = re.compile(
    r"(?:“[^“”]{2,8}”(?:党建|产业|乡村振兴|志愿)?(?:“[^“”]{2,8}”)?(?:党建)?|(?<=组建|成立|打造|加入)[\u4e00-\u9fff]{4,10})$"
)
# 申中乡政府, 绵竹市文化体育广播电视和旅游局: a body of a named place.
_GOVERNMENT = re.compile(r"人民政府|政府|局(?<![布格结]局)(?!长|面|势|部|限)")
_OFFICE_LEAD = re.compile("^(?:将|原任|担任过?|出任|任|地址|报送|向)")
_GOVERNMENT_OF = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[在由对向与和同为被让经据])((?![各多该本全当])[\u4e00-\u9fff]{2,5}(?:省|市|自治区|县|区|旗|州|乡|镇)"
    r"(?P<rest>[\u4e00-\u9fff]{2,14})?)$"
)
# 西湖镇党委, 枞阳县互联网行业党委: a committee with a name; 镇党委 alone is generic.
_COMMITTEE = re.compile(r"党委(?!领导|书记兼|副)")
_COMMITTEE_OF = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[在由对向与和同为被让经据照成到按是任了])((?![各多该本全当我两个照])[\u4e00-\u9fff]{2,3}(?:县|区|市|镇|乡|街道|村|社区)(?:[\u4e00-\u9fff]{2,4}(?:行业|系统|学院|公司))?)$"
)
# “新农人”临时党支部, “后浪党支部”
_BRANCH = re.compile(
    r"“[^“”\n]{2,8}”(?:临时|流动|功能型|联合)?(?:党支部|党总支|党小组|党委)|(?<=“)(?!最|五星|四星|三星|先进|示范|红旗|标准|样板|过硬)[\u4e00-\u9fff]{2,6}(?:党支部|党总支)(?=”)"
)
# “理响荆楚”宣讲队: a team with a name.
_TEAM = re.compile(r"“[^“”\n]{2,8}”[\u4e00-\u9fff]{0,14}?(?:宣讲队|宣讲团|服务队(?!伍)|服务团|志愿队|艺术团|突击队)")
# 团省委, 省军区, 教育部职业教育与成人教育司
_OFFICE = r"(?!门|分|署|队|长)(?:[\u4e00-\u9fff]{2,12}?[司厅局](?!长))?"
_MINISTRIES = (
    "农业部 文化部 卫生部 国土资源部 教育部 民政部 农业农村部 财政部 商务部 文化和旅游部 人力资源和社会保障部 "
    "住房和城乡建设部 自然资源部 生态环境部 交通运输部 水利部 科技部 司法部 公安部 工业和信息化部"
).split()
_TWO = re.compile("[\u4e00-\u9fff]{2}$")
_STATE_BODY = re.compile(
    r"共青团[\u4e00-\u9fff]{0,4}[省市县区]委(?!员)|团中央|中共中央[\u4e00-\u9fff]{2,4}部|国家(?![的开])[\u4e00-\u9fff]{2,6}局(?<![全大格布好变]局)(?!长|面|限)|中国民用航空局|国务院(?!印|关|令|批|常|总|副|决)|国家发改委|国家发展改革委|全国政协|全国人大|全国工商联|民进中央|民盟中央|民革中央|民建中央|农工党中央|致公党中央|九三学社中央|台盟中央|团[省市县区旗]委(?!员)|省军区|警备区(?:政治工作处)?|军分区|"
    + "|".join(ministry + _OFFICE for ministry in _MINISTRIES)
)
_ONE_OF = re.compile("[一二三两几多这某][家所]")  # 一家幼儿园
_COUNTED = re.compile(r"[\d几多数余两三四五六七八九十][余多]?[家个所](?:[\u4e00-\u9fff]{0,4})$")
_LEAD = re.compile(
    r"^.*(?:与|和|同|由|在|向|对|及|邀请|来自|联合|引进|引入|依托|成立|组建|通过|走进|到|从|为|的|了|给|等|据|让|是|把|将|发展(?!基金会|促进会|有限|股份|集团|公司|研究|银行)|以|后|前|网发|摄|但|强调|推动|意味着|考上|赴|赶往|将|(?<!责)任|担任过|地址|没有|发挥|单位|除|携手|牵手|会同|获|被|入驻|合作(?!联社|社|银行)|建立|创办|领办|注册|创建|负责人|位于|打造|绑定|组建|一所|请来|请到|请|如)(?=[\u4e00-\u9fffx]{2,})"
)
_GENERIC = re.compile(
    r"(?:各|多|几|个|审核|录取|考上|优质|知名|名牌|劳务|村民自治|引导|农牧民|牧民|党校|家|名|本乡本土|外出|在校|退伍|优秀|股份|济|经济|一所|一门|这所|红|乡镇|民俗|道德|一|两|三|该|本|全|某|当地|外地|农民|村|村级|乡村|农业|种植|养殖|专业|股份|经济|集体|土地|劳务|旅游|农机|高|大|中|小|商业|国有|民营|龙头|村集体|党支部|党|创办|领办|加入|地方|金融|村股份|社会|新型|家庭|[\u4e00-\u9fff]{1,2}(?:种植|养殖))*"
    r"(?:专业)?(?:合作社|联合社|公司|有限公司|集团|大学|学院|银行|医院|党校|博物馆|高新区|开发区|经济开发区)|发展(?:促进会|基金会|研究会)"
)


# 发挥和氏、小羊妙可、盛源果品等12家农业产业化龙头企业: short names of companies in a list.
_COMPANIES = re.compile(
    r"(?:发挥|引进|引入|培育|依托|联合|吸引|入驻)(?:了)?((?:[\u4e00-\u9fff]{2,8}、)+[\u4e00-\u9fff]{2,8})等\d*余?多?[家个][^，。；]{0,10}(?:企业|公司)"
)


def _listed(text: str) -> list[Mention]:
    found = []
    for match in _COMPANIES.finditer(text):
        low = match.start(1)
        for piece in match[1].split("、"):
            found.append(Mention("organization", low, low + len(piece), piece))
            low += len(piece) + 1
    return found


# 新鲜辣椒运回合作社: what is done with a co-operative, not its name.
_DOING = re.compile("[运送卖交加到回把带来进去当作让给跟]")
# A co-operative's name says its trade or its place; 避免合作社, 领着合作社 say neither.
_TRADE = re.compile(r"种植|养殖|农机|果|菜|旅游|牧|土地|劳务|手工|[村镇乡县”]|茶|菌|药")
# 江苏省南通市海门区委: the body is the last place's.
_HIGHER = re.compile(r"^.*[省市州](?=[\u4e00-\u9fff]{2,4}[市县区旗]委)|^省(?=[\u4e00-\u9fff])")
_KIND = re.compile(
    r"(?:经济|信息|劳务|文化|乡村|村民|建筑|工程|电子|商务|物流|环境|制冷|设备|金融|投资|网络|养殖|种植|农民|农业|牧业|食品|科技|专业|股份|有限|责任|集团|公司|合作社|生产|实业|发展|加工|旅游|开发|投资)"
)


def _again(text: str, found: list[Mention], places: re.Pattern[str]) -> list[Mention]:
    """Find the short name of a company (恒东水产 for 恒东水产养殖专业合作社) where the text uses it again."""
    more: list[Mention] = []
    for mention in found:
        if not mention.norm.endswith(("公司", "合作社", "集团")):
            continue
        brand = places.sub("", mention.norm)[:4]
        if len(brand) < 4 or _KIND.search(brand[:2]) or not all("\u4e00" <= c <= "\u9fff" for c in brand):
            continue
        more += [
            Mention("organization", m.start(), m.end(), mention.norm)
            for m in re.finditer(brand, text)
            if not any(m.start() < o.end and o.start < m.end() for o in (*found, *more))
        ]
    return more


_PLACES_BEFORE = re.compile(r"^.*(?:省|市|县|区|镇|乡|村|州|旗)(?=[\u4e00-\u9fff]{4})|^(?:新疆|内蒙古|广西|西藏|宁夏)")


def find_organizations(text: str) -> list[Mention]:
    """Give the named organisations of `text` in order; offsets count in `text`."""
    found = _listed(text)
    for match in _NAMED.finditer(text):
        name = _NAME.search(text, max(0, match.start() - _LONGEST), match.start())
        low = name.start() if name else match.start()
        lead = _LEAD.match(text[low : match.end()])
        start = low + (lead.end() if lead else 0)
        if start == low and text[low - 1 : low] == "”" and (quoted := _QUOTED_NAME.search(text, max(0, low - 12), low)):
            start = quoted.start()  # “一点园”果蔬专业合作社
        start = max(start, _last_place(text, start, match.start()))
        words = text[start : match.end()]
        if (
            _COUNTED.search(text[max(0, start - 4) : start])
            or words.startswith(("多家", "多个", "几家", "家"))
            or start == match.start()
        ):
            continue  # 100多家黄花专业合作社
        if (
            "政府" in words
            or _ONE_OF.search(words)
            or (match[0] == "厂" and (len(words) < 6 or "家" in words) and not text.startswith("“", start))
        ):
            continue  # 肉羊屠宰厂 has no name
        if match[0] == "合作社" and not _TRADE.search(words[:-3]):
            continue
        if match[0].endswith("合作社") and _DOING.search(words[:-3]):
            continue
        if len(words) >= 4 and not _GENERIC.fullmatch(words):
            found.append(Mention("organization", start, match.end(), unquoted(words)))
    found += [*_governments(text), *_alliances(text), *_committees(text)]
    found += [
        Mention("organization", *m.span(), unquoted(m[0]))
        for pattern in (_BRANCH, _TEAM)
        for m in pattern.finditer(text)
    ]
    for match in _STATE_BODY.finditer(text):
        garrison = match[0].startswith(("警备区", "军分区"))
        low = match.start() - (2 if garrison and _TWO.search(text, max(0, match.start() - 2), match.start()) else 0)
        found.append(Mention("organization", low, match.end(), text[low : match.end()]))
    for match in _PARTY.finditer(text):
        place = _PLACE_NAME.search(text, max(0, match.start() - 6), match.start())
        low = place.start() if place else match.start()
        lead = _LEAD.match(text[low : match.end()]) or _HIGHER.match(text[low : match.end()])
        start = low + (lead.end() if lead else 0)
        bare = match[0][1:2] == "委" and not match["department"]
        if bare and match.start() - start < 2:
            continue  # 区委, 县委 of the report itself are generic
        if not any(start < m.end and m.start < match.end() for m in found):
            found.append(Mention("organization", start, match.end(), text[start : match.end()]))
    found += _again(text, found, _PLACES_BEFORE)
    # 贵州民族大学美术学院 holds 贵州民族大学: the longest name stands.
    found = [
        m
        for m in found
        if not any(o.start <= m.start and m.end <= o.end and o.end - o.start > m.end - m.start for o in found)
    ]
    return sorted(found, key=lambda m: (m.start, m.end))


# 走进炉山镇勤光村威宁县勤鑫养殖…合作社: where it lies belongs to no name.
_VILLAGE_BEFORE = re.compile(r".*[镇乡村](?=[\u4e00-\u9fff]{4})")


def _last_place(text: str, start: int, end: int) -> int:
    place = _VILLAGE_BEFORE.match(text[start:end])
    return start + place.end() if place and end - start > 10 else start


def _committees(text: str) -> list[Mention]:
    found = []
    for match in _COMMITTEE.finditer(text):
        if place := _COMMITTEE_OF.search(text[max(0, match.start() - 16) : match.start()]):
            start = match.start() - len(place[1])
            found.append(Mention("organization", start, match.end(), text[start : match.end()]))
    return found


def _governments(text: str) -> list[Mention]:
    found = []
    for match in _GOVERNMENT.finditer(text):
        place = _GOVERNMENT_OF.search(text[max(0, match.start() - 24) : match.start()])
        if place and bool(place["rest"]) == (match[0] == "局"):
            start = match.start() - len(place[1])
            lead = _OFFICE_LEAD.match(text[start : match.start()])
            start += lead.end() if lead else 0
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
