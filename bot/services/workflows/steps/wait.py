"""wait: let time pass."""

from datetime import timedelta

from bot.services.workflows.parts import Context, Duration, Step


class Wait(Step, key="wait", about_member=False, example={"duration": "2d 12h"}):
    """Wait before the next step, also across restarts."""

    duration: Duration

    def perform(self, context: Context) -> timedelta:  # noqa: ARG002
        """Say how long."""
        return self.duration
