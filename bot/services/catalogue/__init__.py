"""Rewards as managers define them and members see them.

`fields` reads what was typed, `editing` changes rewards, `managing` and `store` show them to
managers and to members, `names` finds them.
"""
