from geo.records.tables import agreements as chronicle

GROUPS = (
    chronicle.TALKS,
    chronicle.MAKING,
    chronicle.APPROVING,
    chronicle.FORCE,
    chronicle.RECORDING,
    chronicle.KEEPING,
    chronicle.DOUBTING,
    chronicle.LEAVING,
    chronicle.ENDING,
)


def test_each_stage_belongs_to_one_group():
    every = [stage for group in GROUPS for stage in group]
    assert len(every) == len(set(every))
    assert tuple(every) == chronicle.STAGES


def test_a_life_begins_with_talks_or_a_text():
    assert set(chronicle.OPENING) == {*chronicle.TALKS, *chronicle.MAKING}


def test_every_table_says_what_a_row_is():
    for table in chronicle.TABLES.values():
        assert table.description.startswith("One row is one ")
