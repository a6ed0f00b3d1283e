"""What strangers try: stored scripts, uploads, headers, forged writes."""
