"""`advisor` and `python -m advisor`."""

from __future__ import annotations

import os
import sys

# Pydantic would look through every installed package for plugins, which takes as long as a verdict does.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from advisor.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
