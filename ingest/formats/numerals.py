"""Counting as Word does it: 1 as 一, (一), ①, I, a, 壹.

Names are those of ST_NumberFormat in ECMA-376 part 1, 17.18.59.
"""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST = 9999
_TEENS = range(10, 20)


def written(count: int, form: str) -> str:
    """Write a count in one of Word's number formats; an unknown one counts in digits."""
    write = _FORMS.get(form)
    return write(count) if write is not None and 0 < count <= _LARGEST else str(count)


def _counting(count: int) -> str:
    text = _chinese(count, _DIGITS, "十百千")
    return text.removeprefix("一") if count in _TEENS else text  # 十二, not 一十二


def _chinese(count: int, digits: str, units: str) -> str:
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = count // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        zero = "零" if gap else ""
        text += zero + digits[digit] + (units[place - 1] if place else "")
        gap = False
    return text


def _run(first: str, length: int) -> Callable[[int], str]:
    """Give a format whose signs are one run of Unicode characters."""
    return lambda count: chr(ord(first) + count - 1) if count <= length else str(count)


def _around(signs: str) -> Callable[[int], str]:
    return lambda count: signs[(count - 1) % len(signs)]


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _roman(count: int) -> str:
    text = ""
    for size, sign in (*_ROMAN, *_ROMAN_SMALL):
        times, count = divmod(count, size)
        text += sign * times
    return text


_FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "chineseLegalSimplified": lambda count: _chinese(count, _LEGAL_DIGITS, "拾佰仟"),
    "ideographDigital": lambda count: "".join(_DIGITS[int(digit)] for digit in str(count)),
    "ideographTraditional": _around(_STEMS),
    "ideographZodiac": _around(_BRANCHES),
    "ideographEnclosedCircle": _run("㊀", 10),
    "decimalEnclosedCircle": _run("①", 20),
    "decimalEnclosedCircleChinese": _run("①", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "decimalFullWidth": lambda count: "".join(chr(ord("０") + int(digit)) for digit in str(count)),
    "decimalZero": lambda count: f"{count:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
}
