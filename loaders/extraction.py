"""A whole run: from paths to a file of records, and to a list of what could not be read.

Invariant: the records file is whole or as it was before; a run that reads nothing writes nothing; what was rejected is
in the summary, each with its reason.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import orjson

from loaders.corpus import Progress, Result, marked, read_all
from loaders.documents.found import Reading
from loaders.extractor import Extractor
from loaders.records import RecordFile, is_special, write_whole
from loaders.reprints import Reprints, trace_of, with_reprint


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: how many texts were ``read``, ``skipped`` and ``rejected``, and the rejected ones."""

    read: int = 0
    skipped: int = 0
    rejected: list[Result] = field(default_factory=list)

    @property
    def done(self) -> bool:
        """Whether anything could be done."""
        return bool(self.read or self.skipped)

    def reasons(self) -> list[dict[str, str | None]]:
        """The rejected texts as rows: source, id, reason."""
        return [{"source": one.source, "id": one.id, "reason": one.reason} for one in self.rejected]


def rejected_beside(output: str | Path) -> Path:
    """``rejected.jsonl`` in the folder of the output; in the working folder where that is stdout or a device.

    >>> rejected_beside("out/records.jsonl").as_posix(), rejected_beside("-").as_posix()
    ('out/rejected.jsonl', 'rejected.jsonl')
    """
    path = Path(output)
    return Path("rejected.jsonl") if is_special(path) else path.with_name("rejected.jsonl")


def extract_all(
    paths: Iterable[str | Path],
    output: str | Path,
    *,
    resume: bool = False,
    rejected: Path | None = None,
    jobs: int | None = None,
    extractor: Extractor | None = None,
    reading: Reading | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Read ``paths`` and write a record a line to ``output`` (``-`` is stdout), reprints marked.

    ``resume`` keeps what the output holds; texts read already are skipped. ``rejected`` is a file for the reasons of
    what could not be read: it is written where there is something to tell or an older one to be emptied, and not for
    a single text. The rest is as in ``corpus.read_all``. Raises ``InputError`` where the output cannot be written.
    """
    ours = [path for path in (rejected, Path(output)) if path]
    read = skipped = 0
    refused: list[Result] = []
    reprints = Reprints()
    with RecordFile(output, resume=resume) as out:
        results = read_all(
            paths,
            jobs=jobs,
            extractor=extractor,
            reading=reading,
            records=False,
            done=out.done,
            leave_out=[*ours, *(path.with_name(f"{path.name}.part") for path in ours)],
            progress=progress,
        )
        for kept in out.kept():
            reprints.add(trace_of(kept))
        for result in marked(results) if out.direct else results:
            reprints.add(result.trace)
            if result.line is not None:
                out.write(result.line)
                read += 1
            elif result.status == "rejected":
                refused.append(result)
            else:
                skipped += 1
        if read or skipped:
            out.finish(partial(with_reprint, originals=reprints.originals()))
        else:
            out.give_up()
    summary = Summary(read, skipped, refused)
    if rejected and (rejected.exists() or (refused and read + skipped + len(refused) > 1)):
        write_whole(rejected, [orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in summary.reasons()])
    return summary
