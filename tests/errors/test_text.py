import pickle

from geo.errors import (
    Both,
    Either,
    Fault,
    GeoError,
    RecordError,
    Text,
    UploadError,
)

NO_DAY = "error.dates.no_day"


def bare(text):
    return text.replace("\u2068", "").replace("\u2069", "")


def test_a_text_is_english_unless_a_language_is_named():
    text = Text(NO_DAY, text="2021-02-29")
    assert str(text) == f"{text}" == "'2021-02-29' is no day of the calendar"
    assert bare(text.text("ar")) == "'2021-02-29' ليس يومًا في التقويم"


def test_texts_that_say_the_same_are_the_same():
    one, other = (Text(NO_DAY, text="2021-02-29") for _ in range(2))
    assert one == other == str(one)
    assert len({one, other}) == 1
    assert one != Text(NO_DAY, text="2021-02-30")
    assert one != 2
    assert sorted([Text(NO_DAY, text="b"), Text(NO_DAY, text="a")])[0].values == {
        "text": "a"
    }


def test_what_was_given_keeps_its_direction_in_arabic_and_counts_are_plain():
    text = Text(
        "error.own.of_feature",
        name="a.json",
        number=7,
        error=GeoError(NO_DAY, text="x"),
    )
    arabic = text.text("ar")
    assert arabic.startswith("\u2068a.json\u2069: ")
    assert "المعلم 7: \u2068'x'\u2069 ليس يومًا" in arabic
    assert "\u2068" not in str(text)


def test_lists_are_lists_of_the_language():
    text = Text("error.shown.layers", unknown=["a", "b"], known=Either("xyz"))
    assert str(text) == "no layer a, b: use x, y or z"
    assert bare(text.text("ar")) == "لا توجد طبقة باسم a، b: استخدم x، y أو z"
    both = Text("error.sea.no_coast", name=Both(["malta", "crete"]))
    assert str(both) == "malta and crete has no coast to measure from"
    assert "malta وcrete" in bare(both.text("ar"))


def test_a_count_chooses_its_form():
    four, twelve = (Text("error.query.days", count=n).text("ar") for n in (4, 12))
    assert four.startswith("4 أيام ")
    assert twelve.startswith("12 يومًا ")
    assert str(Text("error.query.days", count=4)).startswith("4 days are")


def test_an_error_of_many_lines_says_each_in_the_language():
    error = UploadError.of_lines(Text(NO_DAY, text=text) for text in "ab")
    assert [line.split()[0] for line in str(error).splitlines()] == ["'a'", "'b'"]
    assert error.text("ar").count("التقويم") == 2


def test_a_fault_is_told_in_arabic_too():
    fault = Fault("a.csv", 3, "end", "2014", Text("fault.control.end"))
    assert str(fault) == "a.csv 3 end: '2014', must come after start"
    said = bare(RecordError([fault]).text("ar"))
    assert said == "a.csv، الصف 3، العمود end: '2014'، يجب أن تأتي بعد start"


def test_an_error_comes_whole_out_of_another_process():
    fault = Fault("a.csv", 3, "end", "2014", Text("fault.control.end"))
    errors = GeoError(NO_DAY, text="x"), RecordError([fault])
    for error in (*errors, Text(NO_DAY, text="x")):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again)) == (type(error), str(error))
        assert again.text("ar") == error.text("ar")
