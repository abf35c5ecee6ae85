"""Values as a person reads them in a sentence."""

from decimal import Decimal


def write_value(value: object) -> str | None:
    """Write a value of a record: amounts with their cents and no more zeros than they need, all else as it is."""
    if isinstance(value, Decimal):
        return write_amount(value)
    return None if value is None else str(value)


def write_amount(amount: Decimal) -> str:
    """Write an amount with two decimals, or more where it has them."""
    exponent = amount.normalize().as_tuple().exponent
    decimals = max(2, -exponent) if isinstance(exponent, int) else 2
    return f"{amount:.{decimals}f}"
