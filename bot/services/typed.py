"""What names are compared by. Their spelling is kept for showing; this decides what is one."""

import unicodedata


def fold(name: str) -> str:
    """Return a name without case, width, what cannot be seen, and more than one blank in a row."""
    seen = "".join(c for c in name if unicodedata.category(c) not in ("Cf", "Cs"))
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    spaced = "".join(" " if unicodedata.category(c) == "Cc" else c for c in plain)
    return " ".join(spaced.split())
