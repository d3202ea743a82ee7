"""Every table. A row belongs to exactly one community, and its key leads with that community's id.

That leading id keeps communities apart and a database partitioned by community possible.
"""

from typing import Any

from sqlmodel import SQLModel

from db.tables.audit import AuditEntry
from db.tables.bulk import BulkGrant, BulkGrantMember, BulkOutcome, BulkState
from db.tables.codes import (
    Code,
    CodeImport,
    CodeState,
    ImportState,
    RowVerdict,
    StagedCode,
)
from db.tables.communities import Community, Language, ManagerRole, WalletMode
from db.tables.deliveries import Delivery, DeliveryKind, DeliveryState
from db.tables.forms import Form
from db.tables.grants import Grant, GrantSource, GrantState, Holding, Offer
from db.tables.members import Member
from db.tables.points import LedgerEntry, LedgerReason, Wallet, WalletKind
from db.tables.rewards import Reward, RewardImage, RewardKind, RewardState

metadata = SQLModel.metadata


def table(model: type[SQLModel]) -> Any:
    """Return a table for statements on many rows, where the ORM would be slow."""
    return model.__table__  # type: ignore[attr-defined]  # every table has one


__all__ = [
    "AuditEntry",
    "BulkGrant",
    "BulkGrantMember",
    "BulkOutcome",
    "BulkState",
    "Code",
    "CodeImport",
    "CodeState",
    "Community",
    "Delivery",
    "DeliveryKind",
    "DeliveryState",
    "Form",
    "Grant",
    "GrantSource",
    "GrantState",
    "Holding",
    "ImportState",
    "Language",
    "LedgerEntry",
    "LedgerReason",
    "ManagerRole",
    "Member",
    "Offer",
    "Reward",
    "RewardImage",
    "RewardKind",
    "RewardState",
    "RowVerdict",
    "StagedCode",
    "Wallet",
    "WalletKind",
    "WalletMode",
    "metadata",
    "table",
]
