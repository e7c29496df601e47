"""One decision from nothing: the process that W6 times. `once.py MODULE WAY FOLDER` prints the ids of the clauses that fire.

It imports the peer and nothing else of the benchmarks but what the peer does, and so stands as close to a program of its own as it can.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    """Reads the policy and the facts from the folder, decides, prints."""
    module, way, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    prepared = import_module(f"benchmarks.peers.{module}").start(folder / "pack", way)
    facts = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    case = {key: tuple(value) if isinstance(value, list) else value for key, value in facts.items()}
    (fired,) = prepared.decide(prepared.load([case]))
    print(json.dumps(sorted(fired)))


if __name__ == "__main__":
    main()
