"""How passwords are kept: Django's own way, in fewer rounds, as every account here is a test's and lives for one run.

At Django's own number of rounds half of what the server does in a run of the suite is hashing (1 million rounds are
a third of a second, at each sign-in and sign-up). A password for no account costs as much as a wrong one, as before.
"""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher

ROUNDS = 50_000


class FewRoundsPasswordHasher(PBKDF2PasswordHasher):
    """PBKDF2 with SHA-256 in ``ROUNDS`` rounds."""

    iterations = ROUNDS
