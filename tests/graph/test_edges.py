"""Edges: whole names, with both halves of their marks or neither."""

import pytest

from graph.tagger.edges import mended


@pytest.mark.parametrize(
    ("kind", "text", "named", "name"),
    [
        ("initiative", "印发三年行动计划，", "三年行动", "三年行动计划"),
        ("initiative", "打好攻坚战，", "攻坚", "攻坚战"),
        ("initiative", "柳河瓜果节让人", "柳河瓜果节让", "柳河瓜果节"),
        ("initiative", "群众院落会上，", "群众院落会上", "群众院落会"),
        ("initiative", "落实“三会一课”等制度，", "“三会一课”等制度", "三会一课"),
        ("initiative", "落实主题党日等制度，", "主题党日等制度", "主题党日"),
        ("honour", "评为全国文明村镇", "全国文明村", "全国文明村镇"),
        ("organization", "省教育厅政策法规处到县里", "省教育厅", "省教育厅政策法规处"),
        ("organization", "省教育厅政策法规处处长", "省教育厅", "省教育厅"),
        ("organization", "农业农村部将继续", "农业农村部将", "农业农村部"),
        ("initiative", "树立“全域治理”理念。", "全域治理”理念", "“全域治理”理念"),
        ("initiative", "坚持“枫桥经验”，", "坚持“枫桥经验", "坚持“枫桥经验”"),
        ("honour", "评为“美丽庭院”荣誉", "美丽庭院”", "美丽庭院"),
        ("organization", "柳河县林草局（公园局）局长", "柳河县林草局（公园局", "柳河县林草局（公园局）"),
        ("problem", "喊出“融资难、融资贵”", "“融资难", "融资难"),
        ("problem", "针对停车难、办事远等突出问题，", "办事远等突出问题", "办事远"),
        ("problem", "围绕停车难，", "围绕停车难", "停车难"),
        ("problem", "解决不了的矛盾纠纷", "解决不了的矛盾纠纷", "解决不了的矛盾纠纷"),
        ("problem", "攻克涌水、塌方等一系列难题。", "涌水、塌方等一系列", "涌水、塌方等一系列难题"),
        ("problem", "解决漏雨、漏电等安全隐患", "漏雨、漏电等安全隐患", "漏雨、漏电等安全隐患"),
        ("problem", "破解山区县“引才难、留才难”困局", "山区县“引才难", "引才难"),
        ("problem", "资金缺口约4900万元，", "资金缺口约", "资金缺口"),
        ("problem", "三是考核评价机制不健全，", "三是考核评价机制不健全", "考核评价机制不健全"),
        ("honour", "获评省级示范乡镇，", "省级示范乡", "省级示范乡镇"),
        ("problem", "有效防范化解金融风险", "化解金融风险", "金融风险"),
        ("problem", "他们面临着断水断电", "着断水断电", "断水断电"),
        ("problem", "化解不了的纠纷", "化解不了的纠纷", "化解不了的纠纷"),
        ("problem", "破解发展面临的诸多难题", "发展面临的诸多", "发展面临的诸多难题"),
        ("organization", "农业农村部副部长", "农业农村部副", "农业农村部"),
        ("organization", "柳河采摘园里，", "柳河采摘园里", "柳河采摘园"),
        ("organization", "省美术家协会会员张明", "省美术家协会会员张明", "省美术家协会"),
        ("organization", "据省地震局介绍", "据省地震局", "省地震局"),
        ("organization", "柳河县经济贸易局", "柳河县经济贸易局", "柳河县经济贸易局"),
        ("industry", "为富硒辣椒护航", "为富硒辣椒", "富硒辣椒"),
        ("industry", "脆梨、夏橙等土特产", "夏橙等", "夏橙"),
        ("industry", "骆驼奶是特色", "骆驼奶是", "骆驼奶"),
        ("industry", "有机茶成品茶", "有机茶", "有机茶"),
        ("industry", "推广成品鱼养殖", "成品鱼养殖", "成品鱼养殖"),
        ("initiative", "”项目", "”项目", "”项目"),  # the other half is not in the text
    ],
)
def test_a_name_is_whole_and_has_both_halves_of_its_marks(kind, text, named, name):
    at = text.index(named)
    start, end = mended(text, kind, at, at + len(named))
    assert text[start:end] == name
