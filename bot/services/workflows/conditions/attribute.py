"""attribute: what has been noted about a member."""

from bot.services.members.attributes import ATTRIBUTES
from bot.services.typed import fold
from bot.services.workflows.parts import Condition, Context, Name


class Attribute(
    Condition, key="attribute", private=True, example={"name": "city", "value": "Đà Nẵng"}
):
    """Holds for members about whom something is noted; with one value, if it is set."""

    name: Name
    value: Name | None = None

    def check(self, context: Context) -> bool:
        """Look it up."""
        value = context.state.get(ATTRIBUTES, (context.member.member_id, fold(self.name)))
        return value is not None and (self.value is None or fold(self.value) == fold(value))
