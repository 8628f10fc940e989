"""Errors: what, where and what to do, one line; they survive the way between processes."""

import pickle

import pytest

from ingest import errors


def tree():
    found = [errors.JingweiError]
    for kind in found:
        found += kind.__subclasses__()
    return [kind for kind in dict.fromkeys(found) if kind.__module__ == errors.__name__]


@pytest.mark.parametrize("kind", tree())
def test_an_error_is_the_same_after_a_way_between_processes(kind):
    """Regression: the parts are keywords, which the default way of pickling an exception loses."""
    error = kind("it is empty", where="a.txt", hint="ask again")
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), back.what, back.where, back.hint, str(back)) == (
        kind,
        "it is empty",
        "a.txt",
        "ask again",
        str(error),
    )


def test_the_line_says_where_what_and_what_to_do():
    assert str(errors.EmptyFile("it is empty", where="a.txt", hint="ask again")) == "a.txt: it is empty (ask again)"
    assert str(errors.EmptyFile("it is empty")) == "it is empty"


def test_every_kind_has_a_code_of_its_own_and_says_when_it_is_raised():
    codes = [kind.code for kind in tree()]
    assert len(set(codes)) == len(codes)
    assert all(kind.__doc__ for kind in tree())


def test_input_errors_and_usage_errors_are_told_apart():
    assert issubclass(errors.EmptyFile, errors.InputError)
    assert issubclass(errors.UnknownRegion, errors.UsageError)
    assert not issubclass(errors.InputError, errors.UsageError)
