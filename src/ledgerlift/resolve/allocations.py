"""Money from payments to bills, never more than a payment holds or a bill asks."""

from collections.abc import Mapping

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
    rooms = {"payment": payments.select("payment", room="amount"), "bill": bills.select("bill", room="total_amount")}
    # Nearly all payments and bills have one match, and then there is no turn to wait for.
    shares = pl.col("payment").is_duplicated() | pl.col("bill").is_duplicated()
    is_shared = matches.select(shares.alias("is_shared"))["is_shared"]
    alone, shared = fit(matches.filter(~is_shared), rooms), share_out(matches.filter(is_shared), rooms)
    return pl.concat([alone, shared]).filter(pl.col("amount") > 0)


def fit(matches: pl.DataFrame, rooms: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Cut matches whose payment and bill have no other one."""
    joined = matches
    for side, room in rooms.items():
        limits = room.select(side, pl.col("room").clip(lower_bound=0).alias(f"{side}_room"))
        joined = joined.join(limits, on=side, how="left", maintain_order="left")
    amount = pl.min_horizontal("amount", *(f"{side}_room" for side in rooms))
    return joined.select(amount if column == "amount" else column for column in matches.columns)


def share_out(matches: pl.DataFrame, rooms: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Cut matches that share a payment or a bill, one after the other."""
    ordered = matches.sort("allocated_on", "payment", "bill", "amount", nulls_last=True)
    known = ordered.filter(pl.col("amount").is_not_null())
    for side, room in rooms.items():
        known = limit(known, side, room)
    unknown = ordered.filter(pl.col("amount").is_null())
    if unknown.is_empty():
        return known
    rooms = {side: rest_of(room, known, side) for side, room in rooms.items()}
    asked = unknown.drop("amount").join(rooms["bill"], on="bill", how="left", maintain_order="left")
    unknown = asked.rename({"room": "amount"}).select(matches.columns)
    for side in ("bill", "payment"):
        unknown = limit(unknown, side, rooms[side])
    return pl.concat([known, unknown])


def limit(matches: pl.DataFrame, side: str, rooms: pl.DataFrame) -> pl.DataFrame:
    """Cut the matches of one side to its ``room``, in order."""
    before = (pl.col("amount").cum_sum() - pl.col("amount")).over(side)
    rest = (pl.col("room") - before).clip(lower_bound=0)
    joined = matches.join(rooms, on=side, how="left", maintain_order="left")
    return joined.with_columns(pl.min_horizontal("amount", rest).alias("amount")).drop("room")


def rest_of(rooms: pl.DataFrame, matches: pl.DataFrame, side: str) -> pl.DataFrame:
    """Give the room that matches leave on one side."""
    taken = matches.group_by(side).agg(pl.col("amount").sum())
    left = pl.col("room") - pl.col("amount").fill_null(0)
    return rooms.join(taken, on=side, how="left").select(side, room=left)
