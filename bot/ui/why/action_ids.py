"""What the buttons of *Why* lead to, each with the numbers that its id carries.

A member's own carry no member: whoever presses them reads about themselves.
"""

from bot.ui.core.actions import ActionId

SHOW_OWN = ActionId[int]("why")  # number of a part
TURN_OWN = ActionId[int, int]("why-page")  # number of a part, page
SHOW_OF = ActionId[int, int]("why-of")  # member, number of a part
TURN_OF = ActionId[int, int, int]("why-of-page")  # member, number of a part, page
