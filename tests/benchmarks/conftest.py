"""The benchmarks are scripts; only a run that names this folder (make bench) collects their tests."""

import pytest


def pytest_collect_file(file_path, parent):
    named = any("benchmarks" in str(argument) for argument in parent.config.args)
    given = parent.session.isinitpath(file_path)  # pytest collects such a file by itself
    if named and not given and file_path.suffix == ".py" and file_path.name != "conftest.py":
        return pytest.Module.from_parent(parent, path=file_path)
    return None
