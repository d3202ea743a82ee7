"""wait: let time pass."""

from bot.services.workflows.parts import Applied, Context, Duration, Step


class Wait(Step, key="wait", about_member=False, example={"duration": "2d 12h"}):
    """Wait before the next step, also across restarts."""

    duration: Duration

    def perform(self, context: Context) -> Applied:  # noqa: ARG002
        """Say how long."""
        return Applied(pause=self.duration)
