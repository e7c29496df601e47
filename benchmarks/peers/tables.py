"""Rows to Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.peers.contest import REFERENCE, Row
from benchmarks.peers.registry import name_size

HEAD = ("peer", "median", "min", "p99", "{reference} / peer", "decisions", "prepare", "load a case", "peak MB", "over import MB", "checked")
WRONG = ("clear, though not always", "prohibited, though not always", "unknown, though decided")
HIDDEN = ("peer", *WRONG, "right", "let through", "median", "{reference} / peer")


def write_table(rows: Sequence[Row]) -> str:
    """The table of one workload and size: rows with times by their median, then the others with what they say."""
    timed = sorted((row for row in rows if row.times), key=lambda row: row.times["median"] if row.times else 0)
    others = [row for row in rows if not row.times]
    reference = next((row.title for row in rows if row.peer == REFERENCE and row.times), REFERENCE)
    lines = [f"### {rows[0].workload}: {name_size(rows[0].size)}", "", _write_line([head.format(reference=reference) for head in HEAD])]
    lines.append(_write_line(["---"] * len(HEAD)))
    lines += [_write_row(row) for row in timed]
    lines += [_write_line([row.title, row.note, *[""] * (len(HEAD) - 3), _say_checked(row)]) for row in others]
    return "\n".join(lines)


def write_soundness(rows: Sequence[Row]) -> str:
    """What each peer said where facts are missing, counted by clause and pipeline, and the time of those that are sound."""
    reference = next((row.title for row in rows if row.peer == REFERENCE and row.times), REFERENCE)
    lines = [f"### {rows[0].workload}: {name_size(rows[0].size)}", "", _write_line([head.format(reference=reference) for head in HIDDEN])]
    lines.append(_write_line(["---"] * len(HIDDEN)))
    lines += [_write_sound_row(row) for row in rows]
    return "\n".join(lines)


def _write_sound_row(row: Row) -> str:
    score = row.score
    if score is None:
        return _write_line([row.title, row.note, *[""] * (len(HIDDEN) - 2)])
    counts = [f"{number:,}" for number in (score.cleared, score.banned, score.undecided)]
    right = f"{score.checked - score.wrong:,} of {score.checked:,}"
    through = f"{score.let_through:,} of {score.pipelines:,}"
    time = write_time(row.times["median"]) if row.times else row.note
    return _write_line([row.title, *counts, right, through, time, _write_ratio(row.ratio)])


def _write_row(row: Row) -> str:
    times = row.times
    assert times is not None
    last = write_time(times["p99"]) if times["p99"] is not None else "-"
    over = row.peak - row.imported if row.peak and row.imported else None
    return _write_line([
        row.title, write_time(times["median"]), write_time(times["least"]), last, _write_ratio(row.ratio), f"{times['count']:,}",
        write_time(row.prepare), write_time(row.load), _write_memory(row.peak), _write_memory(over), _say_checked(row),
    ])  # fmt: skip


def _say_checked(row: Row) -> str:
    return f"{row.score.checked:,}" if row.score else ""


def _write_line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _write_ratio(ratio: float | None) -> str:
    if ratio is None:
        return "-"
    return f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.3g}"


def _write_memory(size: int | None) -> str:
    return "-" if size is None else f"{size / 1e6:,.0f}"


def write_time(seconds: float | None) -> str:
    """Three digits and a unit."""
    if seconds is None:
        return "-"
    for unit, factor in (("s", 1.0), ("ms", 1e3), ("µs", 1e6)):
        if seconds * factor >= 1 or unit == "µs":
            value = seconds * factor
            return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"
    raise AssertionError
