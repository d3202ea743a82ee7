"""set_user_attribute: note something about a member."""

from bot.services.members.attributes import ATTRIBUTES
from bot.services.typed import fold
from bot.services.workflows.parts import DONE, Applied, Context, Name, Step


class SetUserAttribute(
    Step, key="set_user_attribute", private=True, example={"name": "city", "value": "Đà Nẵng"}
):
    """Note something about the member, for conditions to ask about."""

    name: Name
    value: Name

    def perform(self, context: Context) -> Applied:
        """Note it in place of what was there."""
        key = context.member.member_id, fold(self.name)
        context.state.set(ATTRIBUTES, key, self.value)
        return DONE
