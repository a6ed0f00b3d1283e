"""Sign-in, sign-up, sign-out, tiers."""
