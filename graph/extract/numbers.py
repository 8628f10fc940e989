"""Numbers as Chinese texts write them: 1.2万, 30余万, 一百二十万, 三分之一, 两成, xx.x万."""

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Number:
    """A number as found in a text, before its surroundings are read.

    `value` is in base units (None where masked, then `scale` holds the multiplier), `high` the upper end
    of a range, `inside` the qualifier that stands within the span (6万余亩: at_least).
    """

    start: int
    end: int
    value: float | None
    unit: str
    high: float | None = None
    scale: int | None = None
    inside: str | None = None


LARGEST = 10**18  # nothing that reports count is more

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}

_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")
_DECIMAL = re.compile(r"([零〇一二两三四五六七八九十百千]+)点([零〇一二三四五六七八九]+)([万亿]*)")


def chinese_number(text: str) -> float | None:
    """Give the value of a number in Chinese characters (一百二十万 → 1200000); None if it is none.

    Two digits in a row without a scale (三五, 七八) are no number but a vague span of them. 三点五万 is 35000.
    """
    if decimal := _DECIMAL.fullmatch(text):
        whole = chinese_number(decimal[1])
        digits = "".join(str(DIGITS[char]) for char in decimal[2])
        return None if whole is None else float(Decimal(f"{whole:.0f}.{digits}") * multiplier(decimal[3]))
    if not _CHINESE.fullmatch(text):
        return None
    total, section, digit = 0, 0, -1
    for char in text:
        if char in DIGITS:
            if digit > 0:
                return None
            digit = DIGITS[char]
        elif SCALES[char] >= 10_000:
            section += max(digit, 0)
            total = (
                (total + section or 1) * SCALES[char]  # 一万亿: the 万 is what the 亿 counts
                if SCALES[char] > 10_000
                else total + (section or 1) * SCALES[char]
            )
            section, digit = 0, -1
        else:
            section += (digit if digit > 0 else 1) * SCALES[char]
            digit = -1
    value = total + section + max(digit, 0)
    return float(value) if value < LARGEST else None


def multiplier(text: str) -> int:
    """Give the product of scale characters (千万 → 10000000); 1 for none."""
    product = 1
    for char in text:
        product *= SCALES.get(char, 1)
    return min(product, LARGEST)


def arabic_number(text: str, scale: int = 1) -> float:
    """Give digits (thousands separators allowed) times `scale`, exactly (136.8亿 has no binary noise)."""
    return float(Decimal(text.replace(",", "")) * scale)


def fraction(text: str) -> float | None:
    """Give a fraction, 成 or half in per cent: 三分之一 → 33.33, 两成 → 20, 一半 → 50, 百分之八 → 8."""
    if match := re.fullmatch(r"百分之([\d.]+|[零〇一二两三四五六七八九十百点]+)", text):
        return float(match[1]) if match[1][0].isdigit() else chinese_number(match[1])
    if match := re.fullmatch(r"(\d+)/(\d+)", text):
        return round(int(match[1]) / int(match[2]) * 100, 2)
    if match := re.fullmatch(r"(.+)分之(.+)", text):
        low, high = (float(part) if part.isdigit() else chinese_number(part) for part in match.groups())
        return None if not low or high is None else round(high / low * 100, 2)
    if match := re.fullmatch(r"([\d.]+|[一二两三四五六七八九])成(半)?", text):
        tenths = float(match[1]) if match[1][0].isdigit() else chinese_number(match[1])
        return None if tenths is None else tenths * 10 + (5 if match[2] else 0)
    return 50.0 if text in {"一半", "半数", "对半"} else None
