def test_months_across(find_one):
    table = find_one(
        """
Supplier|Jan 2024|Feb 2024|Mar 2024|Apr 2024|Total
Alpha|10.00|20.00|30.00|40.00|100.00
Beta|1.00|2.00|3.00|4.00|10.00
Total|11.00|22.00|33.00|44.00|110.00
"""
    )
    assert table.layout == "crosstab"
    assert table.body.height == 2


def test_accounts_across_that_add_up(find_one):
    rows = """
Invoice|Posting Date|Supplier|Goods - AC|Office - AC|Rent - AC|Travel - AC|Net Total
PI-1|2024-01-02|Alpha|10.00|0.00|5.00|0.00|{total}
PI-2|2024-01-03|Beta|0.00|7.00|0.00|1.00|8.00
PI-3|2024-01-04|Gamma|1.00|7.00|0.00|1.00|9.00
"""
    assert find_one(rows.format(total="15.00")).layout == "crosstab"
    assert find_one(rows.format(total="99.00")).layout == "flat"


def test_ageing_is_no_crosstab(find_one):
    table = find_one(
        """
Vendor|Current|1 - 30|31 - 60|61 - 90|> 90|Total
Alpha|10.00|0.00|0.00|5.00|0.00|15.00
Beta|0.00|1.00|0.00|0.00|0.00|1.00
"""
    )
    assert table.layout == "flat"
