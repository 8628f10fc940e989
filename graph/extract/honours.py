"""Honours (荣誉): awards, titles and ranks, with level (国家, 省, 市, 县) and year where stated."""

import re
from collections.abc import Iterator

from graph.extract.honour_forms import SCOPE, find_opened
from graph.extract.lexicon import unquoted
from graph.schema import Mention

# Who bears a title that a village hands out.
BEARER = "(?:媳妇|婆婆|家庭|孝子|党员|标兵|之星|能手|模范|个人|集体|好人|示范户|文明户)"
_LEVELS = {
    "国家": r"国家级?|全国|(?:平安|健康|法治|数字|信用|美丽|文明)?中国|世界|国际|农业农村部|中组部|民政部",
    "省": r"省级?|自治区级?|全[省区](?!县)|[\u4e00-\u9fff]{2,3}省|xx省",
    "市": r"市级?|全市|地级|[\u4e00-\u9fff]{2,4}市|xx市",
    "县": r"[县区]级?|全[县区旗]|xx区",
}
_QUALITY = (
    r"先进|文明|示范|优秀|模范|标兵|十佳|十大|百强|百佳|最美|美丽|卫生|生态|平安|民主法治|"
    r"标准化|达标|五星级?|四星级?|三星级?|5A级?|4A级?|3A级?|星级|特色|明星|幸福|"
    r"和谐|红旗|森林|旅游|创新|典型|放心|重点|绿色|小康|一村一品|双强|精品|样板|标杆|金牌|"
    r"一类|甲级|优质|试验|地理标志|休闲|传统(?=村落)|历史文化|名村|康养|科普|淘宝|景区"
)
_THING = (
    r"乡村|(?:基层)?党组织|党支部|党委|村(?!落)|[镇县乡市]|社区|单位|集体|个人|称号|奖(?!励|补|金)|基地|示范区|"
    r"先行区|园区|产业园|合作社|企业|户|家庭|品牌|案例|示范场|工程|项目|站|中心|共产党员|党务工作者|"
    r"学校|高校|村落|团队|试验区|考察点|名录|县城|小镇|田园|街道|村庄|村寨|家园|产品|试点|先行区|非物质文化遗产|景区|牧场|农场"
)
# Each branch begins with its literal, so that the search skips to it; the place before 省, 市 … is read backwards.
_TITLE = re.compile(
    rf"(?:国家|世界|国际|中国|全国|全省|全市|全区|全县|全州|省级?|市级?|区级?|县级?|州级?)“?(?:(?!、{SCOPE})[\u4e00-\u9fffA-Z0-9·、（）“]){{0,14}}?(?:{_QUALITY})[\u4e00-\u9fff0-9A-Z·”]{{0,14}}?(?:{_THING})(?:精品村|示范村|创建村|重点村|先进村|[\u4e00-\u9fff]{{0,8}}示范[县区市])?(?:（[^）]{{1,8}}）)?”?(?:称号)?"
)
_OF_PLACE = re.compile(r"(?:[\u4e00-\u9fffx]{2,4}自治|[\u4e00-\u9fffx]{2,4})$")
_VERB = (
    r"荣获|获评|获得|获|被评为|被授予|被命名为|被确定为|被认定为|被列为|被列入|入选|入围|跻身|授予|荣膺|评为|评选为|成功创建|"
    r"创建|创成|建成|作为|斩获|喜获|荣立|追记|记|摘得|争创|夺得|培育|命名为|先后获|成为|表彰"
)
_WIN = re.compile(
    rf"(?:{_VERB})(?:了|为|成为|首批|第[一二三四五六七八九十\d]+批|全|(?:\d{{4}}[-—至])?\d{{4}}年度?)*(?:“[^“”]{{2,20}}”[、和及]?)*[^，。；]{{0,12}}$"
)
# What won the title may stand at the front of the match (创建省级…: 创建 is no part of the title).
_WON_TITLE = re.compile(
    rf"^.*?(?:{_VERB})(?:了|为|成为|首批|(?:\d{{4}}[-—至])?\d{{4}}年度?)*(?={SCOPE})|^年?度(?={SCOPE})"
)
# Anchors of the other honours; what stands before them in the clause is taken along (_TAKEN characters at most).
_RANK = re.compile(
    r"(?:跃居|前移至|上升至|升至|位居|位列|名列|排名|荣登)[^，。；、“”]{0,10}(?:第[一二三四五六七八九十\d]+[名位]|榜首|首位)|"
    r"(?:位居|位列|居|列|排名|跻身|获得)(?:[\u4e00-\u9fff]{2,6}(?:省|市|区|县)|全[国省市区县州])[^，。；、]{0,6}?"
    r"(?:第[一二三四五六七八九十\d]+(?:等次|名|位|方阵)?|前[一二三四五六七八九十\d]+[名位强]?|首位|前列)"
)
_BARE = re.compile(
    r"“?(?:五好家庭|道德模范|身边好人|(?:最美|好)(?:家庭|婆婆|媳妇|公婆|妯娌|邻居|庭院)|文明户|文明家庭|星级文明户|十星级文明户|优秀共产党员|先进基层党组织|百强县|五星党组织|五星级党组织|时代楷模|全国劳模|劳动模范|五一劳动奖章|三八红旗手)”?"
)
# A prize at a named contest, a title without a scope of its own.
_PRIZE = re.compile(
    r"特等奖|一等奖|二等奖|三等奖|金奖(?<!资金奖)|银奖|铜奖|优秀奖|优胜奖|[一二三]等功|大功(?=[，。；、])|集体嘉奖|个人嘉奖|非物质文化遗产(?!传承|保护|馆)|流动红旗|先进(?:单位|集体|个人)|第一[村镇县](?=”)"
)
# 获评“助理农艺师”“农技师”: whatever is quoted after a verb of winning is a title.
_QUOTED_TITLE = re.compile(
    r"(?:获评|荣获|入选|入围|被评为|评为|授牌|遴选为|授予|被授予|荣膺|斩获|喜获|摘得|获得)(?:了|为)?(?:[^，。；“”]{0,18})((?:“[^“”\n]{3,24}”[、和及]?)+)"
)
# 评选“孝顺媳妇”“十大孝子”: titles for persons and families.
_CHOSEN = re.compile(rf"评选(?:了|出|表彰)?((?:“[^“”\n]{{2,10}}{BEARER}”[、和及]?)+)")
_QUOTE = re.compile("“([^“”]+)”")
# 居中部第一, 有色产业规模全国第一, 中国农业企业500强, 五星级清洁卫生户
_PLACED = re.compile(
    r"(?:全国|全省|全市|全县|全区|中部|西部|东部|世界|全球)第[一二三四五六七八九十\d]+[位名]?(?![批期届次产个])|"
    r"(?:中国|全国|世界)[\u4e00-\u9fff]{2,10}(?:500|百|50|100|10|十)强|[一二三四五十]星级[\u4e00-\u9fff]{2,6}户"
)
# 获得国家绿色食品认证
_CERTIFICATE = re.compile("认证|商标|标志(?:保护)?(?:农产品|产品)|名特优新农产品")
_CERTIFICATE_OF = re.compile(
    "(?:获得|获|取得|荣获|登记为|注册为?|成为|进入|入选|通过|拥有|认定为)了?(?P<title>(?:[国全][家国]|中国|省级|欧盟)?级?"
    "(?:农产品|有机|绿色|无公害|地理|驰名|富硒|(?=名特优新))[\u4e00-\u9fff]{0,8})$"
)
_WON_PRIZE = re.compile(
    r"(?:获评|荣获|获得|斩获|获|喜获)(?:了|过)?(?P<title>[^，。；！？“”\n]{3,40}?(?:[特一二三]等奖|示范奖|创新奖|贡献奖|优秀奖|(?<!资)金奖|银奖|铜奖))"
)
# 省著名商标12个
_MARKS = re.compile("(?:驰名|著名|知名)商标(?=\\d)")
_MARK_OF = re.compile("(?:国家级|中国|[省市]|[\u4e00-\u9fff](?![省市])[\u4e00-\u9fff])$")
_HEIR = re.compile("传承人")
_HEIR_OF = re.compile(r"(?:国家级|省级|市级|县级|(?![是为])[\u4e00-\u9fff]{2,3}[省市县区])[\u4e00-\u9fff]{2,12}$")
_PLAIN = re.compile("^全国的|重要品牌|重点项目|^[\u4e00-\u9fff]是")
# 将创建省级示范村: not won yet.
_PLANNED = re.compile("(?:将|拟|计划|力争|争取|有望)(?:要|再|新)?(?:创建|建成|打造|培育|创成|评选|成为|争创)")
_TAKEN = 16
_BEFORE_ANCHOR = re.compile(r"[\u4e00-\u9fff·]*$")
_WON = re.compile(rf"^.*(?:{_VERB}|在|的|是|为|“)(?:[了者]和?)?(?=[\u4e00-\u9fff]{{2,}})")
_COUNTED = re.compile(
    r"”?(?:已?达到?|共有?|已有)?\s*\d|”?之一|(?<=示范村|先进村|文明村)(?:——?)?[\u4e00-\u9fff]{2,3}[村镇乡]"
)
_TITLED = re.compile("”?(?:等)?(?:的?美誉|荣誉称号|称号|等?荣誉|殊荣|先进典型|典型)")
_YEAR = re.compile(r"((?:19|20)\d{2})年")
_NATIONAL = re.compile("全国|国家级")  # “四好农村路”全国示范县
_SENTENCE = 200  # characters looked back for the start of a sentence
_NEWER = re.compile("今年|去年|前年|近日|如今|目前")  # 2016年成立以来…，今年获评: the year before does not count


def level_of(words: str) -> str | None:
    """Give the level that a title names (national … county), or None."""
    first = next((level for level, pattern in _LEVELS.items() if re.match(pattern, words)), None)
    return first or ("国家" if _NATIONAL.search(words) else None)


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind(mark, max(0, at - _SENTENCE), at) for mark in "。；\n") + 1


def year_of(text: str, start: int) -> int | None:
    """Give the year that the sentence tells before a title at `start`, unless it goes on to a newer time."""
    sentence = _sentence_start(text, start)
    years = _YEAR.findall(_NEWER.split(text[sentence:start])[-1])
    return int(years[-1]) if years else None


def _title(text: str, start: int, end: int, won_until: int) -> Mention | None:
    """Give the title in text[start:end], None where the text does not say that somebody received it."""
    whole = text[start:end]
    sentence = _sentence_start(text, start)
    front = _WON_TITLE.match(whole)
    won = front is not None or _WIN.search(text[max(sentence, start - 30) : start]) is not None
    listed = won_until >= 0 and re.fullmatch(r"[、和及“”]*", text[won_until:start]) is not None
    stated = _COUNTED.match(text, end) or _TITLED.match(text, end) or "首批" in whole
    if not (won or listed or stated):
        return None
    if _PLAIN.search(whole) or _PLANNED.search(text, max(sentence, start - 12), end):
        return None
    words = whole[front.end() if front else 0 :].strip("“”")
    start += whole.rindex(words)
    norm = re.sub("[“”]|称号$", "", words)
    fields = {"level": level_of(norm), "year": year_of(text, start)}
    return Mention("honour", start, start + len(words), norm, fields)


def _honour(text: str, start: int, end: int) -> Mention:
    norm = unquoted(text[start:end])
    return Mention("honour", start, end, norm, {"level": level_of(norm), "year": year_of(text, start)})


def _titles(text: str) -> list[Mention]:
    found: list[Mention] = []
    won_until, last = -1, 0
    for match in _TITLE.finditer(text):
        start = match.start()
        if match[0][0] in "省市县区" and (place := _OF_PLACE.search(text, max(last, start - 6), start)):
            start = place.start()
        last = match.end()
        title = _title(text, start, last, won_until)
        if title is not None:
            won_until = match.end()
            found.append(title)
    return found


def _anchored(text: str) -> Iterator[Mention]:
    """Give ranks, prizes and bare titles; what stands before in the clause is taken along."""
    for pattern in (_RANK, _BARE, _PRIZE):
        for match in pattern.finditer(text):
            low = match.start()
            if pattern is _BARE:
                # 文明家庭 is a title where it is quoted, won or handed out, else a kind of family.
                told = match[0][0] == "“" or _TITLED.match(text, match.end())
                if not told and not _WIN.search(text[max(0, low - 20) : low]):
                    continue
            elif before := _BEFORE_ANCHOR.search(text, max(0, low - _TAKEN), low):
                low = before.start()
            words = _WON.sub("", text[low : match.end()]).strip("“”").removeprefix("年")
            start = match.end() - len(words) - (text[match.end() - 1] == "”")
            yield _honour(text, start, start + len(words))


def _won(text: str) -> Iterator[Mention]:
    """Give what follows a verb of winning, and the heirs of a craft."""
    for match in _MARKS.finditer(text):
        if before := _MARK_OF.search(text, max(0, match.start() - 3), match.start()):
            yield _honour(text, before.start(), match.end())
    for start, end in find_opened(text):
        yield _honour(text, start, end)
    for match in _CERTIFICATE.finditer(text):
        if before := _CERTIFICATE_OF.search(text, max(0, match.start() - 24), match.start()):
            yield _honour(text, before.start("title"), match.end())
    for match in (*_QUOTED_TITLE.finditer(text), *_CHOSEN.finditer(text)):
        for quote in _QUOTE.finditer(text, *match.span(1)):
            yield _honour(text, *quote.span(1))
    for match in _PLACED.finditer(text):
        yield _honour(text, *match.span())
    for match in _HEIR.finditer(text):
        if craft := _HEIR_OF.search(text, max(0, match.start() - 18), match.start()):
            yield _honour(text, craft.start(), match.end())


def find_honours(text: str) -> list[Mention]:
    """Give the honours of `text` in order; `fields` hold level and year, None where unsaid."""
    found = [_honour(text, *match.span("title")) for match in _WON_PRIZE.finditer(text)]
    for mention in (*_titles(text), *_anchored(text), *_won(text)):
        if not any(mention.start < m.end and m.start < mention.end for m in found):
            found.append(mention)
    return sorted(found, key=lambda m: (m.start, m.end))
