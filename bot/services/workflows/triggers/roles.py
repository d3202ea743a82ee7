"""role_added, role_removed: a role that a member gets or loses."""

from pydantic import BaseModel

from bot.services.workflows.parts import Context, RoleId, Trigger


class _OfRole(BaseModel):
    """Asks for one role."""

    role: RoleId

    def matches(self, context: Context) -> bool:
        """Return whether it is that one."""
        return str(self.role) == context.event.data.get("role")


class RoleAdded(_OfRole, Trigger, key="role_added", example={"role": "1200000000000000011"}):
    """A member gets a role."""


class RoleRemoved(_OfRole, Trigger, key="role_removed", example={"role": "1200000000000000011"}):
    """A member loses a role."""
