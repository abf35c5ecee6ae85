import polars as pl
import pytest

from ledgerlift.values.names import has_legal_form, normalise_name


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (["The ACME & Sons Co., Ltd.", "Acme and Sons", "ACME + SONS LIMITED", "Acme & Sons, Inc."], "acme sons"),
        (["S.A.R.L. Dupont", "Dupont SARL", "DUPONT S.A.R.L."], "dupont"),
        (["Müller GmbH & Co. KG", "MULLER", "Muller AG"], "muller"),
        (["O'Neil’s Pub", "Oneils Pub Ltd"], "oneils pub"),
        (["U.K. Power", "UK Power plc"], "uk power"),
        (["Gagnon et Fils Ltée", "Gagnon & Fils", "GAGNON FILS LIMITÉE"], "gagnon fils"),
        (["Société Générale S.A."], "societe generale"),
        (["Limited"], "limited"),
        (["株式会社"], "株式会社"),
        (["株式会社山本木材", "山本木材 株式会社", "（株）山本木材"], "山本木材"),
        (["宏远木业有限公司", "宏远木业股份有限公司"], "宏远木业"),
    ],
)
def test_names_of_one_business_become_the_same(names, key):
    assert normalise_name(pl.Series(names)).unique().to_list() == [key]


@pytest.mark.parametrize(
    "pair", [("La Poste", "Poste"), ("Smith Bros", "Smith"), ("Acme 1", "Acme 2"), ("A B", "AB C")]
)
def test_names_of_two_businesses_stay_apart(pair):
    assert normalise_name(pl.Series(pair)).n_unique() == 2


def test_names_of_a_lazy_frame_are_normalised():
    frame = pl.DataFrame({"name": ["Acme Ltd", None]}).lazy().select(normalise_name(pl.col("name")))
    assert frame.collect()["name"].to_list() == ["acme", None]


def test_legal_form_is_told():
    assert has_legal_form(pl.Series(["Acme Ltd.", "Dupont S.A.S.", "John Smith", "Limited edition"])).to_list() == [
        True, True, False, False,
    ]  # fmt: skip
