"""How a screen is put together from its parts when some of it is painted afresh."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from textual._compositor import Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip


def paint_front_first(screen: Screen[Any]) -> None:
    """For a screen that has no parts yet."""
    screen._compositor = FrontFirst()


class FrontFirst(Compositor):
    """Leaves out what stands behind something else on every line that is painted.

    The base class has frames, columns and the screen itself painted and cut up too, of which nothing is left to see.
    """

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        cuts = self.cuts
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in cuts]
        open_cuts = [len(line) - 1 if is_rendered_line(y) else 0 for y, line in enumerate(cuts)]
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if not seen or not crop.overlaps(clip) or not any(open_cuts[seen.y : seen.bottom]):
                continue
            strips = widget.render_lines(seen.translate((-region.x, -region.y)))
            first, last = seen.column_span
            for y, strip in zip(seen.line_range, strips, strict=False):
                if not open_cuts[y]:
                    continue
                line = chops[y]
                inside = [cut for cut in cuts[y] if first <= cut <= last]
                if all(line[cut] is not None for cut in inside[:-1]):
                    continue
                for cut, part in zip(inside, strip.divide([cut - seen.x for cut in inside[1:]]), strict=False):
                    if line[cut] is None:
                        line[cut] = part
                        open_cuts[y] -= 1
        return cast(list[dict[int, Strip]], chops)
