"""Rows to pictures, a file a workload: the median of each peer by size, and bars for whole processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import nan
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.peers.registry import COLD, WORKLOADS

Words = Mapping[str, Any]
"""A row as it stands in the JSON."""
COLOURS = {
    "gauger": "#c0392b", "python": "#555555", "cedar": "#2471a3", "clingo": "#1e8449", "rego": "#b9770e", "zen": "#7d3c98",
    "business-rules": "#8d6e63", "z3": "#2e4053",
}  # fmt: skip
STYLES = ("-", "--", ":", "-.")


def draw_all(rows: Sequence[Words], folder: Path) -> list[Path]:
    """A picture for each workload of which there are times."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for name, workload in WORKLOADS.items():
        timed = [row for row in rows if row["workload"] == name and row["times"]]
        if timed:
            path = folder / f"{name.lower()}.svg"
            _draw(timed, workload.axis, f"{name}: {workload.title}", path)
            found.append(path)
    cold = [row for row in rows if row["workload"] == COLD and row["wall"]]
    if cold:
        found.append(folder / f"{COLD.lower()}.svg")
        _draw_cold(cold, found[-1])
    return found


def _import_pyplot() -> Any:
    """Set to write the same bytes for the same rows, and text as text."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "gauger"
    mpl.rcParams["svg.fonttype"] = "none"
    from matplotlib import pyplot

    return pyplot


def _draw(rows: Sequence[Words], axis: str, title: str, path: Path) -> None:
    pyplot = _import_pyplot()
    panels = sorted({_name_panel(row, axis) for row in rows})
    figure, places = pyplot.subplots(1, len(panels), figsize=(1.5 + 4.2 * len(panels), 4.4), sharey=True, squeeze=False)
    for panel, place in zip(panels, places[0], strict=True):
        _draw_panel(place, [row for row in rows if _name_panel(row, axis) == panel], axis)
        place.set_title(panel, fontsize=9)
    places[0][0].set_ylabel("median seconds a decision")
    figure.suptitle(title, fontsize=10)
    handles = {label: handle for place in places[0] for handle, label in zip(*place.get_legend_handles_labels(), strict=True)}
    figure.legend(handles.values(), handles.keys(), loc="center left", bbox_to_anchor=(1.0, 0.5), fontsize=8, frameon=False)
    figure.savefig(path, bbox_inches="tight", metadata={"Date": None})
    pyplot.close(figure)


def _draw_panel(place: Any, rows: Sequence[Words], axis: str) -> None:
    sizes = sorted({row["size"][axis] for row in rows})
    series: dict[tuple[str, str], dict[float, float]] = {}
    for row in rows:
        series.setdefault((row["peer"], row["way"]), {})[row["size"][axis]] = row["times"]["median"]
    seen: dict[str, int] = {}
    for (peer, way), points in sorted(series.items()):
        style = STYLES[seen.get(peer, 0) % len(STYLES)]
        seen[peer] = seen.get(peer, 0) + 1
        medians = [points.get(size, nan) for size in sizes]  # no line across a size of which there is no time
        place.plot(sizes, medians, style, marker="o", markersize=3, linewidth=1.2, color=COLOURS[peer], label=f"{peer} ({way})")
    place.set_yscale("log")
    if axis in {"clauses", "edges"}:
        place.set_xscale("log")
    place.set_xlabel(axis, fontsize=9)
    place.grid(visible=True, which="major", linewidth=0.3)
    for side in ("top", "right"):
        place.spines[side].set_visible(False)


def _name_panel(row: Words, axis: str) -> str:
    """What else than the axis tells sizes apart."""
    words = {"shape": "{}", "percent": "{} % missing", "clauses": "{} clauses"}
    return ", ".join(words[key].format(value) for key, value in row["size"].items() if key in words and key != axis)


def _draw_cold(rows: Sequence[Words], path: Path) -> None:
    """Bars for whole processes, a panel a pack."""
    pyplot = _import_pyplot()
    packs = list(dict.fromkeys(row["pack"] for row in rows))
    figure, places = pyplot.subplots(1, len(packs), figsize=(6.5 * len(packs), 4.4), squeeze=False)
    for pack, place in zip(packs, places[0], strict=True):
        shown = sorted((row for row in rows if row["pack"] == pack), key=lambda row: -median(row["wall"]))
        titles = [f"{row['peer']} ({row['way']})" if row["way"] else row["peer"] for row in shown]
        place.barh(titles, [median(row["wall"]) for row in shown], color=[COLOURS.get(row["peer"], "#999999") for row in shown])
        place.set_xscale("log")
        place.set_title(pack, fontsize=9)
        place.set_xlabel("median seconds of a whole process", fontsize=9)
        place.tick_params(labelsize=8)
    figure.suptitle(f"{COLD}: from nothing to one decision", fontsize=10)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
