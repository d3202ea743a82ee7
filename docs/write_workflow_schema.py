"""Write the JSON schema of workflow files anew: make schema."""

import json
from pathlib import Path

from bot.services.workflows.schema import schema

FILE = Path(__file__).with_name("workflow.schema.json")

if __name__ == "__main__":
    FILE.write_text(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
