"""How many claims a second, beside the same work by hand with a commit for each claim."""

import pytest

from db import engines
from db.session import real_world
from tests.benchmarks import claims

pytestmark = pytest.mark.bench


@pytest.mark.parametrize("coupons", [1, 50])
async def test_claims(
    db_url: str, coupons: int, no_power_cut: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "SYNCHRONOUS", no_power_cut)
    world = real_world()
    ways = await claims.measure(db_url, world, coupons=coupons)
    by_hand = ways[0]
    print(f"\n{db_url.partition(':')[0]}, {coupons} coupon(s)")  # noqa: T201  # this is the result
    for way in ways:
        waited = ""
        if way.waited:
            waited = f"; p50 {way.quantile(0.5):.1f} ms, p99 {way.quantile(0.99):.1f} ms"
        rate = f"{way.rate:,.0f} a second, {way.rate / by_hand.rate:.2f} × by hand"
        print(f"  {way.name}: {rate}{waited}")  # noqa: T201  # this is the result
