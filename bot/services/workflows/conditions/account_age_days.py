"""account_age_days: how old somebody's Discord account is."""

from datetime import UTC, datetime, timedelta

from bot.services.workflows.parts import Condition, Context, Days

_FIRST = datetime(2015, 1, 1, tzinfo=UTC)  # from when Discord counts the milliseconds of its ids
_TAIL_BITS = 22


class AccountAgeDays(Condition, key="account_age_days", example={"days": 30}):
    """Holds for accounts that are so many days old or older."""

    days: Days

    def check(self, context: Context) -> bool:
        """Read the age from the id."""
        milliseconds = context.member.member_id >> _TAIL_BITS
        made = _FIRST + timedelta(milliseconds=milliseconds)
        return context.state.now - made >= timedelta(days=self.days)
