"""Versions of a plan, and all that asks git for them."""
