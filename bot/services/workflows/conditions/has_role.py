"""has_role: a member has a role."""

from bot.services.workflows.parts import Condition, Context, RoleId


class HasRole(Condition, key="has_role", example={"role": "1200000000000000011"}):
    """Holds for members who have a role."""

    role: RoleId

    def check(self, context: Context) -> bool:
        """Look at their roles."""
        return self.role in context.member.role_ids
