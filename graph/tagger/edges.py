"""Edges: where a name begins and ends, once the judge has said that it is one.

The judge learned from spans with the edges that words give; what is mended here is seen by people, not by the judge.
"""

import re

import rjieba

_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"), ("(", ")"))
# 三年行动|计划, 一系列|难题, 文明村|镇, 省教育厅|政策法规处 (not 政策法规处处长…): what goes on belongs to the name.
_OFFICE = (
    "(?![^处科司室心队站所]*(?:[与和及等对将的在向为以者员]|会同|联合|组织|开展|协助|参与|相关|有关|各|下属))[\u4e00-\u9fff]{2,6}"
    "(?:(?<!严)处(?![理置罚于境])|科(?![技学研普员])|司(?![机法])|室|中心(?!组)|[大支]队|站(?![长在位])|所(?![有在长以]))"
    "(?![副处科司站所主正局局队]*[长任]|干部|党[委总支组]|书记|[一二三四]级|工作人员)"
)
_GOES_ON = {
    "organization": re.compile(
        f"(?<=[厅局委部]){_OFFICE}|(?<=国务院)办公厅|(?<=第[一二三四五六七八九十]中)学|(?<=园)区"
    ),
    "initiative": re.compile("(?<=行动)计划|(?<=攻坚)战|(?<=工作)队|(?<=管理)模式|(?<=岗)位"),
    "problem": re.compile(
        "(?<=系列|现实|实际|突出|基本|主要|具体|技术|各种|各类|诸多|的新)(?:难题|问题|困难|需求|瓶颈|短板)|(?<=邻里|家庭|干群|婚恋|山林)(?:矛盾|纠纷)"
    ),
    "honour": re.compile(
        "(?<=文明村|示范乡|示范村)镇|(?<=党支部|党组织)书记(?=[”，。、；等称])|(?<=特色村)寨|(?<=试点)[县市区村]|(?<=文明市)民"
    ),
}
# 围绕|停车难, 据|省地震局, 各大|文创产业, 为|富硒辣椒: what leads to a name.
_BEFORE = {
    # 16|个区网格化城市管理平台, 完|成对“回头看”: the measure word, and what a segmenter joined to a quotation
    "initiative": re.compile(
        "(?<=\\d)[个条项家](?:[省市县区镇乡村](?=[\u4e00-\u9fff]{4}))?|[成完对](?=对?“)对?|(?<=[\\d.])[万千百亿]*(?:亩|公里|户|吨|米|平方米|人)(?=.{4})"
    ),
    "problem": re.compile(
        "(?:同时|但是?|因此|由于|的)(?=.{3})|[一二三四五六七八九]是(?=.{4})|围绕|针对|聚焦|紧盯|着(?!火)|困扰[^，。；、]{2,10}的|(?:破解|解决|防范化解|化解)(?!不)"
    ),
    "organization": re.compile(
        "(?:至(?=中国|国家|全国|省)|联合(?=国网)|据|及|经(?=[省市县区])|责令|督促|听说|简称|其中仅|仅)(?=.{3})"
    ),
    "honour": re.compile("(?<=年)度(?=.{4})"),
    "industry": re.compile(
        "(?:各[大类种]|更多|[让为以占]|对(?!虾)|到(?=[养种])|有(?![机色])|成(?![品套都为])|如(?![皋东意]))(?=.)"
    ),
}
# 瓜果节|让, 主题党日|等制度, 采摘园|里, 书法家协会|会员…, 办事远|等突出问题, 夏橙|等: what stands behind it.
_BEHIND_NAME = "(?<=.{2})[让将已]|(?<=[会节动])[上中]|(?<=..)等(?:制度|机制|活动|行动|项目|工程|模式|平台|做法)"
_BEFORE_CHINA = re.compile("(?:平安|健康|法治|数字|信用|美丽|文明)$")  # 平安|中国建设示范县
_BEHIND = {
    "initiative": re.compile(f"(?:{_BEHIND_NAME})$"),
    "organization": re.compile(
        f"(?:{_BEHIND_NAME}|(?<=.{{3}})一行.*|(?<=.{{2}}[园馆城厂院校店社群])[里内]|(?<=[局委部厅院会])[主副做是从原]"
        "|(?<=.{2}[学院所司局委])(?:共建|携手|会同).+"
        "|(?<=.{2}[会院店社行])(?:会员|理事|志愿者|店长|主任|记者|职工)[\u4e00-\u9fff]{0,4})$"
    ),
    # 问题, once more than one has been told, sums them up.
    "problem": re.compile(
        "(?:(?<![节制公合条契违])约|(?<=..)这一(?:突出|现实|共性|关键|老大难|棘手)*(?:问题|难题|短板|瓶颈)"
        "|(?<=[多难远高低弱少差大强善足])等(?:[^、，]{0,4}(?:问题|困难|现象|难题|瓶颈|短板))?)$"
    ),
    "honour": re.compile("(?<=..)(?:(?:以上)?的|等?”?(?:荣誉)?称号|名单)$"),
    "industry": re.compile("(?:(?<=.{2})[是真及火因]|(?<=.)(?<![平对均优相中高上])等|(?<=..[卖种养收])忙)$"),
}


def mended(text: str, kind: str, start: int, end: int) -> tuple[int, int]:
    """Give the whole name without what stands before and behind it, with both halves of its marks or neither."""
    behind = _BEHIND.get(kind)
    if behind and (found := behind.search(text[start:end])) and not (kind == "problem" and "、" in text[start:end]):
        end = start + found.start()
    before = _BEFORE.get(kind)
    if before and (found := before.match(text, start, end - 1)):
        start = found.end()
    if (
        kind == "honour"
        and (front := _BEFORE_CHINA.search(text, max(0, start - 2), start))
        and text.startswith("中国", start)
    ):
        start = front.start()
    if kind == "initiative" and text[end - 2 : end - 1] == "”" and len(rjieba.cut(text[end - 1 : end + 3])[0]) > 1:
        end -= 1  # “草原110”|法(律明白人)
    goes_on = _GOES_ON.get(kind)
    if goes_on and (rest := goes_on.match(text, end)):
        end = rest.end()
    for opens, closes in _PAIRS:
        more = text.count(opens, start, end) - text.count(closes, start, end)
        if more < 0 and text[end - 1] == closes:
            end -= 1
        elif more < 0:
            start -= text.startswith(opens, start - 1)
        elif more > 0 and kind == "problem" and text[end - 1] != opens and not text.startswith(closes, end):
            start = text.rindex(opens, start, end) + 1  # 山区县“引才难、…
        elif more > 0 and text[start] == opens:
            start += 1
        elif more > 0:
            end += text.startswith(closes, end)
        if not more and text[start] == opens and text[end - 1] == closes and text.count(opens, start, end) == 1:
            start, end = start + 1, end - 1  # “三会一课”, once 等制度 is gone
    return start, end
