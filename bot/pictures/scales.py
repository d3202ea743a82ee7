"""The numbers beside a chart."""

from math import ceil, floor, log10


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Return round numbers, evenly apart, that enclose all values."""
    span = max(high - low, 1e-9)
    rough = span / most
    unit = 10.0 ** floor(log10(rough))
    steps = (unit * many for many in (1, 2, 2.5, 5, 10, 20) if unit * many >= rough * 0.999)
    whole = low == floor(low) and high == floor(high)  # of what is counted there are no halves
    step = next(one for one in steps if (one >= 1 and one == floor(one)) or not whole)
    first, last = floor(low / step), ceil(high / step - 1e-9)
    return [number * step for number in range(first, max(last, first + 1) + 1)]


def short(value: float, thousands: str = ",") -> str:
    """Return a number as it stands beside a chart: 1,500, 12k, 3.4M; 1.500 and 3,4M with "."."""
    for least, unit, sign in ((1e6, 1e6, "M"), (1e4, 1e3, "k")):
        if abs(value) >= least:
            return grouped(value / unit, thousands) + sign
    return grouped(value, thousands)


def grouped(value: float, thousands: str) -> str:
    """Return a number with at most one decimal, its digits in groups of three."""
    text = f"{value:,.1f}".removesuffix(".0")
    text = text.replace("-", "−")
    return text if thousands == "," else text.translate({ord(","): thousands, ord("."): ","})
