"""The numbers beside a chart."""

from math import ceil, floor, log10


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Return round numbers, evenly apart, that enclose all values."""
    span = max(high - low, 1e-9)
    rough = span / most
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * many for many in (1, 2, 2.5, 5, 10) if unit * many >= rough * 0.999)
    if step < 1 and low == floor(low) and high == floor(high):
        step = 1
    first, last = floor(low / step), ceil(high / step - 1e-9)
    return [number * step for number in range(first, max(last, first + 1) + 1)]


def short(value: float) -> str:
    """Return a number as it stands beside a chart: 1,500, 12K, 3.4M, 1B."""
    for least, sign in ((1e9, "B"), (1e6, "M"), (1e4, "K")):
        if abs(value) >= least:
            return f"{value / (1e3 if sign == 'K' else least):,.1f}".rstrip("0").rstrip(".") + sign
    return f"{value:,.0f}" if value == floor(value) else f"{value:,.1f}"
