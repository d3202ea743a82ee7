"""What a reward looks like: the picture that was uploaded, else what a badge is drawn from."""

from dataclasses import dataclass

from db.tables import BadgeShape, Reward, RewardKind


@dataclass(frozen=True)
class Look:
    """How a reward is shown. `drawn`: a badge without a picture, so one is drawn of it.

    `colour` is 0xRRGGBB; None: whatever goes with the name.
    """

    name: str
    image_id: int | None
    drawn: bool
    colour: int | None
    shape: BadgeShape


def look(reward: Reward) -> Look:
    """Return how a reward is shown."""
    return Look(
        reward.name,
        reward.image_id,
        reward.kind == RewardKind.BADGE and reward.image_id is None,
        reward.badge_colour,
        BadgeShape(reward.badge_shape or BadgeShape.CIRCLE),
    )


def colour_text(colour: int | None) -> str | None:
    """Return a colour as people write it: `#3A7D44`."""
    return None if colour is None else f"#{colour:06X}"
