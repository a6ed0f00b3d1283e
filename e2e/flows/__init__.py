"""The flows across pages that must hold before launch (PLAN.md, 4): F1 to F5."""
