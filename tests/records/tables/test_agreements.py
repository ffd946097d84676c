from geo.records.tables import agreements

GROUPS = (
    agreements.TALKS,
    agreements.MAKING,
    agreements.APPROVING,
    agreements.FORCE,
    agreements.RECORDING,
    agreements.KEEPING,
    agreements.DOUBTING,
    agreements.REPLACING,
    agreements.LEAVING,
    agreements.ENDING,
)


def test_each_stage_belongs_to_one_group():
    every = [stage for group in GROUPS for stage in group]
    assert len(every) == len(set(every))
    assert tuple(every) == agreements.STAGES


def test_a_life_begins_with_talks_or_a_text():
    assert set(agreements.OPENING) == {*agreements.TALKS, *agreements.MAKING}


def test_every_table_says_what_a_row_is():
    for table in agreements.TABLES.values():
        assert table.description.startswith("One row is one ")
