"""set_user_attribute: note something about a member."""

from bot.services.typed import fold
from bot.services.workflows.parts import Context, Name, Step
from db.tables import MemberAttribute
from db.upsert import insert


class SetUserAttribute(
    Step, key="set_user_attribute", example={"name": "city", "value": "Đà Nẵng"}
):
    """Note something about the member, for conditions to ask about."""

    name: Name
    value: Name

    def perform(self, context: Context) -> None:
        """Write it down in place of what was there."""
        context.session.execute(
            insert(MemberAttribute)
            .values(
                community_id=context.community_id,
                member_id=context.member.member_id,
                name=fold(self.name),
                value=self.value,
            )
            .on_conflict_do_update(
                index_elements=["community_id", "member_id", "name"], set_={"value": self.value}
            )
        )

    def preview(self, context: Context) -> bool:
        """Remember it."""
        context.effects.attributes[context.member.member_id, fold(self.name)] = self.value
        return True
