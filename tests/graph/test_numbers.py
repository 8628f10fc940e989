"""Numbers: what Chinese and Arabic numerals are worth, and which are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extract.numbers import arabic_number, chinese_number, fraction, multiplier

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("三", 3),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("一百", 100),
        ("一百零五", 105),
        ("一百二十", 120),
        ("三千", 3000),
        ("两千零一", 2001),
        ("九千九百九十九", 9999),
        ("一万", 10_000),
        ("十二万", 120_000),
        ("一百二十万", 1_200_000),
        ("三千万", 30_000_000),
        ("一亿", 100_000_000),
        ("一亿两千万", 120_000_000),
        ("十二亿三千四百万", 1_234_000_000),
        ("千", 1000),
        ("百", 100),
        ("零", 0),
        ("二〇", None),
        ("三五", None),
        ("七八", None),
        ("", None),
        ("十二个", None),
        ("12", None),
        ("三点五", 3.5),
        ("十二点零五万", 120_500),
        ("三点", None),
    ],
)
def test_chinese_numbers(words, value):
    assert chinese_number(words) == value


def written(n):
    """Write 0 < n < 10,000 in Chinese characters."""
    out, zero = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // unit % 10
        if digit:
            out += ("零" if zero and out else "") + DIGITS[digit] + sign
            zero = False
        else:
            zero = True
    return out


@given(st.integers(1, 9999))
def test_what_is_written_out_is_read_back(n):
    assert chinese_number(written(n)) == n


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(0, 9999))
def test_sections_of_ten_thousand_add_up(high, middle, low):
    words = f"{written(high)}亿{written(middle)}万{written(low)}"
    assert chinese_number(words) == high * 10**8 + middle * 10**4 + low


@pytest.mark.parametrize(
    ("words", "factor"), [("", 1), ("万", 10_000), ("千万", 10_000_000), ("亿", 10**8), ("万亿", 10**12), ("百", 100)]
)
def test_multipliers(words, factor):
    assert multiplier(words) == factor


@pytest.mark.parametrize(
    ("digits", "scale", "value"),
    [
        ("5000", 10_000, 50_000_000),
        ("1.08", 10_000, 10_800),
        ("136.8", 10**8, 13_680_000_000),
        ("1,234.5", 10_000, 12_345_000),
        ("0.1", 3, 0.3),
        ("26.05", 10**8, 2_605_000_000),
        ("2369.87", 10_000, 23_698_700),
    ],
)
def test_arabic_numbers_are_exact(digits, scale, value):
    assert arabic_number(digits, scale) == value


@pytest.mark.parametrize(
    ("words", "percent"),
    [
        ("三分之一", 33.33),
        ("三分之二", 66.67),
        ("四分之三", 75),
        ("百分之八", 8),
        ("百分之三十五", 35),
        ("百分之12.5", 12.5),
        ("两成", 20),
        ("三成半", 35),
        ("7成", 70),
        ("一半", 50),
        ("半数", 50),
        ("对半", 50),
        ("十", None),
        ("零分之一", None),
        ("一成", 10),
    ],
)
def test_fractions_are_per_cent(words, percent):
    assert fraction(words) == percent
