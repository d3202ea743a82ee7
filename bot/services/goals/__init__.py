"""Goals: what members reach for in every week, month or quarter."""
