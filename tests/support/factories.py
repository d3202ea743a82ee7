"""A small community to test with, set up through the use cases themselves."""

from dataclasses import dataclass, replace
from datetime import date

from bot.services import communities
from bot.services.actors import Person
from bot.services.deletions import deleted_roles
from bot.services.members import existing
from bot.services.points import ledger
from db.session import Session
from db.tables import (
    Code,
    CodeImport,
    ImportState,
    Reward,
    RewardKind,
    RewardState,
)

CLUB = 1_000
BOSS = Person(CLUB, 1, manages_server=True, owns_server=True)
MAI = Person(CLUB, 2)
BOB = Person(CLUB, 3)


def somebody(number: int, *roles: int) -> Person:
    """Return a member beyond those who have a name."""
    return replace(Person(CLUB, 100 + number), role_ids=frozenset(roles))


def add_community(session: Session, *, community_id: int = CLUB) -> None:
    """Make the community."""
    communities.ensure(session, community_id)


def note_existing(session: Session) -> None:
    """Note what members had when roles got a meaning or became tiers, as the scheduler does."""
    while existing.note(session):
        pass


def mark_synced(session: Session, *, community_id: int = CLUB) -> None:
    """Know who the members are: those who have a row."""
    deleted_roles.reconciled(session, community_id, frozenset())


@dataclass(frozen=True)
class Terms:
    """What a reward starts with."""

    cost: int | None = None
    stock: int | None = None
    member_limit: int | None = None
    expires_on: date | None = None
    required_role_id: int | None = None
    badge_role_id: int | None = None
    delivers_role_id: int | None = None
    delivers_days: int | None = None
    delivers_voucher_id: int | None = None


def publish(
    session: Session,
    kind: RewardKind,
    name: str,
    terms: Terms = Terms(),
    *,
    codes: list[tuple[str, date]] | None = None,
    community_id: int = CLUB,
) -> int:
    """Put a published reward straight into the tables and return its id."""
    reward = Reward(
        community_id=community_id,
        id=session.new_id(),
        kind=kind,
        state=RewardState.PUBLISHED,
        name=name,
        name_key=name.casefold(),
        cost=terms.cost,
        stock=terms.stock,
        member_limit=1 if kind is RewardKind.BADGE else terms.member_limit,
        expires_on=terms.expires_on,
        required_role_id=terms.required_role_id,
        badge_role_id=terms.badge_role_id,
        delivers_role_id=terms.delivers_role_id,
        delivers_days=terms.delivers_days,
        delivers_voucher_id=terms.delivers_voucher_id,
        created_by=BOSS.member_id,
        created_at=session.now,
    )
    session.add(reward)
    session.flush()
    if codes:
        batch = CodeImport(
            community_id=community_id,
            id=session.new_id(),
            reward_id=reward.id,
            file_name="codes.csv",
            state=ImportState.CONFIRMED,
            added=len(codes),
            created_at=session.now,
            confirmed_at=session.now,
            wanted=len(codes),
            first_number=1,
            last_number=len(codes),
        )
        session.add(batch)
        session.flush()
        session.add_all(
            Code(
                community_id=community_id,
                id=session.new_id(),
                reward_id=reward.id,
                number=line,
                value=value,
                expires_on=good_until,
                import_id=batch.id,
                line=line,
                changed_at=session.now,
            )
            for line, (value, good_until) in enumerate(codes, 1)
        )
    return reward.id


def coupon(session: Session, name: str = "Mug", *, cost: int = 100, stock: int = 10) -> int:
    """Publish a coupon."""
    return publish(session, RewardKind.COUPON, name, Terms(cost=cost, stock=stock))


def give_points(session: Session, to: Person, amount: int, *, key: str = "") -> None:
    """Award points."""
    ledger.award(session, BOSS, to, amount, key=key or f"gift:{to.member_id}:{session.new_id()}")
