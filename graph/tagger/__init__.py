"""The sequence tagger: a second reader for the open classes, learned from annotated texts.

Rules read what they foresee. The tagger is a linear-chain conditional random field over words (Lafferty et al.
2001): it sees the words, roughly what they mean (clusters) and what the rules found, and says for each word whether
a name of a class begins, goes on or neither. It runs on numpy alone; `graph.tagger.training` makes its weights.
"""
