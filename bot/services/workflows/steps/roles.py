"""add_role, remove_role: a role that a member gets or loses."""

from bot.services import deliveries
from bot.services.workflows.parts import DONE, Applied, Context, RoleId, Step
from db.tables import DeliveryKind


class AddRole(Step, key="add_role", example={"role": "1200000000000000011"}):
    """Give the member a role."""

    role: RoleId

    def perform(self, context: Context) -> Applied:
        """Enqueue the change."""
        return _enqueue(context, DeliveryKind.GIVE_ROLE, self.role)


class RemoveRole(Step, key="remove_role", example={"role": "1200000000000000011"}):
    """Take a role from the member."""

    role: RoleId

    def perform(self, context: Context) -> Applied:
        """Enqueue the change."""
        return _enqueue(context, DeliveryKind.TAKE_ROLE, self.role)


def _enqueue(context: Context, kind: DeliveryKind, role_id: int) -> Applied:
    deliveries.enqueue_in(
        context.state,
        kind,
        key=context.key,
        member_id=context.member.member_id,
        run=str(context.run_id),
        position=context.position,
        role=role_id,
    )
    return DONE
