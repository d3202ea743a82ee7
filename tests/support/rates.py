"""Letting time pass for rates, which go by the database's own clock."""

from datetime import timedelta

from sqlmodel import update

from db.database import Database
from db.tables import RateLimit


async def forward_rates(db: Database, **step: float) -> None:
    """Let all buckets fill for as long as a timedelta's arguments say."""
    passed = timedelta(**step) // timedelta(microseconds=1)
    await db.write(
        lambda s: s.execute(update(RateLimit).values(full_at=RateLimit.full_at - passed))
    )
