"""`advisor` and `python -m advisor`."""

from __future__ import annotations

import gc
import os
import sys

# Pydantic would look through every installed package for plugins, which takes as long as a verdict does.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

# A command is over before much garbage has come together; looking for it as often as usual takes a tenth of its time.
gc.set_threshold(100_000)

from advisor.cli.main import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
