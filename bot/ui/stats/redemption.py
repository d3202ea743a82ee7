"""What was given each week and how much of it was redeemed: in charts, words and numbers."""

from collections.abc import Sequence
from itertools import chain

from bot.pictures.cards import Series
from bot.services.stats.redemption import Fates, WeekOfRewards
from bot.texts import t
from bot.ui.stats.formats import share, trend
from bot.ui.stats.reports import Described, Report, Sheet, Table
from bot.ui.stats.weekly import from_first, week_labels, weekly_chart

COLUMNS = (
    *("WEEK", "COUPONS_GIVEN", "COUPONS_USED", "COUPONS_EXPIRED"),
    *("CODES_GIVEN", "CODES_CLAIMED", "CODES_EXPIRED"),
)

_NAMES = {"coupons": ("given", "used", "expired"), "codes": ("given", "claimed", "expired")}
_COLOURS = (0x637AFF, 0x26B89A, 0xEC6254)


def redemption_report(language: str, weeks: Sequence[WeekOfRewards]) -> Report:
    """Report what was given in some weeks, and redeemed of that until now."""
    sheet = Sheet(
        COLUMNS, [(week.day, *_numbers(week.coupons), *_numbers(week.vouchers)) for week in weeks]
    )
    shown = from_first(weeks, lambda week: week.coupons.given or week.vouchers.given)
    every = {
        "coupons": [week.coupons for week in shown],
        "codes": [week.vouchers for week in shown],
    }
    of = {kind: fates for kind, fates in every.items() if any(one.given for one in fates)}
    if not of:
        return Report(sheet, [t(language, "stats-redemption-nothing", weeks=len(weeks))])
    labels = week_labels(language, [week.day for week in shown])
    names = {kind: [t(language, f"stats-{name}") for name in _NAMES[kind]] for kind in of}
    lines = {kind: _summary(language, kind, len(weeks), fates) for kind, fates in of.items()}
    charts = {
        kind: weekly_chart(
            language, t(language, f"stats-redemption-{kind}"), labels, _series(names[kind], fates)
        )
        for kind, fates in of.items()
    }
    return Report(
        sheet,
        list(lines.values()),
        [
            Described(charts[kind], [lines[kind], _latest(language, fates)])
            for kind, fates in of.items()
        ],
        Table(
            (t(language, "stats-week"), *chain.from_iterable(names.values())),
            [
                (label, *chain.from_iterable(map(_numbers, fates)))
                for label, *fates in zip(labels, *of.values(), strict=True)
            ],
        ),
        [t(language, "stats-redemption-means"), t(language, "stats-weeks-mean")],
    )


def _numbers(fates: Fates) -> tuple[int, int, int]:
    return fates.given, fates.redeemed, fates.expired


def _series(names: Sequence[str], weeks: Sequence[Fates]) -> list[Series]:
    columns = zip(*map(_numbers, weeks), strict=True)
    return [
        Series(name, values, colour)
        for name, values, colour in zip(names, columns, _COLOURS, strict=True)
    ]


def _latest(language: str, weeks: Sequence[Fates]) -> str:
    before, last = weeks[-3:-1]
    return t(
        language,
        "stats-redemption-last",
        given=last.given,
        trend=trend(language, last.given, before.given),
        redeemed=last.redeemed,
    )


def _summary(language: str, kind: str, weeks: int, fates: Sequence[Fates]) -> str:
    total = sum(fates, Fates())
    return t(
        language,
        f"stats-redemption-{kind}-said",
        weeks=weeks,
        given=total.given,
        redeemed=total.redeemed,
        share=share(language, total.redeemed, total.given),
        expired=total.expired,
        open=total.open,
    )
