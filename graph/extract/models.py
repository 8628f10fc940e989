"""Models (模式): chains of roles or words joined by + — “党支部+合作社+农户”.

Gives one `Mention` a chain, with its components in order and its kind:
chain (党支部+合作社), open (党建+), numeric (1+10+N), paired (日访+夜访, given out as chain).
Left alone: a single word in quotes, arithmetic in a figure, steps joined by dashes (实践—总结—提高).
"""

import re
from functools import cache
from importlib.resources import files

from graph.schema import Mention

_WORD = r"[\u4e00-\u9fffA-Za-z0-9（）()·/‘’]"
_PLUS_LEFT = re.compile(rf"(?:“?{_WORD}{{1,16}}”?)?$")
_PLUS_RIGHT = re.compile(rf"(?:\+“?{_WORD}{{1,16}}”?)*\+(?:“?{_WORD}{{1,16}})?")
_DASH_RUN = re.compile(rf"{_WORD}{{2,14}}(?:[—\-]{_WORD}{{2,14}})+")
_OCR_RUN = re.compile(r"(?<=“)[\u4e00-\u9fff]{2,8}(?:十[\u4e00-\u9fff]{2,8})+(?=”)")
_SLOT = re.compile(r"[NnXxMY]|若干")
_NUMERIC = re.compile(r"\d+|[NnXxMY]|[\dNnXx]+[个名支套项类张]\S*")
# What leads up to an unquoted chain, and what follows it.
_LEAD = re.compile(
    r"^.*(?:推行|推广|采取|采用|实行|实施|形成|构建|探索|建立|按照|通过|运用|利用|创新|坚持|打造|走出|发展|完善|引入|依托|健全|组建|开展|落实|即|是|为|由|以|用|好|抓|做|的|了|在|和|与|等|从|将|对|[我全该][省市县区镇乡村])(?=..)"
)
_TAIL = re.compile(
    r"(?:的|等|为|之)?(?:多元|一体化?|新型|产业|发展|经营|运营|生产|治理|合作|管理|利益|联结|链条|融合|推广|培训|“|”)*(?:模式|机制|体系|方式|格局|路径|思路|制度|行动|活动|平台|清单|体制|网络|要求|路子|工程|项目|标准|的|等|为|新).*$|(?<=..)(?:联合|共同|协同|合力|联动)[\u4e00-\u9fff]{2}.*$"
)
_OPENING, _CLOSING = "“", "”"
_CLOSERS = {"“": "”", "‘": "’"}


@cache
def _role_ends() -> re.Pattern[str]:
    """Match a role name at the end of a string (…推行公司 → 公司)."""
    names = []
    for line in files("graph.extract").joinpath("data/roles.txt").read_text("utf-8").splitlines():
        entry, _, aliases = line.split("#")[0].partition(":")
        names += [entry.split("<")[0].strip(), *(alias.strip() for alias in aliases.split(","))]
    names = sorted({name for name in names if name}, key=lambda n: (-len(n), n))
    return re.compile(f"(?:{'|'.join(names)})$")


_ORGANISED = re.compile(r"[党委社户会组部企]|公司|基地|支部|村民|农民|群众|网格|中心|工作站|车间|院校")


def _components(words: str, joint: str) -> list[str]:
    # 党员+群众‘责任共同体’: what a component is called besides is no part of it.
    parts = [re.sub("(?<=..)‘[^’]*’$", "", part) for part in re.split(joint, words)]
    return [re.sub('[“”‘’"]', "", part).strip() for part in parts]


def _kind(parts: list[str], *, is_open: bool) -> str:
    if is_open:
        return "open"
    if all(_NUMERIC.fullmatch(part) for part in parts) or _NUMERIC.fullmatch(parts[0]):
        return "numeric"
    return "open" if _SLOT.fullmatch(parts[-1]) else "chain"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut what does not belong to the chain off its first and last component."""
    if text[start] in _CLOSERS and f"{_CLOSERS[text[start]]}+" not in text[start:end]:  # “‘支部+协会’+农户”
        return _trim(text, start + 1, end)
    closing = _CLOSERS.get(text[start - 1 : start])
    words = text[start:end]
    # A quotation mark inside cuts the run: …的“网格+”警格 keeps 网格+, “A+B”和“C+D” keeps A+B.
    open_marks: list[str] = []
    for i, char in enumerate(words):
        if char in _CLOSERS:
            if i and "+" not in words[:i]:
                return _trim(text, start + i + 1, end)
            open_marks.append(_CLOSERS[char])
        elif open_marks and char == open_marks[-1]:
            open_marks.pop()
        elif (char == closing or char in "”’") and words[i + 1 : i + 2] != "+":
            return start, start + i
    quoted = closing is not None
    if not quoted:
        head = words.split("+", 1)[0]
        role = _role_ends().search(head)
        lead = _LEAD.match(head)
        cut = lead.end() if lead else role.start() if role and len(head) > 8 else 0
        start += min(cut, len(head) - 1) if head else 0
        words = text[start:end]
    closed = quoted and text[end : end + 1] == closing
    tail_at = words.rfind("+") + 1
    tail = words[tail_at:]
    if tail and (cut_tail := _TAIL.search(tail)) and (cut_tail.start() > 0 or not closed):
        end = start + tail_at + cut_tail.start()
    return start, end


def _plus(text: str) -> list[Mention]:
    found: list[Mention] = []
    position = 0
    while (plus := text.find("+", position)) >= 0:
        # From the first + outwards: matching forward from every character would be the slow way round.
        left = _PLUS_LEFT.search(text, max(position, plus - 18), plus)
        right = _PLUS_RIGHT.match(text, plus)
        run_start, run_end = left.start() if left else plus, right.end() if right else plus + 1
        position = run_start
        while position < run_end and "+" in text[position:run_end]:
            start, end = _trim(text, position, run_end)
            position = max(end, position + 1) + 1
            words = text[start:end].strip("“”")
            start = text.index(words, start) if words else start
            end = start + len(words)
            if "+" not in words:
                continue
            parts = _components(words, r"\+")
            is_open = parts[-1] == "" or parts[0] == ""
            parts = [part for part in parts if part]
            if not parts or any(len(part) > 16 for part in parts):
                continue
            if all(
                len(part) == 1 and part.isascii() and part not in "NnXxM" and not part.isdigit() for part in parts[:1]
            ):
                continue  # C++, A+级
            if not is_open and all(part.isdigit() for part in parts) and text[end : end + 1] == "=":
                continue
            norm = "+".join(parts) + ("+" if words.endswith("+") else "")
            norm = f"+{norm}" if words.startswith("+") else norm
            found.append(
                Mention("model", start, end, norm, {"components": parts, "kind": _kind(parts, is_open=is_open)})
            )
        position = max(position, run_end)
    return found


_SAID = re.compile("”的?(?:[\u4e00-\u9fff]{0,4})模式")


def _dashes(text: str) -> list[Mention]:
    found = []
    for run in _DASH_RUN.finditer(text):
        start, end = run.span()
        if text[start - 1 : start] != _OPENING and (lead := _LEAD.match(run[0].split("—")[0].split("-")[0])):
            start += lead.end()
        tail = re.split("[—-]", text[start:end])[-1]
        if text[end : end + 1] != _CLOSING and (cut := _TAIL.search(tail)) and cut.start() > 1:
            end -= len(tail) - cut.start()
        parts = _components(text[start:end], "[—-]")
        # “品牌用户—电商平台—消费者”模式 says itself that it is one.
        said = _SAID.match(text, end) is not None and text[start - 1 : start] == _OPENING and len(parts) > 2
        roles = sum(bool(_ORGANISED.search(part)) for part in parts)
        if any(len(part) < 2 for part in parts) or not (said or roles >= max(2, len(parts) - 1)):
            continue
        found.append(Mention("model", start, end, "+".join(parts), {"components": parts, "kind": "chain"}))
    return found


def _ocr(text: str) -> list[Mention]:
    """Find chains whose + was read as 十 (“党支部十合作社十农户”): every part must be a role."""
    found = []
    for run in _OCR_RUN.finditer(text):
        parts = run[0].split("十")
        if all((role := _role_ends().search(part)) and role.start() == 0 for part in parts):
            found.append(Mention("model", *run.span(), "+".join(parts), {"components": parts, "kind": "chain"}))
    return found


def find_models(text: str) -> list[Mention]:
    """Give the models of `text` in order; offsets count in `text`."""
    found = _plus(text) if "+" in text else []
    if "—" in text or "-" in text:
        found += _dashes(text)
    found += _ocr(text)
    return sorted(found, key=lambda m: (m.start, m.end))
