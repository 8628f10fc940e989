"""Places in text: what is one, what is none, which code it has, and the place of a case."""

import pytest

from graph.extract.regions import case_region, find_regions
from graph.gazetteer import gazetteer

PROVINCES = [f"{number}0000" for number in range(11, 66) if gazetteer().is_current(f"{number}0000")]


def codes_of(text):
    return {code for *_, code in found(text)}


def found(text, home=None):
    return [(text[m.start : m.end], m.norm, m.fields["level"], m.fields["code"]) for m in find_regions(text, home)]


def surfaces(text, home=None):
    return [surface for surface, *_ in found(text, home)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("近年来，徐州贾汪区发力", [("徐州", "徐州市", "city", "320300"), ("贾汪区", "贾汪区", "county", "320305")]),
        ("江苏省南通市海门区委", [
            ("江苏省", "江苏省", "province", "320000"),
            ("南通市", "南通市", "city", "320600"),
            ("海门区", "海门区", "county", "320614"),
        ]),
        ("江阴市委", [("江阴市", "江阴市", "county", "320281")]),
        ("襄樊市的做法", [("襄樊市", "襄阳市", "city", "420600")]),
        ("临安市高虹镇", [("临安市", "临安区", "county", "330112"), ("高虹镇", "高虹镇", "town", "330112")]),
        ("贵州黔西县", [("贵州", "贵州省", "province", "520000"), ("黔西县", "黔西市", "county", "520581")]),
        ("五指山市毛阳镇", [("五指山市", "五指山市", "county", "469001"), ("毛阳镇", "毛阳镇", "town", "469001")]),
        ("恩施州巴东县", [
            ("恩施州", "恩施土家族苗族自治州", "city", "422800"),
            ("巴东县", "巴东县", "county", "422823"),
        ]),
        ("在黔东南调研", [("黔东南", "黔东南苗族侗族自治州", "city", "522600")]),
        ("在罗城县四把镇", [
            ("罗城县", "罗城仫佬族自治县", "county", "451225"),
            ("四把镇", "四把镇", "town", "451225"),
        ]),
        ("⻄安市", [("⻄安市", "西安市", "city", "610100")]),
        ("吉林松原", [("吉林", "吉林省", "province", "220000"), ("松原", "松原市", "city", "220700")]),
        ("青海海南州共和县", [
            ("青海", "青海省", "province", "630000"),
            ("海南州", "海南藏族自治州", "city", "632500"),
            ("共和县", "共和县", "county", "632521"),
        ]),
        ("麻江县坝芒乡", [("麻江县", "麻江县", "county", "522635"), ("坝芒乡", "坝芒布依族乡", "town", "522635")]),
        ("乌拉特中旗巴音苏木", [
            ("乌拉特中旗", "乌拉特中旗", "county", "150824"),
            ("巴音苏木", "巴音苏木", "town", "150824"),
        ]),
        ("兵团第十四师224团", [
            ("兵团", "新疆生产建设兵团", "province", None),
            ("第十四师", "第十四师", "city", None),
            ("224团", "224团", "town", None),
        ]),
        ("河北雄安新区", [("河北", "河北省", "province", "130000"), ("雄安新区", "雄安新区", "county", None)]),
        ("漯河经济技术开发区", [("漯河经济技术开发区", "漯河经济技术开发区", "county", None)]),
        ("黄陂区前川街", [("黄陂区", "黄陂区", "county", "420116"), ("前川街", "前川街道", "town", "420116")]),
    ],
)  # fmt: skip
def test_names_and_codes(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("福州市鼓楼区", "350102"),
        ("江苏南京鼓楼区", "320106"),
        ("徐州市的鼓楼区", "320302"),
        ("鼓楼区五凤街道", "350102"),
        ("吉林长春朝阳区", "220104"),
        ("南昌市西湖区", "360103"),
        ("杭州西湖区", "330106"),
        ("西湖区和余杭区", "330106"),
        ("长沙市长沙县", "430121"),
    ],
)
def test_duplicate_names_are_decided_by_context(text, code):
    assert code in {c for _, _, level, c in found(text) if level == "county"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("四川会理：石榴红了", {"510000", "513402"}),  # the name of a county that is a plain word too
        ("在海南文昌，养殖户增收", {"460000", "469005"}),
        ("天津和平发展的环境", {"120000"}),
        ("黑龙江五大连池的豆腐", {"230000", "231182"}),
        ("四川峨眉山的七里坪村", {"510000", "511181"}),
        ("近日，运城市召开推进会", {"140800"}),
        ("上海城市精神", {"310000"}),
        ("涪陵榨菜远近闻名", {"500102"}),
        ("湖北松滋", {"420000", "421087"}),
        ("山西吉县的果农", {"140000", "141028"}),  # 西吉县 runs from one name into the other
        ("内蒙古丰镇市", {"150000", "150981"}),
        ("湖南安乡县", {"430000", "430721"}),
        ("安顺镇宁：一水两用", {"520400", "520423"}),
        ("铁西区新城街道", {"210303"}),  # told by its street
        ("盘锦盘山：稻田养蟹", {"211100", "211122"}),
        ("中共吉县委组织部", {"141028"}),
    ],
)
def test_counties_whose_names_are_words_or_run_into_others(text, expected):
    assert {code for *_, level, code in found(text) if level not in {"town", "village"}} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("武汉市民尤明浩", [("武汉", "420100")]),
        ("武汉市民政局", [("武汉市", "420100")]),
        ("控江西三村、延吉一村居民区", [("控江西三村", None)]),  # quarters of Shanghai, not 江西, not 延吉市
        ("浙江省义乌七一村", [("浙江省", "330000"), ("义乌", "330782"), ("七一村", "330782")]),
        ("万航渡口志愿行", []),  # 渡口 was 攀枝花's name until 1987
        ("睢宁县的沙集镇，早在当年", [("睢宁县", "320324"), ("沙集镇", "320324")]),
        ("全面推进新城镇建设，统筹城镇发展", []),
        ("1-7月城镇新增就业", []),
        ("会理太平镇的石榴", [("会理", "513402"), ("太平镇", "513402")]),
        ("灌云县东王集镇", [("灌云县", "320723"), ("东王集镇", "320723")]),
        ("鹤峰县中营镇白水沟村", [("鹤峰县", "422828"), ("中营镇", "422828"), ("白水沟村", "422828")]),  # not 白水县
        ("罗塘街道河南社区", [("罗塘街道", "321204"), ("河南社区", "321204")]),
        ("宁洱县同心镇那柯里村", [("宁洱县", "530821"), ("同心镇", "530821"), ("那柯里村", "530821")]),
        ("陕西省陇县各镇：东风镇栽果树", [("陕西省", "610000"), ("陇县", "610327"), ("东风镇", "610327")]),
        ("曹杨新村街道与静安区", [("曹杨新村街道", "310107"), ("静安区", "310106")]),  # the only one so called
        ("在和平乡兴光村，", [("和平乡", None), ("兴光村", None)]),
    ],
)
def test_towns_and_villages_whose_names_hold_others(text, expected):
    assert [(surface, code) for surface, *_, code in found(text)] == expected


def test_every_county_is_found_by_its_full_name():
    places = gazetteer()
    counties = [code for city in PROVINCES for code in places.counties_of(city)]
    assert len(counties) > 2800
    lost = [code for code in counties if code not in codes_of(f"近日，{places.full_name(code)}召开推进会。")]
    assert lost == []


def test_towns_are_found_behind_their_county():
    places = gazetteer()
    towns = [(name, code) for name, codes in places.town_codes.items() for code in codes.split(",")]
    sample = [(name, code) for name, code in towns if name.endswith(("镇", "乡", "街道"))][::10]
    lost = [pair for pair in sample if pair not in {
        (m.norm, m.fields["code"]) for m in find_regions(f"近日，{places.full_name(pair[1])}{pair[0]}召开推进会。")
    }]  # fmt: skip
    assert len(lost) <= len(sample) // 500, lost


def test_a_name_of_many_places_stays_open_without_context():
    assert found("到朝阳区看看") == [("朝阳区", "朝阳区", "county", None)]
    assert found("到朝阳区看看", home="110105") == [("朝阳区", "朝阳区", "county", "110105")]


@pytest.mark.parametrize(
    "text",
    [
        "入股合作社的农户",
        "农产品合作市场",
        "公安机关",
        "维护和平稳定",
        "富民兴乡、人才强乡",
        "全市我区各县东中部地区",
        "xx区xx镇xx村",
        "示范村、薄弱村、贫困村、城中村、行政村、联建村、受益村、力争村集体增收、数字乡村、和美乡村",
        "2500多家村卫生室、居村委会、四季村晚”、村规民约、外通内联、通村畅乡",
        "很多村种菜，打造蔬菜村、无诈社区，成为一名社区书记",
        "建设美丽乡村，推动乡村振兴",
        "每个村派驻村工作队",
        "全村村民、各村干部、因村派人",
        "壮大村集体经济，培育村居队伍",
        "清华大学、南京农业大学、江苏银行、北京控股集团",
        "湖北日报",
        "重庆美的制冷设备有限公司",
        "贵州江口梵净山投资控股有限公司",
        "提高城乡发展水平和新型城镇化",
        "中方敦促有关各方",
        "工作组和县委常委",
        "促进社区治理，网格进社区",
        "市区和郊区",
        "新乡贤回归",
        "上山下乡",
        "乡村和田间地头",
        "走好富民强村路，富民强村有了底气",
        "招考大学生村官、企业家村官",
        "在街道上、大街上",
        "海南卫视",
        "驻镇帮镇扶村、蒲河北桥、三秦都市报",
        "湖南工业职院的师生",
        "地处武夷山北麓、巢湖之滨、沅江两岸",
    ],
)
def test_what_is_no_place(text):
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        ("引导七里川村“两委”成员", "610331", ["七里川村"]),
        ("建成大路村标准化厂房、油坊村光伏发电站", "320305", ["大路村", "油坊村"]),
        ("白牛村与玉屏村结对", "330112", ["白牛村", "玉屏村"]),
        ("走进巨野县章缝镇寨张庄村", None, ["巨野县", "章缝镇", "寨张庄村"]),
        ("召陵区后谢镇后乡村党支部", None, ["召陵区", "后谢镇", "后乡村"]),
        ("贾汪区建成示范村多个", None, ["贾汪区"]),
        ("田阳县五村镇五村村村民", None, ["田阳县", "五村镇", "五村村"]),
        ("桂阳县白水瑶族乡里", None, ["桂阳县", "白水瑶族乡"]),
        ("门头沟区妙峰山镇、王平镇、斋堂镇等地", None, ["门头沟区", "妙峰山镇", "王平镇", "斋堂镇"]),
        ("夷陵区分乡镇棠垭村", None, ["夷陵区", "分乡镇", "棠垭村"]),
        ("若尔盖县唐克镇的白河社区", None, ["若尔盖县", "唐克镇", "白河社区"]),
        ("石城县高田镇上柏村畲族村", None, ["石城县", "高田镇", "上柏村畲族村"]),
        ("陵水县椰林镇桃万村居住着三百户", None, ["陵水县", "椰林镇", "桃万村"]),
        ("武汉市黄陂区前川街的居民", None, ["武汉市", "黄陂区", "前川街"]),
    ],
)
def test_villages_begin_where_their_names_begin(text, home, expected):
    assert surfaces(text, home) == expected


def test_lists_with_a_shared_head():
    assert found("常乐、悦来、四甲三镇", "320614") == [
        ("常乐", "常乐镇", "town", "320614"),
        ("悦来", "悦来镇", "town", "320614"),
        ("四甲", "四甲镇", "town", "320614"),
    ]
    text = "威宁县东风镇在黄泥、天桥等8个村种烟"
    assert surfaces(text) == ["威宁县", "东风镇", "黄泥", "天桥"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("苏州市张家港市南丰、凤凰、金港三镇连片发展", ["320500", "320582", "320582", "320582", "320582"]),  # no county
        ("聊城市冠县在清水、定远寨、辛集等镇推广", ["371500", "371525", "371525", "371525", "371525"]),
        ("咸阳市旬邑、武功、乾县等县区开展交流", ["610400", "610429", "610431", "610424"]),
        ("淮安市盱眙、淮阴、淮安等县区开展交流", ["320800", "320830", "320804", "320803"]),
        ("在拉萨、日喀则等地区示范推广", ["540100", "540200"]),
    ],
)
def test_names_of_a_list_are_of_the_rank_that_its_end_says(text, codes):
    assert [code for *_, code in found(text)] == codes


def test_short_names_need_the_full_one_or_a_neighbour():
    assert "贾汪" in surfaces(
        "贾汪区有关部门长期深入基层一线，推动各项工作落到实处，得到群众普遍认可和广泛好评，贾汪经验由此形成并传开，各地纷纷前来考察学习。"
    )
    long = "各地各部门长期深入基层一线，推动各项工作落到实处，得到群众普遍认可和广泛好评，成效明显，值得认真总结。" * 2
    assert surfaces(long + "他叫林西。") == []
    assert surfaces(long + "在汕尾陆丰，") == ["汕尾", "陆丰"]
    assert surfaces("贾汪怎么做党建") == ["贾汪"]
    assert surfaces("龙岩市" + long + "在连城，") == ["龙岩市", "连城"]
    assert surfaces("上海" + long + "今年，松江种稻。") == ["上海", "松江"]
    assert surfaces("徐州市" + long + "在连城，") == ["徐州市"]


def test_short_name_in_a_company_is_no_place_but_the_town_before_it_is():
    assert surfaces("走进炉山镇勤光村威宁县勤鑫养殖农民专业合作社") == ["炉山镇", "勤光村"]
    assert surfaces("在光山县孙铁铺镇屈岗村昱泰生物科技有限公司") == ["光山县", "孙铁铺镇", "屈岗村"]


def test_village_code_is_the_county_s_where_certain():
    assert found("汕尾陆丰金厢镇下埔村")[-1][3] == "441581"
    assert found("西门村投产")[-1:] in ([], [("西门村", "西门村", "village", None)])


def test_offsets_hold_after_folding_radicals():
    text = "来到⻄安市长安区"
    assert [text[m.start : m.end] for m in find_regions(text)] == ["⻄安市", "长安区"]


def test_empty_text():
    assert find_regions("") == []
    assert case_region("", None, []).code is None


MASKED = "如高虹镇成立联盟。如昌化镇做大电商。如天目山镇吸收党员。如太湖源镇设立支部。如板桥镇上田村立家训。"


def region_of(text, title=None, masked=False):
    return case_region(text, title, find_regions(text), masked)


def test_masked_county_is_inferred_from_its_towns():
    region = region_of(MASKED + "xx区推进工作。", masked=True)
    assert (region.name, region.code, region.level, region.inferred) == ("临安区", "330112", "county", True)
    assert region.full_name == "浙江省杭州市临安区"
    assert region.confidence > 0.8
    assert any("高虹镇" in reason for reason in region.reasons)


def test_too_little_evidence_leaves_it_open():
    region = region_of("xx区太平镇推进工作，xx镇xx村也有成效。", masked=True)
    assert (region.code, region.name, region.confidence) == (None, None, 0.0)


@pytest.mark.parametrize(
    ("text", "title", "code"),
    [
        ("今年以来，陇县围绕工作。学习浙江经验。", "陇县：聚力打造引擎", "610327"),
        ("近年来，徐州贾汪区推进工作。", None, "320305"),
        ("在西乡塘区双定镇武陵村，村民种果。坛洛镇三景村也一样。", None, "450107"),
        ("江西赣州推进电商。兴国县鼎龙乡先行。赣州还有网店。如今赣州形成网络。", None, "360700"),
        ("全镇工作有成效，铁门乡长塘村党群服务中心改善。", None, "500155"),
        ("党的十九大以来，江阴市委实施计划。创成无锡首批品牌。", None, "320281"),
    ],
)
def test_case_region(text, title, code):
    region = case_region(text, title, find_regions((title or "") + text)[:0] or find_regions(text), masked=False)
    assert region.code == code
    assert region.reasons


def test_a_named_county_is_not_inferred():
    region = region_of("江苏省南通市海门区委推进工作。")
    assert (region.inferred, region.code, region.full_name) == (False, "320614", "江苏省南通市海门区")


def test_the_place_before_a_titles_colon_is_the_cases():
    title = "云南：做优做强特色产业"
    text = title + "\n在怒江州泸水市，草果园里一片忙碌。泸水市今年收草果十万斤。"
    region = case_region(text, title, find_regions(text))
    assert (region.code, region.inferred) == ("530000", False)


def test_counties_of_many_provinces_once_each_leave_the_case_without_one():
    text = "在浙江安吉县，竹子成林。在福建明溪县，游客来观鸟。在安徽金寨县，茶园泛绿。在陕西洛川县，苹果红了。"
    region = case_region(text, None, find_regions(text))
    assert region.code is None
    assert "没有哪个为主" in region.reasons[0]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("中新网南宁7月29日电 记者从共青团广西壮族自治区委员会获悉，广西志愿者下乡。", "450000"),
        ("本报太原8月6日讯 为继续实施消费帮扶，我省确定试点县。我省鼓励直播助农。", "140000"),
        (
            "调研组在云南大理、昆明了解情况。在昆明，调研组走进企业。在大理，调研组察看湖水。在大理还看了村子。",
            "530000",
        ),
        ("在浙江，小村变了样。鲁家村从前在安吉县出了名地穷。鲁家村请人做规划。如今的鲁家村游人如织。", "330523"),
        ("威海市工商联赴青海省门源县开展对口支援活动。在门源县，双方座谈。门源县介绍了县情。", "371000"),
        ("石景山区与内蒙古莫力达瓦旗开展结对帮扶。莫力达瓦旗的木耳进京。莫力达瓦旗的大豆也来了。", "110107"),
        (
            "陕西省加强指导，确保教育取得实实在在的成效，推动各地深入学习落实。\n宁陕县走村入户。宁陕县建立台账。宁陕县办实事。",
            "610923",
        ),
        ("首届无锡市营销大赛决赛在惠山区举行。决赛选出十个品牌。", "320200"),
        ("地处高原半山区，陆良县小百户镇修了水渠。", "530322"),
        ("襄阳市委编办驻村帮扶。刘家沟村修了路。刘家沟村种了茶。刘家沟村的茶卖到了外地。", "420625"),
    ],
)
def test_datelines_our_province_and_the_village_that_comes_back(text, code):
    assert case_region(text, None, find_regions(text)).code == code


@pytest.mark.parametrize(
    "text",
    [
        "铜鼓县把党课办进茶山。学员先讲井冈山精神，再谈井冈山会师，又说起井冈山斗争，然后下田干活。",
        "铜鼓县的党员走进遵义会议会址，听讲遵义会议的故事。",
    ],
)
def test_where_history_was_made_is_not_the_case(text):
    assert region_of(text).code == "360926"


def test_our_province_in_a_countys_report_is_not_its_case():
    text = "江苏省南通市海门区走在我省前列。全区党员带头，海门区建成样板。"
    assert case_region(text, None, find_regions(text)).code == "320614"
