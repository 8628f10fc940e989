"""The house: imports run one way, files stay small, and what users can set is written down."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("ingest", "graph", "search", "api")
LONGEST = 600
MEDIAN = 200


def sources():
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def imported(path):
    """Give the top-level packages that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize("room", ROOMS)
def test_a_lower_room_knows_no_higher_one(room):
    above = set(ROOMS[ROOMS.index(room) + 1 :])
    for path in sorted((ROOT / room).rglob("*.py")):
        assert not above & set(imported(path)), path


def test_no_room_knows_the_tests():
    assert not [path for path in sources() if "tests" in set(imported(path))]


def test_no_file_is_too_long():
    sizes = {path: len(path.read_text("utf-8").splitlines()) for path in [*sources(), *(ROOT / "tests").rglob("*.py")]}
    assert {str(path): size for path, size in sizes.items() if size > LONGEST} == {}
    code = sorted(size for path, size in sizes.items() if "tests" not in path.parts)
    assert code[len(code) // 2] < MEDIAN


def test_every_module_says_what_it_is():
    assert [path for path in sources() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


def data_files():
    return sorted(path for room in ROOMS for path in (ROOT / room).glob("**/data/*.txt"))


def test_there_are_word_lists():
    assert len(data_files()) > 5


@pytest.mark.parametrize("path", data_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_word_list_says_what_its_entries_are(path):
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert len(first) > 12


@pytest.mark.parametrize("path", data_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_word_list_is_clean(path):
    text = path.read_text("utf-8")
    assert text.endswith("\n")
    assert "\r" not in text
    assert not [line for line in text.split("\n") if line != line.rstrip()]


@pytest.mark.parametrize(
    "path",
    [
        p
        for p in data_files()
        if p.name in {"industries.txt", "problems.txt", "metaphors.txt", "initiative_heads.txt", "verbs.txt"}
    ],
    ids=lambda path: path.name,
)
def test_no_entry_is_listed_twice(path):
    entries = [line.split("#")[0].strip() for line in path.read_text("utf-8").splitlines()]
    entries = [entry for entry in entries if entry]
    assert sorted({entry for entry in entries if entries.count(entry) > 1}) == []


@pytest.fixture(scope="module")
def documents():
    """All that users read: README and docs, as one text."""
    readme = ROOT / "README.md"
    if not readme.is_file():
        pytest.skip("README.md is not written yet")
    return "\n".join(path.read_text("utf-8") for path in [readme, *sorted((ROOT / "docs").rglob("*.md"))])


def commands():
    from typer.main import get_command

    from api.cli import app

    return get_command(app).commands


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_is_documented(documents, name):
    assert re.search(rf"\bjingwei {name}\b|`{name}`", documents)


OPTIONS = sorted(
    {
        option
        for command in commands().values()
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--")
    }
)


@pytest.mark.parametrize("option", [option for option in OPTIONS if option != "--help"])
def test_every_option_is_documented(documents, option):
    assert re.search(rf"{option}\b", documents)


SETTINGS = sorted(
    {match for path in sources() for match in re.findall(r"JINGWEI_[A-Z_]*[A-Z]", path.read_text("utf-8"))}
)


def test_there_are_settings():
    assert "JINGWEI_ENCODER" in SETTINGS


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_documented(documents, setting):
    assert re.search(rf"\b{setting}\b", documents)


def test_the_readme_in_chinese_names_the_same_commands(documents):
    chinese = ROOT / "README.zh.md"
    if not chinese.is_file():
        pytest.skip("README.zh.md is not written yet")
    english = (ROOT / "README.md").read_text("utf-8")
    named = {
        text: set(re.findall(r"jingwei ([a-z]+)\b", text)) & set(commands())
        for text in (english, chinese.read_text("utf-8"))
    }
    assert len({frozenset(names) for names in named.values()}) == 1


def test_no_source_names_a_path_of_one_machine():
    found = [
        path
        for path in sources()
        if re.search(r"[\"'](?:/home/|/root/|/Users/|/tmp/|[A-Z]:\\\\)", path.read_text("utf-8"))
    ]
    assert found == []
