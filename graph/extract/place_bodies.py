"""Bodies that a place names (扶风县疾控中心, 渠县农业农村局, 古劳镇党委): sure where the place is a mention.

Only the place right before the body belongs to its name: 江苏省南通市|海门区委. A branch has its head office before
the place (国家统计局长武县调查队).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from graph.extract.region_lexicon import read_words
from graph.schema import Mention

# 县委员会|书记, 政协|委员, 人大|代表, 政府|采购; a part of the body (教育局|基础教育科) is another name.
_NO_BODY = (
    "(?!长|委?员|书记|常委|副|托|派|任(?!命|务)|主席|主任|代表|会议|提案|第|工作报告|采购|购买|债券|网(?!络)|性|化|"
    "[^，。；、]{0,8}(?:科|处(?!理|置|罚)|室|站(?![长在])|支部|党总支|党组|[支大中]队|分局|所(?![有在以])|中心(?!组)))"
)
_PARTY_OF = re.compile("(?:民盟|民革|民建|民进|农工党|致公党|九三学社|台盟|共青团|中共)$")  # 民盟|上海市委
_RANK = re.compile("[省市县区旗州盟]$")  # before 委 the place is told in full: 海门区|委
_HEAD_LONGEST = 12  # characters of a head office's name


@cache
def _bodies() -> list[re.Pattern[str]]:
    """Give what may stand behind a place told in full, told short, of a town; before and behind a branch's place."""
    party, bureau, body, town, head, branch = (
        "|".join(sorted(read_words("place_bodies.txt")[kind], key=lambda word: (-len(word), word)))
        for kind in ("party", "bureau", "body", "town", "head", "branch")
    )
    school = "第[一二三四五六七八九十]{1,2}(?:中学|小学|人民医院|幼儿园)|实验[中小]学"
    short = f"(?:{bureau})[局厅]|{school}|{body}"
    return [
        *(re.compile(f"(?:{names}){_NO_BODY}") for names in (f"委(?:{party})?|{short}", short, town)),
        re.compile(f"(?:{head})$"),
        re.compile(f"(?:{branch})"),
    ]


def find_place_bodies(text: str, regions: Iterable[Mention]) -> Iterator[Mention]:
    """Give the bodies that stand right behind mentions of places, in their order."""
    told_in_full, short, town, head, branch = _bodies()
    for region in regions:
        if region.fields.get("level") == "village":
            continue
        of = head.search(text, max(0, region.start - _HEAD_LONGEST), region.start)
        if of and (body := branch.match(text, region.end)):
            yield Mention("organization", of.start(), body.end(), text[of.start() : body.end()])
            continue
        ranked = _RANK.search(text, region.start, region.end) is not None
        pattern = town if region.fields.get("level") == "town" else told_in_full if ranked else short
        if body := pattern.match(text, region.end):
            party = _PARTY_OF.search(text, max(0, region.start - 4), region.start)
            start = party.start() if party else region.start
            yield Mention("organization", start, body.end(), text[start : body.end()])
