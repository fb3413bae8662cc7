"""What one piece of work may use."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """For one capture, or one member of a container; reached, it ends as `TooHard`.

    `wall` and `cpu` in seconds, the others in bytes. `wall` counts while the worker says nothing; `memory` is
    address space, held by the system on Linux; `file_size` is of any file a called function writes; `reply`
    is one answer on the pipe.
    """

    wall: float = 45.0
    cpu: int = 40
    memory: int = 1024 * MIB
    file_size: int = 200 * MIB
    reply: int = 128 * MIB
