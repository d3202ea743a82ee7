"""schedule: a time that comes again and again."""

from bot.services.workflows.parts import Context, Cron, Trigger


class Schedule(Trigger, key="schedule", about_member=False, example={"cron": "0 9 * * 1"}):
    """A cron expression is due, in the community's time zone."""

    cron: Cron

    def matches(self, context: Context) -> bool:
        """Return whether it is this workflow's own time."""
        return context.event.data.get("workflow") == str(context.workflow_id)
