"""What is left out behind something else is never missed."""

from __future__ import annotations

import pytest
from driving import LARGE, SMALL, Open
from textual._compositor import Compositor

from advisor.tui.painting import FrontFirst


@pytest.mark.parametrize(("keys", "size"), [(("i",), LARGE), (("v", "question_mark"), LARGE), (("e", "p"), SMALL)])
async def test_a_screen_looks_as_textual_would_put_it_together(
    opened: Open, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with opened(size=size) as user:
        for key in keys:
            await user.press(key)
            await user.settle()
        ours = user.app.screen._compositor
        assert isinstance(ours, FrontFirst)
        theirs = Compositor._render_chops(ours, ours.size.region, lambda _line: True)
        assert ours._render_chops(ours.size.region, lambda _line: True) == theirs
