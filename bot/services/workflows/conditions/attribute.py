"""attribute: what has been noted about a member."""

from bot.services.typed import fold
from bot.services.workflows.parts import Condition, Context, Name
from db.tables import MemberAttribute


class Attribute(Condition, key="attribute", example={"name": "city", "value": "Đà Nẵng"}):
    """Holds for members about whom something is noted; with one value, if it is set."""

    name: Name
    value: Name | None = None

    def check(self, context: Context) -> bool:
        """Look it up."""
        member_id, name = context.member.member_id, fold(self.name)
        value = context.effects.attributes.get((member_id, name))
        if value is None:
            noted = context.session.get(
                MemberAttribute, (context.community_id, member_id, name), populate_existing=True
            )
            value = None if noted is None else noted.value
        return value is not None and (self.value is None or fold(self.value) == fold(value))
