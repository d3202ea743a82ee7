"""course_enrolled, course_complete, lesson_complete, quiz_passed, quiz_failed, certificate_earned:
what members do where they learn, as a webhook or a role with a meaning reports it.
"""

from pydantic import BaseModel

from bot.services.typed import fold
from bot.services.workflows.parts import Context, Name, Trigger


class _OfSubject(BaseModel):
    """Asks for one course, lesson, quiz or certificate by its id, if one is set."""

    id: Name | None = None

    def matches(self, context: Context) -> bool:
        """Return whether it is that one."""
        return self.id is None or fold(self.id) == fold(str(context.event.data.get("id")))


class CourseEnrolled(
    _OfSubject, Trigger, key="course_enrolled", webhook=True, example={"id": "sql-1"}
):
    """A member begins a course."""


class CourseComplete(
    _OfSubject,
    Trigger,
    key="course_complete",
    earns="course_complete",
    webhook=True,
    example={"id": "sql-1"},
):
    """A member completes a course."""


class LessonComplete(
    _OfSubject,
    Trigger,
    key="lesson_complete",
    earns="lesson_complete",
    webhook=True,
    example={"id": "sql-1.3"},
):
    """A member completes a lesson."""


class QuizPassed(
    _OfSubject,
    Trigger,
    key="quiz_passed",
    earns="quiz_pass",
    webhook=True,
    example={"id": "sql-1-quiz"},
):
    """A member passes a quiz."""


class QuizFailed(
    _OfSubject, Trigger, key="quiz_failed", webhook=True, example={"id": "sql-1-quiz"}
):
    """A member does not pass a quiz."""


class CertificateEarned(
    _OfSubject, Trigger, key="certificate_earned", webhook=True, example={"id": "sql"}
):
    """A member earns a certificate."""
