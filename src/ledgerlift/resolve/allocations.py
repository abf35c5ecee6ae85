"""Money from payments to bills, never more than a payment holds or a bill asks."""

import polars as pl

from ledgerlift.records import AMOUNT

# What every way of matching gives: one row for each sum of money that goes from a payment to a bill.
MATCH_COLUMNS = {
    "payment": pl.UInt32(),
    "bill": pl.UInt32(),
    "amount": AMOUNT,
    "allocated_on": pl.Date(),
    "matched_by": pl.String(),
}


def no_matches() -> pl.DataFrame:
    """Give an empty table of matches."""
    return pl.DataFrame(schema=MATCH_COLUMNS)


def limit_matches(matches: pl.DataFrame, payments: pl.DataFrame, bills: pl.DataFrame) -> pl.DataFrame:
    """Cut matches to what their payment holds and their bill asks, the earliest first; those left with nothing go.

    ``payments`` has ``payment`` and ``amount``, ``bills`` has ``bill`` and ``total_amount``, both unique. A match whose
    amount is null takes of its bill what the others leave.
    """
    ordered = matches.sort("allocated_on", "payment", "bill", "amount", nulls_last=True)
    rooms = {"payment": payments.select("payment", room="amount"), "bill": bills.select("bill", room="total_amount")}
    known = ordered.filter(pl.col("amount").is_not_null())
    for side, room in rooms.items():
        known = limit(known, side, room)
    unknown = ordered.filter(pl.col("amount").is_null())
    if unknown.is_empty():
        return known.filter(pl.col("amount") > 0)
    rooms = {side: rest_of(room, known, side) for side, room in rooms.items()}
    asked = unknown.drop("amount").join(rooms["bill"], on="bill", how="left", maintain_order="left")
    unknown = asked.rename({"room": "amount"}).select(matches.columns)
    for side in ("bill", "payment"):
        unknown = limit(unknown, side, rooms[side])
    return pl.concat([known, unknown]).filter(pl.col("amount") > 0)


def limit(matches: pl.DataFrame, side: str, rooms: pl.DataFrame) -> pl.DataFrame:
    """Cut the matches of one side to its ``room``, in order."""
    # Nearly all payments and bills have one match: the window that looks at those before it runs over the others only.
    several = matches[side].is_duplicated()
    taken = (pl.col("amount").cum_sum() - pl.col("amount")).over(side)
    before = pl.zeros(matches.height, AMOUNT, eager=True).scatter(
        several.arg_true(), matches.filter(several).select(taken)["amount"]
    )
    rest = (pl.col("room") - before).clip(lower_bound=0)
    joined = matches.join(rooms, on=side, how="left", maintain_order="left")
    return joined.with_columns(pl.min_horizontal("amount", rest).alias("amount")).drop("room")


def rest_of(rooms: pl.DataFrame, matches: pl.DataFrame, side: str) -> pl.DataFrame:
    """Give the room that matches leave on one side."""
    taken = matches.group_by(side).agg(pl.col("amount").sum())
    left = pl.col("room") - pl.col("amount").fill_null(0)
    return rooms.join(taken, on=side, how="left").select(side, room=left)
