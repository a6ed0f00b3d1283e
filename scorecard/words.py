"""How figures are written, the same on the terminal, on the page and in Allure."""

from __future__ import annotations

from scorecard.figures import Latency, Rate


def percent(share: float, digits: int | None = None) -> str:
    """Write a share (0 to 1) as a percentage: no decimals when whole, else two; never rounded to 0 % or to 100 %."""
    value = share * 100
    if digits is None:
        digits = 0 if value == round(value) else 2
    smallest = 10**-digits
    if 0 < value < smallest / 2:
        return f"< {smallest:.{digits}f} %"
    if 100 - smallest / 2 <= value < 100:
        return f"> {100 - smallest:.{digits}f} %"
    return f"{value:.{digits}f} %"


def milliseconds(ms: float) -> str:
    """Write a duration given in milliseconds: ``7.4 ms``, ``214 ms``, ``1.9 s``, ``97 s``."""
    if ms < 10:
        return f"{ms:.1f} ms"
    if ms < 999.5:
        return f"{ms:.0f} ms"
    return f"{ms / 1000:.1f} s" if ms < 9950 else f"{ms / 1000:.0f} s"


def seconds(duration: float) -> str:
    """Write a duration given in seconds: ``7.4 s``, ``6 min 48 s``, ``1 h 02 min``."""
    if duration < 59.95:
        return f"{duration:.1f} s"
    minutes, rest = divmod(round(duration), 60)
    if minutes < 60:
        return f"{minutes} min {rest:02d} s"
    return f"{minutes // 60} h {minutes % 60:02d} min"


def count(number: int) -> str:
    """Write a whole number with thousands apart."""
    return f"{number:,}"


def rate(figure: Rate, digits: int | None = None) -> str:
    """Write a rate, or why it is none."""
    return not_measured(figure.n) if figure.value is None else percent(figure.value, digits)


def percentile(value: float | None, n: int) -> str:
    """Write a percentile in milliseconds, or why it is none."""
    return not_measured(n) if value is None else milliseconds(value)


def not_measured(n: int | None = None) -> str:
    """Write that there are too few samples, or (without n) none at all."""
    return "not measured" if n is None else f"not measured (n = {count(n)})"


def slow(latency: Latency) -> str:
    """Write the worst known of an operation's response times, with n."""
    for name, value in (("P99", latency.p99), ("P95", latency.p95), ("slowest", latency.slowest)):
        if value is not None:
            return f"{name} {milliseconds(value)} (n = {count(latency.n)})"
    return not_measured(latency.n)
