"""Organisations: those with a name of their own; roles are none."""

import pytest

from graph.extract.organizations import find_organizations


def organizations(text):
    return [(text[m.start : m.end], m.norm) for m in find_organizations(text)]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("与中国农业大学合作", "中国农业大学"),
        ("请来中国农业大学、南京农业大学的专家", "中国农业大学"),
        ("贾汪区委出台意见", "贾汪区委"),
        ("市委组织部统一组织", "市委组织部"),
        ("区农业农村局组建支部", "区农业农村局"),
        ("兰考农商银行发放贷款", "兰考农商银行"),
        ("2015年成立芒赉畜牧专业合作社", "芒赉畜牧专业合作社"),
        ("组建“虹心”党建联盟", "“虹心”党建联盟"),
    ],
)
def test_names(text, surface):
    assert organizations(text)[0][0] == surface


def test_the_norm_has_no_quotation_marks():
    assert organizations("组建“虹心”党建联盟") == [("“虹心”党建联盟", "虹心党建联盟")]


def test_short_names_in_a_list_of_companies():
    text = "引进和氏、小羊妙可等12家农业龙头企业"
    assert organizations(text) == [("和氏", "和氏"), ("小羊妙可", "小羊妙可")]


def test_a_quoted_name_belongs_to_its_cooperative():
    assert organizations("党支部领办“一点园”果蔬专业合作社")[0][1] == "一点园果蔬专业合作社"


@pytest.mark.parametrize(
    "text",
    [
        "村党支部领办合作社",
        "成立农民专业合作社",
        "大学生村官到岗",
        "柳溪县委书记表示",
        "各村合作社",
        "当地银行",
        "一所大学",
        "",
    ],
)
def test_roles_are_none(text):
    assert organizations(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("由中国乡村发展基金会发起", ["中国乡村发展基金会"]),
        ("按照柳河镇党委的安排", ["柳河镇党委"]),
        ("成立“新农人”临时党支部", ["“新农人”临时党支部"]),
        ("团省委、教育部办公厅联合发文", ["团省委", "教育部办公厅"]),
        ("为柳河乡小学捐赠空调", ["柳河乡小学"]),
        ("县乡村振兴中心公示", ["县乡村振兴中心"]),
        ("来到山西光热有限责任公司", ["山西光热有限责任公司"]),
        ("贵州山水大学美术学院的学生", ["贵州山水大学美术学院"]),
        ("走进柳河镇杨村青川县恒水养殖农民专业合作社", ["青川县恒水养殖农民专业合作社"]),
        ("柳河镇杨村青川大学生物与化学工程学院第一教师党支部走访", ["青川大学生物与化学工程学院第一教师党支部"]),
        ("与沙梨乡和岩茶乡政府座谈", ["岩茶乡政府"]),
        ("县文旅局、团县委及柳河镇政府重视", ["县文旅局", "团县委", "柳河镇政府"]),
        ("柳河电子科技集团（简称柳河电科）捐款。下一步，柳河电科将", ["柳河电子科技集团", "柳河电科", "柳河电科"]),
        ("、安顺市青年摄影家协会、", ["安顺市青年摄影家协会"]),
        ("在柳河县中等职业学校听课", ["柳河县中等职业学校"]),
        ("走进新发地农副产品物流园", ["新发地农副产品物流园"]),
        ("据柳河县农业农村局介绍", ["柳河县农业农村局"]),
        ("参观云南白药博物馆", ["云南白药博物馆"]),
        ("会员企业青川恒水贸易集团有限公司捐款", ["青川恒水贸易集团有限公司"]),
        ("柳河县农投公司和柳河县文化广电和旅游局签约", ["柳河县农投公司", "柳河县文化广电和旅游局"]),
        ("中国粮食行业协会与玉峰茶厂合作", ["中国粮食行业协会", "玉峰茶厂"]),
        ("恒水水产养殖专业合作社成立。如今，恒水水产带动百户。", ["恒水水产养殖专业合作社", "恒水水产"]),
    ],
)
def test_bodies_of_a_place_committees_and_short_names(text, found):
    assert [surface for surface, _ in organizations(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "建成100多家茶叶专业合作社",
        "“公司+农牧民合作社+农户”",
        "在一家砂石厂打工",
        "镇党委研究",
        "村公司与镇保险公司签约",
        "在一家食品加工厂打工",
        "在行业布局和开局之年走上镇政府",
        "分行业成立党支部",
        "召开专题协商会",
        "养蜂合作社有了起色",
        "现代农业发展招商会举行",
        "镇上的家庭农场主种豆尖",
        "（二）村（居）民委员会为执行主体",
        "考上大学",
        "形成新格局",
    ],
)
def test_kinds_and_roles_have_no_name(text):
    assert organizations(text) == []
