"""Industries: what a region grows, keeps, makes or sells."""

import pytest

from graph.extract.industries import find_industries, plain_name


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("有机肥", "有机肥"),
        ("特色草莓", "草莓"),
        ("茶种植", "茶"),
        ("有机蔬菜种植", "蔬菜"),
        ("农业种养殖", "种养殖"),
        ("绿色产业", "绿色产业"),
        ("林下养殖", "林下养殖"),
        ("规模化养殖", "规模化养殖"),
        ("海水养殖", "海水养殖"),
        ("高新技术产业", "高新技术产业"),
        ("房地产业", "房地产业"),
        ("石化产业", "石化"),
        ("生态农业", "生态农业"),
    ],
)
def test_a_plain_name_keeps_what_makes_it_one(name, plain):
    assert plain_name(name) == plain


def industries(text):
    return [m.norm for m in find_industries(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发展草莓、葡萄、大蒜等特色产业", ["草莓", "葡萄", "大蒜"]),
        ("烤烟、核桃、香菇、苹果、中蜂、奶山羊等产业", ["烤烟", "核桃", "香菇", "苹果", "中蜂", "奶山羊"]),
        ("建成光伏发电站", ["光伏发电"]),
        ("农村电商越做越大", ["农村电商"]),
        ("乡村旅游越做越旺", ["乡村旅游"]),
        ("发展壮大火龙果产业", ["火龙果"]),
        ("种植石斛200亩", ["石斛"]),
        ("培育蜜瓜、蔬菜两个产业", ["蜜瓜", "蔬菜"]),
    ],
)
def test_products_and_trades(text, expected):
    assert industries(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "走进玫瑰谷",
        "他吃了苹果",
        "用苹果手机拍照",
        "发展多元化产业",
        "在岩茶乡调研",
        "发展特色产业",
        "做强主导产业",
        "产业兴旺",
        "朝阳产业",
        "",
    ],
)
def test_names_meals_and_generic_words_are_none(text):
    assert industries(text) == []


def test_the_longest_name_wins():
    (found,) = find_industries("养殖奶山羊三万只")
    assert found.norm == "奶山羊"


def test_a_product_once_told_is_one_wherever_it_comes_back():
    text = "全村种植香菇300亩。李大姐说起香菇就笑。"
    assert [text[m.start : m.end] for m in find_industries(text)] == ["香菇", "香菇"]


def test_kinds_that_no_list_holds():
    text = "他养殖杏花鸡。如今杏花鸡产业红火。"
    assert [text[m.start : m.end] for m in find_industries(text)] == ["杏花鸡", "杏花鸡"]
    text = "村民种植黄杨，黄杨种植面积1000亩，黄杨远销各地。"
    assert [text[m.start : m.end] for m in find_industries(text)] == ["黄杨", "黄杨", "黄杨"]
