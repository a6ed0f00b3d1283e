"""Wire the suite's plugins; every concern has its own module in fixtures/."""

from __future__ import annotations
