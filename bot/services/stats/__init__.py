"""Statistics for managers: numbers of a community, never of a member.

All of it is counted when somebody asks, from the rows that stand for what happened; how long that
takes is in docs/performance.md.
"""
