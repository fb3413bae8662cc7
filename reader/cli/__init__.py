"""The command line: the same library as the window's, in a terminal or as JSON. Never imports PySide6.

Exit codes: 0 done · 1 done in part (something needs a look, a check found damage) · 2 the command is wrong ·
3 this machine lacks something (the starter says what) · 4 the library could not be used · 5 no such article ·
70 a fault of the program · 130 stopped by the person.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

from archive.errors import ArchiveError, Cancelled
from reader.cli.arguments import parse
from reader.cli.codes import DONE, FAULT, STOPPED, exit_code
from reader.cli.output import Output
from reader.i18n import _, lend_to_standard_library, use_languages
from reader.messages import message_for


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code. Raises `SystemExit` for help and a wrong command."""
    use_languages()
    lend_to_standard_library()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parse(arguments)
    output = Output(as_json=options.json, steps=options.progress == "jsonl")
    from reader.cli import verbs

    try:
        code: int = verbs.VERBS[options.verb](options, output)
        sys.stdout.flush()
    except Cancelled as stopped:
        output.failure(stopped.kind, message_for(stopped).text)
        code = STOPPED
    except ArchiveError as error:
        output.failure(error.kind, message_for(error).text)
        code = exit_code(error)
    except BrokenPipeError:
        # whoever read our output has seen enough (`broadside search … | head`); Python's own last flush
        # must not fail again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    except Exception:
        # a fault of ours: said in full on the person's own terminal, and a code of its own for scripts
        traceback.print_exc()
        output.failure("fault", _("This is a fault of Broadside. What was reported as added is safe."))
        code = FAULT
    return code
