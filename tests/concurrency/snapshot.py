"""All that is of value in a community, as people see it today: of the database and of the model."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from db.session import Session
from db.tables import Code, CodeState, Grant, GrantState, Reward, Wallet
from tests.concurrency.model import OPEN, Model

Snapshot = dict[str, dict[Any, Any]]


def of_database(session: Session, community_id: int, today: date) -> Snapshot:
    """Return what is stored; what has passed its date counts as expired, marked so or not."""

    def rows(table: Any, *names: str) -> Any:
        columns = [getattr(table, name) for name in names]
        return session.execute(select(*columns).where(col(table.community_id) == community_id))

    codes = {
        (reward_id, value): (
            CodeState.EXPIRED if state in OPEN and expires_on < today else state,
            grant_id,
        )
        for reward_id, value, expires_on, state, grant_id in rows(
            Code, "reward_id", "value", "expires_on", "state", "grant_id"
        )
    }
    ended = {grant_id for state, grant_id in codes.values() if state == CodeState.EXPIRED}

    def state_of(grant: Any) -> str:
        over = grant.id in ended or (grant.expires_on is not None and grant.expires_on < today)
        return GrantState.EXPIRED if over and grant.state == GrantState.HELD else grant.state

    return {
        "balances": {
            (member_id, kind): balance
            for member_id, kind, balance in rows(Wallet, "member_id", "kind", "balance")
            if balance
        },
        "rewards": {
            id_: tuple(rest)
            for id_, *rest in rows(Reward, "id", "state", "cost", "stock", "granted", "expires_on")
        },
        "grants": {
            row.id: (row.member_id, state_of(row), row.paid, row.expires_on)
            for row in rows(Grant, "id", "member_id", "state", "paid", "expires_on")
        },
        "codes": codes,
    }


def of_model(model: Model) -> Snapshot:
    """Return what should be stored."""
    return {
        "balances": {
            (member, kind): balance
            for kind, wallet in (("earn", model.earn), ("spend", model.spend))
            for member, balance in wallet.items()
            if balance
        },
        "rewards": {
            r.id: (r.state, r.cost, r.stock, model.grants_held(r), r.expires_on)
            for r in model.rewards
        },
        "grants": {
            g.id: (g.member, g.state_on(model.today), g.paid, g.expires_on)
            for g in model.grants.values()
        },
        "codes": {
            (r.id, code.value): (code.state_on(model.today), code.grant_id)
            for r in model.rewards
            for code in r.codes.values()
        },
    }
