"""What privacy does with a table. Every table declares it; `bot/services/privacy` follows it.

```python
class Wish(SQLModel, table=True):
    __privacy__ = Privacy(export="wishes", delete=True)

    community_id: int = id_key()
    member_id: int = member_key()
```
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import SQLModel


@dataclass(frozen=True)
class Privacy:
    """What `/privacy export` and `/privacy erase` do with the rows of one table.

    Erasing replaces a member's id in every column made by `db.types.member`, in texts and in JSON.
    """

    export: str | None
    """The list of a member's export that holds their rows; None: no row is about its member."""
    whose: str = "member_id"
    """The column that says whose a row is."""
    delete: bool = False
    """Erasing deletes a member's rows. Otherwise they stay, as nobody's."""
    clear: Mapping[str, Any] = field(default_factory=dict)
    """What erasing sets in a member's rows that stay."""
    texts: bool = True
    """Texts and JSON may hold a member's id."""
    special: str = ""
    """What code of its own does besides, in `bot/services/privacy`."""


NO_MEMBER = Privacy(export=None, texts=False)
"""No column and no text says who."""


def privacy(model: type[SQLModel]) -> Privacy:
    """Return what a table declares. Every table declares it itself; none inherits it."""
    declared: Privacy = vars(model)["__privacy__"]
    return declared
