"""The tokenizer: a Unigram model whose scores are word counts, so that no word segmenter is needed at run time."""

import math
from collections import Counter
from collections.abc import Iterable

import rjieba
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

UNKNOWN = "<unk>"
CHARACTERS = 7000  # every common character is a token of its own: an unknown word falls back to them
LONGEST_WORD = 8
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def word_counts(sentences: Iterable[str]) -> Counter[str]:
    """Count the words of jieba's dictionary (its HMM off: invented words would not come back)."""
    normalise = normaliser().normalize_str
    counts: Counter[str] = Counter()
    for sentence in sentences:
        counts.update(rjieba.cut(normalise(sentence), hmm=False))
    return counts


def normaliser() -> normalizers.Normalizer:
    """NFKC, lower case, everything but letters and digits to a space."""
    return normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(Regex(r"[^\p{L}\p{N}]+"), " ")]
    )


def build_tokenizer(counts: Counter[str], size: int, extra: Iterable[str] = ()) -> Tokenizer:
    """Build a tokenizer of `size` tokens.

    Args:
        counts: words and how often they occur.
        size: entries in all; <unk> is entry 0.
        extra: words that must be in, whatever their count (field terms).

    A word's score is the logarithm of its share; a character that never stands alone gets the
    lowest, so that it is used only where no word fits.
    """
    words = {w: n for w, n in counts.items() if w.isalnum() and len(w) <= LONGEST_WORD}
    total = sum(words.values())
    alone: Counter[str] = Counter()
    for word, n in words.items():
        for character in word:
            alone[character] += n
    kept = dict.fromkeys(c for c, _ in alone.most_common(CHARACTERS))
    kept.update(dict.fromkeys(DIGITS))
    kept.update(dict.fromkeys(w for w in extra if len(w) > 1))
    for word, _ in sorted(words.items(), key=lambda item: (-item[1], item[0])):
        if len(kept) >= size - 1:
            break
        kept[word] = None
    floor = math.log(0.5 / total)
    ranked = sorted(kept, key=lambda w: (-words.get(w, 0), w))
    scored = [(UNKNOWN, 2 * floor), *((w, math.log(words[w] / total) if w in words else floor) for w in ranked)]
    tokenizer = Tokenizer(models.Unigram(scored, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normaliser()
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer
