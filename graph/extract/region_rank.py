"""Which place a case is about, of all that its text points at: a log-linear model over what the text says of each.

The options are the places named, the prefectures and provinces that they lie in, what towns, villages, development
zones and names of bodies point at, and None: no single place. An option's signs are numbers that say how often and
where the text names it and what lies in it. Their weights (data/case_region.json) are learned from annotated texts:
python -m graph.tagger.case_training.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, inf, log1p

from graph.gazetteer import gazetteer
from graph.gazetteer.places import level_of, parent_codes
from graph.schema import Mention

Signs = dict[str, float]
Options = dict[str | None, Signs]
_LEAD = 200  # characters of a lead sentence at most
_PARAGRAPH = 40  # characters: a shorter first paragraph is a title or a by-line
_CAUTION = -2.5  # log odds: a text is said to be about no single place only where this is plain
_JOINS = frozenset("、和与及")
_NEWLINE = re.compile("\n")
_OURS = re.compile("我[省市县区旗]|全[省市县]")


def options_of(
    text: str, title: str | None, regions: Sequence[Mention], hints: Mapping[str, Collection[str]]
) -> Options:
    """Give the options of a text with the signs of each, named `level:sign`.

    Args:
        text: the case's reading text.
        title: its title, if it has one.
        regions: its mentions of places with a code, in order.
        hints: codes that something else than a place's name points at, by what it is.
    """
    places = gazetteer()
    named = {m.fields["code"] for m in regions}
    pointed = {code for codes in hints.values() for code in codes}
    options = {up for code in named | pointed for up in (code, *parent_codes(code)) if places.place(up)}
    reading = _Reading(text, title, regions)
    told: Options = {code: reading.signs(code) for code in sorted(options)}
    for hint, codes in hints.items():
        for code in codes:
            if code in told:
                told[code][f"{level_of(code)}:{hint}"] = 1.0
    told[None] = reading.signs_of_none()
    return told


def shares(options: Options) -> dict[str | None, float]:
    """Give the probability of each option; together they are 1."""
    weights = _weights()

    def score(told: Signs) -> float:
        return sum(weights.get(sign, 0.0) * value for sign, value in told.items())

    scores = {code: score(told) for code, told in options.items()}
    if len(scores) > 1:
        scores[None] += _CAUTION
    most = max(scores.values())
    raised = {code: exp(score - most) for code, score in scores.items()}
    total = sum(raised.values())
    return {code: value / total for code, value in raised.items()}


class _Reading:
    """A text's places, as the signs of an option ask for them."""

    def __init__(self, text: str, title: str | None, regions: Sequence[Mention]) -> None:
        self.regions = regions
        self.title = title or ""
        self.text = text
        self.times = Counter(m.fields["code"] for m in regions)
        self.exact: dict[str, list[Mention]] = defaultdict(list)
        self.under: dict[str, list[Mention]] = defaultdict(list)  # by every place that a mention lies in or is
        for mention in regions:
            code = mention.fields["code"]
            if mention.fields["level"] not in {"town", "village"}:
                self.exact[code].append(mention)
            for up in (code, *parent_codes(code)):
                self.under[up].append(mention)
        self.below: dict[str, list[str]] = defaultdict(list)  # the codes named that lie in a place
        for code in self.times:
            for up in parent_codes(code):
                self.below[up].append(code)
        self.peers: dict[tuple[str, ...], list[str]] = defaultdict(list)  # of one level in one higher place, most first
        for code in sorted(self.under, key=lambda code: -len(self.under[code])):
            self.peers[_family(code)].append(code)
        self.begin = len(self.title) if text.startswith(self.title) else 0
        stop = text.find("。", self.begin)
        self.lead = stop if stop > 0 else self.begin + _LEAD
        breaks = (m.start() for m in _NEWLINE.finditer(text, self.begin + _PARAGRAPH))
        self.paragraph = next(breaks, len(text))
        self.before_lower = {m.start for m in regions}  # where a name ends and a lower one follows (赣州市|兴国县)
        rows = [(a, b) for a, b in pairwise(regions) if text[a.end : b.start] in _JOINS]
        self.in_row = {m.fields["code"] for pair in rows for m in pair}  # 大理、昆明
        self.ours = {match.group() for match in _OURS.finditer(text)}

    def signs(self, code: str) -> Signs:
        level = level_of(code)
        exact, under, below = self.exact.get(code, []), self.under.get(code, []), self.below.get(code, [])
        leaves = [c for c in below if c not in self.below]
        free = [m for m in exact if m.end not in self.before_lower]
        most = max((self.times[c] for c in below), default=0)
        found: Signs = {
            "any": 1.0,
            "share": len(under) / max(1, len(self.regions)),
            "named": log1p(len(exact)),
            "named alone": log1p(len(free)),
            "never alone": not free,
            "of its own": len(exact) / max(1, len(under)),
            "in towns": log1p(self.times[code] - len(exact)),
            "none below": not leaves,
            "one below": len(leaves) == 1,
            "two below": len(leaves) == 2,
            "most below": log1p(most),
            "share below": most / max(1, len(under)),
            "named in lead": _first(exact) < self.lead,
            "told in lead": _first(under) < self.lead,
            "named in paragraph": _first(exact) < self.paragraph,
            "alone in paragraph": _first(free) < self.paragraph,
            "named in title": any(self.text[m.start : m.end] in self.title for m in exact),
            "told in title": any(self.text[m.start : m.end] in self.title for m in under),
            "in a row": code in self.in_row,
            "rows below": sum(c in self.in_row for c in below) > 1,
            "rival": log1p(next((len(self.under[c]) for c in self.peers.get(_family(code), ()) if c != code), 0)),
        }
        found |= {f"said {word}": 1.0 for word in self.ours}
        if len(leaves) == 1:
            (leaf,) = leaves
            of_leaf = [m for m in under if m.fields["code"] == leaf]
            found["one below, often"] = log1p(len(of_leaf))
            found["one below, in paragraph"] = _first(of_leaf) < self.paragraph
        return {f"{level}:{sign}": float(value) for sign, value in found.items() if value}

    def signs_of_none(self) -> Signs:
        provinces: Counter[str] = Counter()
        for code, number in self.times.items():
            provinces[code[:2]] += number
        return {
            "none:any": 1.0,
            "none:provinces": log1p(len(provinces)),
            "none:largest": max(provinces.values(), default=0) / max(1, len(self.regions)),
            "none:once each": float(max(self.times.values(), default=0) == 1),
            "none:places": log1p(len(self.regions)),
        }


def _family(code: str) -> tuple[str, ...]:
    """Give what places of one level that lie in one higher place have in common."""
    return level_of(code), *parent_codes(code)[:1]


def _first(mentions: Sequence[Mention]) -> float:
    return mentions[0].start if mentions else inf


@cache
def _weights() -> dict[str, float]:
    held: dict[str, float] = json.loads(files("graph.extract").joinpath("data/case_region.json").read_text("utf-8"))
    return held
