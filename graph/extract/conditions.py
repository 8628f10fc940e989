"""Conditions (条件): what a measure leans on — 依托…, 立足…, 投资…, 在…前提下, 以…为契机."""

import re

_LEANS_ON = "(?:立足|依托|借助|凭借|得益于|利用|抓住|抢抓)"
# White space may stand anywhere: the function works on raw text, where lines are wrapped.
_CONDITION = re.compile(
    # 立足实际|制定…, 利用植保无人机|开展…: what is done is no part of it.
    rf"{_LEANS_ON}[^，。；：！？“”]{{2,36}}?(?=制定|推行|开展|大力|积极|创办|引进|不断|深入推进|进行)|"
    rf"{_LEANS_ON}[^，。；：！？“”]{{4,36}}?(?=，|。|；|做|建|打|发展|为)|"
    r"投资\s*[\d.]+\s*[余多]?\s*[万亿]*\s*元|"
    r"在[^，。；：！？]{4,40}?(?:前提下|基础上|条件下)|"
    r"以[^，。；：！？]{2,24}?为(?:契机|依托|基础|前提)|"
    r"针对[^，。；：！？]{4,30}?(?:的?(?:特点|实际|情况|现状))"
)


def find_conditions(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the spans of conditions stated in text[start:end]."""
    return [match.span() for match in _CONDITION.finditer(text, start, end)]
