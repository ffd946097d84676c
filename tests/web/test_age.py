"""How old evidence is, in a real browser: on dots, on the ground, in the legend."""

import pytest

from geo import style
from geo.pictures import drawing

AGES = [0, 180, 181, 365, 366, 730, 731, 1096]


@pytest.fixture
def atlas(quiet_map):
    return quiet_map


def test_dots_age_alike_in_browser_and_picture(atlas):
    """The dot of a place so many days after its state was last seen."""
    dots = atlas.evaluate(
        """all => {
          const cell = atlas.looks.cells.get('kufra').find(f => f.to === Infinity);
          const colour = atlas.data.fills.eastern.core.colour;
          return all.map(days => {
            const age = atlas.looks.age(cell, cell.seen + days);
            return [age, atlas.looks._dotOf(colour, age).fillColor];
          });
        }""",
        AGES,
    )
    for days, (age, colour) in zip(AGES, dots, strict=True):
        assert age == style.age(days), days
        look = drawing.marker_look("settlement", 3.0, camp="eastern", age=age)
        assert colour.upper() == look["markerfacecolor"], days


def test_a_dot_is_repainted_on_the_day_it_ages(atlas):
    """Stepping over the day gives the look that a fresh jump to it gives."""
    fills = """() => {
      const cell = atlas.looks.cells.get('kufra').find(f => f.to === Infinity);
      const dot = [...atlas.time.tracksOf('places')].find(
        t => t.features[0].place === 'kufra');
      const day = cell.seen + 181;
      const at = d => {
        atlas.setDate(AtlasTime.toIso(d)); return dot.path.options.fillColor;
      };
      return [at(day - 1), at(day), at(day - 1)];
    }"""
    before, after, again = atlas.evaluate(fills)
    assert before == again != after


def test_a_dot_takes_the_colour_of_a_new_holder(atlas):
    colours = atlas.evaluate(
        """() => {
          const dot = [...atlas.time.tracksOf('places')].find(
            t => t.features[0].place === 'sirte');
          return ['2020-01-05', '2020-01-07'].map(day => {
            atlas.setDate(day); return dot.path.options.fillColor;
          });
        }"""
    )
    assert colours == [style.PALETTE[camp] for camp in ("tripoli", "eastern")]


def test_ground_can_be_coloured_by_the_age_of_its_evidence(atlas):
    colours = atlas.evaluate(
        """() => {
          const cell = [...atlas.time.tracksOf('eastern_held')].find(
            t => t.now?.place === 'kufra' && !t.now.nominal);
          const fill = () => {
            let core;
            cell.path.eachLayer(p => { if (p.options.ring === 'core') core = p; });
            return core.options.fillColor;
          };
          atlas.setDate('2019-12-19');
          const held = fill();
          atlas.layerSet.showAge(true);
          const aged = fill();
          atlas.layerSet.showAge(false);
          return [held, aged, fill()];
        }"""
    )
    held, aged, again = colours
    assert held == again
    assert aged in style.AGE_COLOURS


def test_the_legend_says_that_evidence_fades(atlas):
    legend = atlas.locator(".atlas-legend [data-group=sure]").text_content()
    assert "full, seen within 6 months; half-toned, within 1 year" in legend
