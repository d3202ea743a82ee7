"""What the page holds that is not ours: unchanged, and with its licence."""

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
VENDOR = ROOT / "bot/localdiscord/page/static/vendor"
ROW = re.compile(
    r"^\| `(?P<file>[^`]+)` .*\(`(?P<licence>[^`]+)`\).* \| `(?P<digest>[0-9a-f]{64})` \|$"
)


def test_vendored_files_are_those_that_were_published() -> None:
    """Seen to fail with a space added to one of them."""
    rows = [
        found
        for line in (VENDOR / "README.md").read_text(encoding="utf-8").splitlines()
        if (found := ROW.match(line))
    ]
    stated = {row["file"]: row["digest"] for row in rows}
    held = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.name != "README.md"
    }
    assert stated == held
    for row in rows:
        assert (ROOT / "licenses" / row["licence"]).is_file()
