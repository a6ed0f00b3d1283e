"""Buying a subscription."""
