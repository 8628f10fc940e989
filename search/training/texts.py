"""Documents for training: read a folder, clean the heads of news, cut sentences."""

import json
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DATELINE = re.compile(r"^[^\n]{0,40}?正文：(?:原标题：)?")
BROADCAST = re.compile(r"^(?:央视网|中国网络电视台)消息[^：:\n]{0,12}[：:]\s*")
CREDITS = re.compile(r"\n[(（]视频编辑[^\n]*")
LAW_HEAD = re.compile(r"^.*?<!-- INFO END -->", re.DOTALL)
SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]*[”’）」』]*")
SHORTEST = 4  # characters; less says nothing
LONGEST = 400  # characters; a longer run without a stop is a table or a damaged page


@dataclass(frozen=True, slots=True)
class Document:
    """A text to learn from: `source` names the file it came from, `title` may be empty."""

    source: str
    title: str
    text: str


def read_documents(folder: Path) -> Iterator[Document]:
    """Give every document of a folder: *.jsonl.xz and *.jsonl (keys title, text) or *.txt, *.md files.

    Raises:
        FileNotFoundError: the folder holds none of these.
    """
    paths = sorted(p for p in folder.rglob("*") if p.name.endswith((".jsonl.xz", ".jsonl", ".txt", ".md")))
    if not paths:
        raise FileNotFoundError(f"{folder} holds no .jsonl.xz, .jsonl, .txt or .md file")
    for path in paths:
        if path.suffix in {".txt", ".md"}:
            yield Document("folder", "", path.read_text("utf-8"))
            continue
        source = path.name.split(".")[0]
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield Document(source, row.get("title", ""), clean(row["text"]))


def clean(text: str) -> str:
    """Take the dateline, the broadcaster's head, the credits and a law's preamble off a text."""
    text = CREDITS.sub("", BROADCAST.sub("", DATELINE.sub("", text, count=1), count=1))
    return LAW_HEAD.sub("", text, count=1) if "<!-- INFO END -->" in text[:2000] else text


def sentences(text: str) -> list[str]:
    """Cut a text after 。！？； and at line ends; fragments and endless runs are left out."""
    found = (m.group().strip(" \t\u3000#*-") for m in SENTENCE.finditer(text))
    return [s for s in found if SHORTEST <= len(s) <= LONGEST]
