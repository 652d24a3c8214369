"""Quantities: numbers, money, shares and dates, each as the interval its words allow."""
