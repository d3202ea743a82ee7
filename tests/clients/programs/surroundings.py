"""What each program is given, and how it tells what its library has seen.

The programs run in environments of their own, outside the types and imports of this project. All
of them do the same: /panel is answered with two buttons, of which "Press" is answered with
"pressed", and "Form" opens a form whose one field, "Name", is greeted.
"""

import os

API = os.environ["LOCAL_API"]
GATEWAY = os.environ["LOCAL_GATEWAY"]
TOKEN = os.environ["LOCAL_TOKEN"]


def say(*words: object) -> None:
    """Write one line, which the driver waits for."""
    print(*words, flush=True)
