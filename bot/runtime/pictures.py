"""Pictures that managers send: checked one at a time, each in a process of its own."""

from bot.isolation.process import BrokenWorkError, Limits, TooCostlyError, work
from bot.isolation.turns import TooManyWaitingError, Turns
from bot.services.errors import InvalidInputError
from bot.services.rewards import image_decoding, images
from bot.services.rewards.image_decoding import Picture


class Pictures:
    """What judges pictures; one for each running bot."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._turns = Turns()

    async def examine(self, content: bytes, community_id: int) -> Picture:
        """Return a PNG, JPEG, WebP or GIF that is whole; `InvalidInputError` for anything else."""
        images.check_size(len(content))
        try:
            async with self._turns.turn(community_id):
                answer = await work(image_decoding.__name__, content, self.limits)
        except TooManyWaitingError as error:
            raise InvalidInputError("image", "reward-image-busy") from error
        except TooCostlyError as error:
            raise InvalidInputError("image", "reward-image-too-costly") from error
        except BrokenWorkError as error:
            raise InvalidInputError("image", "reward-image-unreadable") from error
        return image_decoding.verdict(content, answer)
