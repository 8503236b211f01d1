"""Bodies: which groups share officials, and whether officials meet their own kind.

Invariant: an interlock is a shared *person*, not a shared meeting; every pair of groups appears once.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse

from graph.analysis.frame import Frame
from graph.analysis.project import Projection
from graph.analysis.tables import Attendance, Tenures
from graph.errors import InputError


def interlocks(table: Attendance, minimum: int = 1) -> Frame:
    """Pairs of groups that share officials: those who attended meetings of both.

    Formula: n(g,h) = |O(g) ∩ O(h)|, jaccard = n(g,h) / |O(g) ∪ O(h)|, O(g) = officials at meetings convened by g.

    Reference: R. L. Breiger (1974), The duality of persons and groups, Social Forces 53, 181.

    Caveat: observers count like members; a joint meeting of two bodies links all who were there. For members by post
    use ``shared_posts``.

    >>> rows = [{"official": "a", "meeting": "m", "group": "g"}, {"official": "a", "meeting": "n", "group": "h"}]
    >>> interlocks(Attendance.of(rows)).rows()
    [{'a': 'g', 'b': 'h', 'a_name': 'g', 'b_name': 'h', 'shared': 1, 'jaccard': 1.0}]
    """
    hosts = sparse.csr_matrix(
        (np.ones(len(table.host_group)), (table.host_group, table.host_meeting)),
        shape=(len(table.groups), len(table.meetings)),
    )
    return _shared(hosts @ table.incidence().T, table.groups, table.names, minimum)


def shared_posts(tenures: Tenures, minimum: int = 1) -> Frame:
    """Pairs of groups in which one person was shown in a post of both, at the same time or not.

    Formula: as for interlocks, with O(g) = officials seen in a post of g.

    Reference: R. L. Breiger (1974), Social Forces 53, 181; M. S. Mizruchi (1996), Annu. Rev. Sociol. 22, 271.

    Caveat: deputies and heads count alike.

    >>> shared_posts(Tenures.of([{"official": "a", "post": p, "group": g} for p, g in ["1g", "2h"]]))["shared"].tolist()
    [1]
    """
    groups = sorted({group for group in tenures.group if group})
    officials = sorted(set(tenures.official))
    row, column = {g: i for i, g in enumerate(groups)}, {o: i for i, o in enumerate(officials)}
    pairs = sorted({(row[g], column[o]) for g, o in zip(tenures.group, tenures.official, strict=True) if g})
    at = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    seats = sparse.csr_matrix((np.ones(len(pairs)), (at[0], at[1])), shape=(len(groups), len(officials)))
    return _shared(seats, groups, tenures.names, minimum)


def _shared(seats: sparse.csr_matrix, groups: Sequence[str], names: Mapping[str, str], minimum: int) -> Frame:
    seats = seats.tocsr()
    seats.data = np.ones_like(seats.data)
    size = np.asarray(seats.sum(axis=1)).ravel()
    both = sparse.triu(seats @ seats.T, 1).tocoo()
    keep = both.data >= minimum
    a, b, shared = both.row[keep], both.col[keep], both.data[keep]
    order = np.lexsort((b, a, -shared))
    a, b, shared = a[order], b[order], shared[order]
    keys = np.array(groups, dtype=object)
    shown = np.array([names.get(key, key) for key in groups], dtype=object)
    return Frame.of(
        {"minimum": minimum},
        a=keys[a], b=keys[b], a_name=shown[a], b_name=shown[b], shared=shared.astype(np.int64),
        jaccard=shared / (size[a] + size[b] - shared),
    )  # fmt: skip


def mixing(projection: Projection, attribute: Mapping[str, str], *, permutations: int = 0, seed: int = 0) -> Frame:
    """Whether officials meet their own kind (place, level, body), beyond what the sizes of the kinds give.

    Formula: r = (Σ_a e(a,a) - Σ_a e(a,·)²) / (1 - Σ_a e(a,·)²), e(a,b) the share of tie weight between kinds a and b;
    1 only within kinds, 0 as by chance. ``p``: the share of label permutations with r at least as large.

    Reference: M. E. J. Newman (2003), Mixing patterns in networks, Phys. Rev. E 67, 026126.

    Caveat: bodies sit in places, so r by place is high by construction. Officials without the attribute are left out.

    One row: ``r, p, officials, kinds`` (``p`` NaN without permutations).

    >>> import networkx as nx
    >>> two = Projection.from_networkx(nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(3)))
    >>> mixing(two, {str(i): "ab"[i > 2] for i in range(6)})["r"].tolist()
    [1.0]
    """
    known = np.array([key in attribute for key in projection.officials], dtype=bool)
    if not known.any():
        raise InputError("no official of this network has the attribute: its keys must be officials' keys")
    kinds, code = np.unique([attribute[k] for k in projection.officials if k in attribute], return_inverse=True)
    ties = projection.matrix[known][:, known].tocoo()

    def coefficient(label: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> float:
        cell = np.bincount(label[ties.row] * len(kinds) + label[ties.col], ties.data, minlength=len(kinds) ** 2)
        share = cell.reshape(len(kinds), len(kinds)) / max(float(cell.sum()), 1e-300)
        chance = float((share.sum(axis=0) * share.sum(axis=1)).sum())
        return (float(np.trace(share)) - chance) / (1 - chance) if chance < 1 else float("nan")

    r = coefficient(code)
    rng = np.random.default_rng(seed)
    drawn = [coefficient(rng.permutation(code)) for _ in range(permutations)]
    p = (1 + sum(x >= r - 1e-12 for x in drawn)) / (permutations + 1) if permutations else float("nan")
    parameters = {"permutations": permutations, "seed": seed}
    return Frame.of(parameters, r=[r], p=[p], officials=[int(known.sum())], kinds=[len(kinds)])
