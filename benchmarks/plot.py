"""The times as bars on a logarithmic scale, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10

from benchmarks.measure import Row

_LEFT, _WIDE, _BAR = 470, 420, 22


def plot(rows: Sequence[Row]) -> str:
    """One bar for each row that has a time."""
    bars = [(row, row.milliseconds) for row in rows if row.milliseconds is not None and row.milliseconds > 0]
    low = floor(log10(min(time for _, time in bars)))
    high = ceil(log10(max(time for _, time in bars)))
    height = _BAR * len(bars) + 50
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDE + 110} {height}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for power in range(low, high + 1):
        x = _LEFT + _WIDE * (power - low) / (high - low)
        parts.append(f'<line x1="{x:.0f}" y1="10" x2="{x:.0f}" y2="{height - 30}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.0f}" y="{height - 12}" text-anchor="middle">{10.0**power:g} ms</text>')
    for number, (row, time) in enumerate(bars):
        y = 14 + number * _BAR
        wide = max(2.0, _WIDE * (log10(time) - low) / (high - low))
        colour = "#b5483a" if row.met is False else "#3a6ea5"
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 12}" text-anchor="end">{escape(row.what[:72])}</text>')
        parts.append(f'<rect x="{_LEFT}" y="{y}" width="{wide:.0f}" height="{_BAR - 7}" fill="{colour}"/>')
        parts.append(f'<text x="{_LEFT + wide + 6:.0f}" y="{y + 12}">{time:.3g} ms</text>')
    return "\n".join([*parts, "</svg>", ""])
