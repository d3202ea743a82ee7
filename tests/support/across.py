"""The functions and files of the program that look at more than one community, and why they may."""

_DUE = "what is due, before it is locked in its community"
_OPERATOR = "an operator asks, or a start"
_MIGRATION = "a migration sees to all rows"

MAY_READ = {
    "bot.services.codes.imports.first_in": _DUE,
    "bot.services.codes.imports.purge": _DUE,
    "bot.services.community.removal.clear": _DUE,
    "bot.services.community.removal.missed": _OPERATOR,
    "bot.services.content.reminders.remind": _DUE,
    "bot.services.deliveries.lease._waiting_longest": _DUE,
    "bot.services.deliveries.lease.any_due": _DUE,
    "bot.services.deliveries.outcomes.messages_refused": "whoever waits for a message is told",
    "bot.services.batches.slices.go_on": _DUE,
    "bot.services.batches.plans._abandoned": _DUE,
    "bot.services.workflows.retries.work": _DUE,
    "bot.services.maintenance.expiry.expire": _DUE,
    "bot.services.maintenance.integrity": _OPERATOR,
    "bot.services.maintenance.integrity_batches": _OPERATOR,
    "bot.services.maintenance.integrity_codes": _OPERATOR,
    "bot.services.maintenance.integrity_deleted": _OPERATOR,
    "bot.services.maintenance.integrity_moving": _OPERATOR,
    "bot.services.maintenance.integrity_deliveries": _OPERATOR,
    "bot.services.maintenance.integrity_names": _OPERATOR,
    "bot.services.maintenance.integrity_raffles": _OPERATOR,
    "bot.services.maintenance.retention.purge": _DUE,
    "bot.services.members.bought_roles._due": _DUE,
    "bot.services.members.existing.note": _DUE,
    "bot.services.members.lapsing.expire": _DUE,
    "bot.services.moving.staging.purge": _DUE,
    "bot.services.pipeline.waiting.communities": _DUE,
    "bot.services.points.placings._begin_wanted": "what is wanted in any community",
    "bot.services.points.placings._count_next": _DUE,
    "bot.services.points.placings._wanted": "what is wanted in any community",
    "bot.services.points.standings._settle": _DUE,
    "bot.services.points.standings.sum_up": _DUE,
    "bot.services.raffles.drawing.work": _DUE,
    "bot.services.workflows.schedules.due": _DUE,
    "db.convert": _OPERATOR,
    "db.migrate.upgrade": _MIGRATION,
}

MAY_LOCK_AND_WRITE = {
    # Whether anybody has begun a goal is no row that could be locked; Citus locks all its parts.
    "db.locks.hold_writers": "the whole table is held, for as long as a goal's terms are edited",
    "db.locks.join_writers": "who writes goals' progress waits for who holds the table",
    "db.migrate.upgrade": _MIGRATION,
}
