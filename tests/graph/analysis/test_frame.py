import sys

import numpy as np
import pytest

from graph.analysis import Frame
from graph.errors import InputError, MissingExtraError


def test_rows_are_plain_python() -> None:
    days = np.array(["2022-07-29", "NaT"], dtype="datetime64[D]")
    frame = Frame.of({"seeds": 3}, name=["骆敬川", None], x=np.array([1.5, np.nan]), day=days, n=np.array([1, 2]))
    assert frame.rows() == [
        {"name": "骆敬川", "x": 1.5, "day": "2022-07-29", "n": 1},
        {"name": None, "x": None, "day": None, "n": 2},
    ]
    assert frame.parameters == {"seeds": 3}


def test_sorting_is_stable_and_by_several_columns() -> None:
    frame = Frame.of(a=["x", "y", "x", "y"], b=[1, 2, 3, 2], c=[0, 1, 2, 3]).sort("-a", "b")
    assert frame["c"].tolist() == [1, 3, 0, 2]


def test_text_is_escaped_in_a_notebook() -> None:
    shown = Frame.of(name=["<script>alert(1)</script>"])._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_pandas_gets_the_columns_and_the_parameters() -> None:
    pytest.importorskip("pandas")
    made = Frame.of({"alpha": 0.05}, a=[1, 2], b=["x", "y"]).to_pandas()
    assert made.to_dict("list") == {"a": [1, 2], "b": ["x", "y"]}
    assert made.attrs == {"alpha": 0.05}


def test_without_pandas_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtraError, match=r"huiyi\[pandas\]"):
        Frame.of(a=[1]).to_pandas()


def test_faults_name_the_columns() -> None:
    with pytest.raises(InputError, match="unequal"):
        Frame.of(a=[1], b=[1, 2])
    with pytest.raises(InputError, match="no column 'c': this frame has a, b"):
        _ = Frame.of(a=[1], b=[2])["c"]
