"""What strangers try and what they must not be told: stored scripts, uploads, headers and cookies, error pages."""
