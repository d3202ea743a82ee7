"""attribute: what has been noted about a member."""

from bot.services.folding import fold
from bot.services.workflows.parts import Condition, Context, Name
from db.tables import MemberAttribute


class Attribute(Condition, key="attribute"):
    """Holds for members about whom something is noted; with one value, if it is set."""

    name: Name
    value: Name | None = None

    def holds(self, context: Context) -> bool:
        """Look it up."""
        imagined = context.imagined.attributes.get((context.member.member_id, self.name))
        if imagined is not None:
            return self.value in (None, imagined)
        noted = context.session.get(
            MemberAttribute,
            (context.community_id, context.member.member_id, fold(self.name)),
            populate_existing=True,
        )
        return noted is not None and (self.value is None or fold(self.value) == fold(noted.value))
