"""boost_started: a member boosts the server."""

from bot.services.workflows.parts import Trigger


class BoostStarted(Trigger, key="boost_started"):
    """A member begins to boost the server."""
