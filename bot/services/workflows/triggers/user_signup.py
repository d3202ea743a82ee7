"""user_signup: somebody new."""

from bot.services.workflows.parts import Trigger


class UserSignup(Trigger, key="user_signup"):
    """A member joins for the first time, and has passed the membership screening."""
