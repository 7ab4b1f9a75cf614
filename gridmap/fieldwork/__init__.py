"""Visits and what they add up to: door states, coverage, credit.

Pure reckoning on numpy arrays. Households (户) and visits (户次) are never mixed.
"""
