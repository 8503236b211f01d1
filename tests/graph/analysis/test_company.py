import numpy as np
import pytest
from scipy import stats

from graph.analysis import Attendance, expected_company

# Bickel, Hammel and O'Connell (1975), Science 187, 398: men admitted and rejected, women admitted and rejected.
BERKELEY = {
    "A": (512, 313, 89, 19), "B": (353, 207, 17, 8), "C": (120, 205, 202, 391),
    "D": (138, 279, 131, 244), "E": (53, 138, 94, 299), "F": (22, 351, 24, 317),
}  # fmt: skip


def test_mantel_haenszel_as_published() -> None:
    """Each applicant a meeting, "admitted" and "male" two who may be there: R's mantelhaen.test(UCBAdmissions)."""
    rows = []
    for department, cells in BERKELEY.items():
        for cell, present in zip(cells, (["admitted", "male"], ["male"], ["admitted"], []), strict=True):
            for number in range(cell):
                meeting = f"{department}{'-'.join(present)}{number}"
                rows += [{"official": o, "meeting": meeting, "group": department} for o in (*present, "clerk")]
    frame = expected_company(Attendance.of(rows))
    (row,) = [r for r in frame if {r["a"], r["b"]} == {"admitted", "male"}]
    assert row["observed"] == 1198
    assert row["z"] ** 2 == pytest.approx(1.5246, abs=5e-5)
    clerk = [r for r in frame if "clerk" in (r["a"], r["b"])]
    assert all(r["z"] == 0 and r["p"] == 1 and r["excess"] == pytest.approx(0) for r in clerk)


def test_one_stratum_is_the_hypergeometric() -> None:
    rng = np.random.default_rng(3)
    present = rng.random((4, 60)) < 0.4
    rows = [{"official": f"o{i}", "meeting": f"m{m}", "group": "g"} for i, m in zip(*np.nonzero(present), strict=True)]
    rows += [{"official": "host", "meeting": f"m{m}", "group": "g"} for m in range(60)]
    for row in expected_company(Attendance.of(rows), minimum=1):
        if row["b"].startswith("o") and row["a"] != "host":
            i, j = (int(row[end][1]) for end in ("a", "b"))
            law = stats.hypergeom(60, int(present[i].sum()), int(present[j].sum()))
            assert row["observed"] == int((present[i] & present[j]).sum())
            assert row["expected"] == pytest.approx(law.mean(), abs=1e-9)
            assert row["z"] == pytest.approx((row["observed"] - law.mean()) / law.std(), abs=1e-9)


def test_a_planted_pair_is_found_among_colleagues_of_one_office() -> None:
    rng = np.random.default_rng(8)
    rows = []
    for meeting in range(120):
        here = {i for i in range(12) if rng.random() < 0.5}
        here = here - {1} | ({1} if (0 in here) == (rng.random() < 0.9) else set())
        rows += [{"official": f"o{i:02}", "meeting": f"m{meeting:03}", "group": "g", "date": "2022"} for i in here]
    frame = expected_company(Attendance.of(rows))
    assert (frame["a"][0], frame["b"][0]) == ("o00", "o01")
    assert frame["q"][0] < 1e-6
    assert frame["z"][0] > 2 * frame["z"][1]


def test_sharing_an_office_alone_is_no_excess() -> None:
    rows = [{"official": o, "meeting": f"m{m}", "group": "g"} for m in range(20) for o in "abc"]
    rows += [{"official": o, "meeting": f"n{m}", "group": "h"} for m in range(20) for o in "xyz"]
    frame = expected_company(Attendance.of(rows))
    assert frame["observed"].tolist() == [20] * 6
    assert np.abs(frame["excess"]).max() < 1e-9


def test_meetings_of_no_known_body_are_left_out() -> None:
    rows = [{"official": o, "meeting": f"m{m}"} for m in range(9) for o in "ab"]
    assert expected_company(Attendance.of(rows)).rows() == []
    assert expected_company(Attendance.of([])).rows() == []
