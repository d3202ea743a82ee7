"""Every table. A row belongs to exactly one community, and its key leads with that community's id.

That leading id keeps communities apart and a database partitioned by community possible.

A table is one file here, found by walking this folder. It says what privacy does with it
(`db/privacy.py`). What only one room uses can be imported from its file.
"""

import importlib
import pkgutil
from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlmodel import SQLModel

from db.tables.audit import AuditEntry
from db.tables.batches import Batch, BatchKind, BatchMember, BatchOutcome, BatchState
from db.tables.bought_roles import BoughtRole
from db.tables.clock import LastSeen
from db.tables.codes import (
    Code,
    CodeImport,
    CodeState,
    ImportPart,
    ImportState,
    RowVerdict,
    StagedCode,
)
from db.tables.communities import Community, ManagerRole, ProxyBot, WalletMode
from db.tables.deliveries import Delivery, DeliveryKind, DeliveryState
from db.tables.earning import Boost, EarningPlace, EarningRule, LeftOutRole, Streak, Tier
from db.tables.events import Event, EventState, Fact, LostEvents, Tally, Unpaid
from db.tables.forms import Form
from db.tables.goals import Goal, GoalProgress, GoalState, GoalTerms, Period
from db.tables.gone import Gone, GoneKind
from db.tables.grants import Grant, GrantSource, GrantState, Holding, Offer
from db.tables.members import Member
from db.tables.memberships import MemberAttribute, Membership, RoleMark
from db.tables.points import LedgerEntry, LedgerReason, Wallet, WalletKind
from db.tables.raffles import EntryOutcome, Raffle, RaffleEntry, RaffleState
from db.tables.rate_limits import RateLimit
from db.tables.rewards import Announce, BadgeShape, Reward, RewardImage, RewardKind, RewardState
from db.tables.webhooks import CallOutcome, Direction, WebhookCall, WebhookSecret
from db.tables.workflows import (
    Run,
    RunState,
    Trace,
    TraceOutcome,
    Workflow,
    WorkflowDraft,
    WorkflowState,
    WorkflowVersion,
)

for _file in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_file.name}")

metadata = SQLModel.metadata


def table(model: type[SQLModel]) -> Any:
    """Return a table for statements on many rows, where the ORM would be slow."""
    return model.__table__  # type: ignore[attr-defined]  # every table has one


def linked(column: Any, other: Any) -> ColumnElement[bool]:
    """Join two tables where these columns are equal, in one community."""
    here, there = column.expression, other.expression
    return and_(here.table.c.community_id == there.table.c.community_id, here == there)


def models() -> list[type[SQLModel]]:
    """Return every table's class; a row refers only to rows of tables before its own."""
    found = {
        table(model): model for model in SQLModel.__subclasses__() if "__table__" in vars(model)
    }
    return [found[one] for one in metadata.sorted_tables]
