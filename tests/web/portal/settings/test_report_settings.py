"""The settings of reports, checked before they are kept."""

import pytest
from last_event import last_event

from ledgerlift_server.syncs import report_settings


def test_settings_of_the_reports_are_those_of_the_next_sync(save, bank, snapshot, run_jobs, connection):
    changes = {"hourly_cost": "55.5", "percent_1": "1.5", "up_to_1": "500000", "percent_2": "0.5",
               "period_from": "2025-01-01", "period_to": "2025-06-30", "reports": ["spend_analysis", "paytech"],
               "columns_paytech": ["supplier_key", "supplier_name"], "base_currency": "cad"}  # fmt: skip
    answer = save("reports", changes)
    assert answer.status_code == 302, answer.context["form"].errors
    bank.refresh_from_db()
    assert bank.base_currency == "CAD"
    assert bank.report_settings == {
        "hourly_cost": 55.5, "cashback_tiers": [{"percent": 1.5, "up_to": 500000}, {"percent": 0.5}],
        "period_from": "2025-01-01", "period_to": "2025-06-30", "reports": ["spend_analysis", "paytech"],
        "match_columns": {"paytech": bank.report_settings["match_columns"]["paytech"]},
    }  # fmt: skip
    assert sorted(bank.report_settings["match_columns"]["paytech"]) == ["supplier_key", "supplier_name"]
    assert last_event() == ("report_settings.changed", {"fields": ["base_currency", "report_settings"]})
    from ledgerlift_server.syncs import product_actions

    product_actions.update_reports(snapshot=snapshot, by=connection.company.created_by.actor)
    run_jobs()
    assert {file.report[0] for file in snapshot.files.filter(is_report=True)} == {"spend_analysis", "paytech", "bundle"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"hourly_cost": "-1"}, "greater than or equal to 0"),
        ({"hourly_cost": "NaN"}, "Enter a number"),
        ({"base_currency": "XXQ"}, "This is no currency code such as USD or CAD."),
        ({"period_from": "2025-12-31", "period_to": "2025-01-01"}, "The last day comes before the first."),
        ({"period_from": "31/12/2025x"}, "Enter a valid date"),
        ({"up_to_1": "", "percent_2": "1"}, "Only the last tier may be without an end."),
        ({"up_to_2": "5", "percent_3": "1"}, "Each tier ends higher than the one before it."),
        ({"percent_1": "", "up_to_1": "", "percent_2": ""}, "Write at least one tier"),
        ({"percent_4": "1"}, "Fill in the tiers from the first on"),
        ({"percent_1": "101"}, "less than or equal to 100"),
        ({"reports": ["everything"]}, "Select a valid choice"),
        ({"columns_paytech": ["nothing"]}, "Select a valid choice"),
    ],
)
def test_settings_that_the_engine_would_refuse_are_never_kept(save, bank, real_engine, changes, sentence):
    answer = save("reports", changes)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    bank.refresh_from_db()
    assert bank.report_settings == {}


def test_engine_itself_has_the_last_word(real_engine):
    assert report_settings.list_mistakes({"hourly_cost": 40}) == []
    assert len(report_settings.list_mistakes({"hourly_cost": "much", "colour": 1})) == 2


def test_settings_kept_before_they_were_checked_are_named_for_what_they_are(bank, connection, make_upload, run_jobs):
    from ledgerlift_server.syncs import engine_child

    bank.report_settings = {"hourly_cost": "much"}
    answer = engine_child.run(
        sources=[], out="out", company="", software="", settings=bank.report_settings, language="en", max_bytes=1
    )
    assert answer["failure"] == "settings_not_usable"
