"""Roles: aliases, broader roles, and the algebra of chains."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.roles import broader, extends, role, roles, same_roles

LISTED = ["党支部", "合作社", "农户", "公司", "基地", "电商"]


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("群众户", "农户"),
        ("村民", "农户"),
        ("支部", "党支部"),
        ("村支部", "村党支部"),
        ("专业合作社", "合作社"),
        ("龙头", "龙头企业"),
        ("电商平台", "电商"),
        ("农户", "农户"),
        ("无人机", "无人机"),
    ],
)
def test_a_role_has_one_canonical_name(written, canonical):
    assert role(written) == canonical


def test_a_canonical_name_is_its_own():
    assert all(role(role(name)) == role(name) for name in LISTED)


def test_a_village_branch_is_kept_apart_from_and_below_a_branch():
    assert role("村党支部") == "村党支部"
    assert broader("村党支部") == "党支部"
    assert broader("党支部") is None
    assert broader("无人机") is None


def test_chains_keep_their_order():
    assert roles(["支部", "专业合作社", "群众户"]) == ("党支部", "合作社", "农户")


def test_a_longer_chain_extends_a_shorter_one_in_order():
    assert extends(("党支部", "合作社", "农户", "电商"), ("党支部", "合作社", "农户"))
    assert extends(("党支部", "公司", "合作社", "农户"), ("党支部", "合作社", "农户"))
    assert not extends(("合作社", "党支部", "农户"), ("党支部", "合作社"))
    assert not extends(("党支部", "合作社"), ("党支部", "农户"))


def test_the_same_roles_in_another_order_are_that():
    assert same_roles(("党支部", "合作社"), ("合作社", "党支部"))
    assert not same_roles(("党支部", "合作社"), ("党支部", "合作社"))
    assert not same_roles(("党支部", "合作社"), ("党支部", "农户"))


chains = st.lists(st.sampled_from(LISTED), min_size=1, max_size=5).map(tuple)


@given(chains, chains, chains)
def test_extension_is_a_strict_order(a, b, c):
    assert not extends(a, a)
    assert not (extends(a, b) and extends(b, a))
    if extends(a, b) and extends(b, c):
        assert extends(a, c)


@given(chains, chains)
def test_no_chain_both_extends_and_reorders_another(a, b):
    assert not (extends(a, b) and same_roles(a, b))
    assert same_roles(a, b) == same_roles(b, a)


@given(chains, st.integers(0, 5), st.sampled_from(LISTED))
def test_adding_a_role_anywhere_extends(chain, at, added):
    longer = (*chain[:at], added, *chain[at:])
    assert extends(longer, chain)


def test_every_alias_leads_to_a_listed_role():
    from importlib.resources import files

    names = set()
    for line in files("graph.extract").joinpath("data/roles.txt").read_text("utf-8").splitlines():
        entry = line.split("#")[0].strip()
        if entry:
            name = entry.partition(":")[0].partition("<")[0].strip()
            assert name not in names, f"{name} is listed twice"
            names.add(name)
    for name in names:
        assert role(name) == name
        above = broader(name)
        assert above is None or above in names
