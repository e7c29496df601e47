"""`python -m gauger.declaration` prints the JSON Schema as it is published."""

from __future__ import annotations

import json
import sys

from gauger.declaration import declaration_schema

if __name__ == "__main__":
    sys.stdout.write(json.dumps(declaration_schema(), indent=2, ensure_ascii=False) + "\n")
