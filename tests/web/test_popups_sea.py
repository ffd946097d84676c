import re

import pytest

from geo.layers import read as layers
from geo.style.layers import SEA
from geo.web import popups_sea as sea_evidence


@pytest.fixture(scope="module")
def frames(built):
    return {name: layers.read(name, built) for name in SEA}


@pytest.fixture(scope="module")
def lines(frames):
    return sea_evidence.lines(frames["maritime_lines"])


def test_a_line_gives_its_life_and_who_objected(lines):
    line = lines["tr-ly-2019"]
    assert line["basis"]["en"] == "By treaty"
    assert line["parties"]["ar"] == "تركيا، ليبيا (حكومة الوفاق الوطني)"
    assert (line["length_nm"], line["length_km"]) == (17.97, 33.28)
    against = {s["by"]["en"]: s["date"] for s in line["stages"] if s["against"]}
    assert against["European Union"] == "2019-12-12"
    assert line["points"][0] == ["A", "34°16'13.720\"N", "26°19'11.640\"E"]
    assert (line["origin"], line["base"]) == ("printed", [])
    cited = {i for stage in line["stages"] for i in stage["sources"]}
    assert cited <= set(line["sources"])


def test_a_computed_line_gives_its_base_points(lines):
    line = lines["tr-ly-mainland-median"]
    assert line["origin"] == "computed"
    first, second = line["base"][0]["base"]
    assert (first[0]["en"], second[0]["en"]) == (
        "Turkey (mainland)",
        "Libya (mainland)",
    )
    assert first[0]["ar"] == "تركيا (البر)"
    assert all(len(stretch["base"]) == 2 for stretch in line["base"])


def test_base_points_have_names_in_both_languages(lines):
    arabic = {
        base[0]["en"]: base[0]["ar"]
        for line in lines.values()
        for stretch in line["base"]
        for base in stretch["base"]
    }
    assert arabic["Greece (Gavdos)"] == "اليونان (غافدوس)"
    assert arabic["Greece (islet)"] == "اليونان (جزيرة صغيرة)"
    assert arabic["Libya (straight baseline)"] == "ليبيا (خط أساس مستقيم)"
    assert not [text for text in arabic.values() if re.search("[A-Za-z]", text)]


def test_disputed_water_gives_what_each_side_rests_on(frames, atlas_records):
    cards = sea_evidence.disputes(frames["disputed_maritime"], atlas_records)
    assert set(cards) == set(frames["disputed_maritime"]["id"])
    one = cards["greece-2020.libya-2025"]
    assert [side["state"]["en"] for side in one["sides"]] == ["Greece", "Libya"]
    assert one["km2"] > 10_000
    dates = [line["since"] for line in one["sides"][0]["lines"]]
    assert dates == ["1977-05-24", "2020-08-06"]
    assert all(side["sources"] for side in one["sides"])


def test_claimed_water_gives_whose_it_is_and_why(frames, atlas_records):
    cards = sea_evidence.waters(frames["claimed_maritime"], atlas_records)
    one = cards["greece-2020"]
    assert one["state"] == {"en": "Greece", "ar": "اليونان"}
    assert all(one[key] for key in ("sources", "note", "lines"))


def test_a_claim_that_ends_with_the_data_says_so(frames, atlas_records):
    waters = sea_evidence.waters(frames["claimed_maritime"], atlas_records)
    cut = {claim.rpartition("-")[0] for claim, water in waters.items() if water["cut"]}
    assert cut == {"greece", "italy", "tunisia"}
