"""Passwords of tests: the same algorithm, without the cost that protects real ones."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 in a fraction of a millisecond; servers that tests start read its hashes like any other."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
