"""What a reward looks like: an uploaded picture, else what a badge is drawn from."""

import pytest
from sqlalchemy.exc import IntegrityError

from bot.services.rewards import editing, images
from bot.services.rewards.details import details
from bot.services.rewards.fields import RewardChanges
from bot.services.rewards.image_decoding import Picture
from bot.services.rewards.looks import colour_text
from db.database import Database
from db.session import Session
from db.tables import BadgeShape, Reward, RewardKind
from tests.support import factories
from tests.support.factories import BOSS, CLUB, Terms

PICTURE = Picture(b"whole", "image/png", 1, 1, b"small")


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community."""
    await db.write(factories.add_community)


async def test_a_badge_is_drawn_until_it_has_a_picture(db: Database) -> None:
    changes = RewardChanges(name="Night owl", badge_colour="#7B4FC9", badge_shape="star")
    made = (await db.write(editing.create, BOSS, RewardKind.BADGE, changes)).reward
    assert (made.look.name, made.look.drawn) == ("Night owl", True)
    assert (made.look.colour, made.look.shape) == (0x7B4FC9, BadgeShape.STAR)
    uploaded = RewardChanges(image=PICTURE)
    edited = await db.write(editing.edit, BOSS, made.reward_id, uploaded)
    assert not edited.reward.look.drawn
    assert await db.read(images.thumbnails, CLUB, [edited.reward.look.image_id or 0])
    edited = await db.write(editing.edit, BOSS, made.reward_id, RewardChanges(image=None))
    assert edited.reward.look == made.look


async def test_without_a_choice_the_name_decides(db: Database) -> None:
    changes = RewardChanges(name="Night owl")
    made = (await db.write(editing.create, BOSS, RewardKind.BADGE, changes)).reward
    assert (made.look.colour, made.look.shape) == (None, BadgeShape.CIRCLE)
    changes = RewardChanges(name="Mug")
    coupon = (await db.write(editing.create, BOSS, RewardKind.COUPON, changes)).reward
    assert not coupon.look.drawn


async def test_the_audit_has_the_colour_as_people_write_it(db: Database) -> None:
    changes = RewardChanges(name="Night owl", badge_colour="#7B4FC9")
    made = (await db.write(editing.create, BOSS, RewardKind.BADGE, changes)).reward
    edited = await db.write(
        editing.edit, BOSS, made.reward_id, RewardChanges(badge_colour="", badge_shape="leaf")
    )
    assert edited.changed == ("badge_colour", "badge_shape")
    assert (await db.read(details, BOSS, made.reward_id)).look.colour is None
    assert (colour_text(0x00FF0A), colour_text(None)) == ("#00FF0A", None)


@pytest.mark.parametrize(
    "columns", [{"badge_shape": "blob"}, {"badge_colour": -1}, {"badge_colour": 0x1000000}]
)
async def test_the_database_takes_no_other_look(db: Database, columns: dict[str, object]) -> None:
    badge = await db.write(factories.publish, RewardKind.BADGE, "Reader")
    coupon = await db.write(factories.publish, RewardKind.COUPON, "Mug", Terms(cost=1, stock=1))

    def spoil(session: Session, reward_id: int, /, **values: object) -> None:
        row = session.get_one(Reward, (CLUB, reward_id))
        for name, value in values.items():
            setattr(row, name, value)
        session.flush()

    with pytest.raises(IntegrityError):
        await db.write(spoil, badge, **columns)
    with pytest.raises(IntegrityError):
        await db.write(spoil, coupon, badge_shape="star")
