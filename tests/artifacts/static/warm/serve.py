"""Asks a Python tool that takes longer to start than to work: loaded once, and a fork of it for every question.

usage: python serve.py MODULE:FUNCTION     in the tool's environment
A line {"folder": ..., "words": [...]} asks: the folder is where the tool runs, the words are its command line. A line
{"code": ..., "said": ...} answers.
"""

import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module

SECONDS = 300


def main(tool: str) -> None:
    """Answer until nobody asks any more."""
    # Whatever else is printed is not an answer.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    module, _, function = tool.partition(":")
    run = getattr(import_module(module), function)
    for line in sys.stdin:
        asked = json.loads(line)
        with tempfile.TemporaryFile() as said:
            fork = os.fork()
            if fork == 0:
                _answer(run, asked["folder"], asked["words"], said.fileno())
            _, status = os.waitpid(fork, 0)
            said.seek(0)
            text = said.read().decode("utf-8", "replace")
        print(json.dumps({"code": os.waitstatus_to_exitcode(status), "said": text}), file=answers, flush=True)


def _answer(run: Callable[[], object], folder: str, words: list[str], said: int) -> None:
    os.dup2(said, 1)
    os.dup2(said, 2)
    signal.alarm(SECONDS)
    os.chdir(folder)
    os.environ["HOME"] = folder
    sys.argv = ["tool", *words]
    try:
        code = run()
    except SystemExit as end:
        code = end.code
    except BaseException as error:
        print(f"{type(error).__name__}: {error}")
        code = 1
    if isinstance(code, str):
        print(code)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    main(sys.argv[1])
