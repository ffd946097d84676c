"""The page of a guided reading: each of its steps, with its day, sources and map."""

from geo.export.site import links, pieces
from geo.export.site.links import Here, month_of
from geo.export.site.shell import Page
from geo.query import stories
from geo.query.atlas import Atlas
from geo.query.stories import Step, Story
from geo.views import View
from geo.web.pieces import bdi, escape
from geo.words import long_day, named, say


def page(atlas: Atlas, story: Story, language: str) -> Page:
    """Return the page of a story."""
    here = Here(language, links.page(language, "story", story.story_id))
    name, ways = story.name[language], say("site.ways.story", language)
    body = [
        f'<p class="crumbs">{here.link("story", "", ways)}</p><h1>{escape(name)}</h1>',
        *(
            _step(atlas, here, story, number)
            for number in range(1, len(story.steps) + 1)
        ),
    ]
    if story.source_ids:
        body.append(pieces.heading(say("site.retells", language)))
        body.append(pieces.sources(atlas.sources(story.source_ids), language))
    return Page(
        here,
        title=name,
        about=say("site.about.story", language, count=len(story.steps), name=name),
        body="\n".join(body),
        name="story",
        day=story.steps[0].date if story.steps else None,
        picture=links.picture(language, story.story_id) if story.steps else "",
    )


def _step(atlas: Atlas, here: Here, story: Story, number: int) -> str:
    language, step = here.language, story.steps[number - 1]
    head = say("panel.step", language, number=number, count=len(story.steps))
    known = atlas.records.agreement_of
    agreements = [
        here.link("agreement", one, named(known[one], language))
        for one in step.agreement_ids
    ]
    has_month = links.has_month(atlas.records.newest, step.date.isoformat())
    month = here.link("month", month_of(step.date), say("site.month", language))
    ways = [
        f'<a class="go" href="{escape(_map(here, step))}">'
        f"{escape(say('panel.show', language))}</a>",
        *([month] if has_month else []),
        *agreements,
    ]
    return (
        f'<section class="step"><h2><small>{escape(head)}</small> '
        f"{bdi(long_day(step.date, language))}</h2>"
        f'<p class="lead">{escape(step.text[language])}</p>'
        f'<p class="do">{" ".join(ways)}</p>'
        f"{pieces.sources(atlas.sources(step.source_ids), language)}</section>"
    )


def _map(here: Here, step: Step) -> str:
    view = str(View(*step.view))
    return here.map(step.date, view=view, layers=",".join(step.layers))


def index(atlas: Atlas, language: str) -> Page:
    """Return the list of all stories."""
    here = Here(language, links.page(language, "story"))
    title = say("site.ways.story", language)
    known = [
        stories.story(atlas.records, one) for one in stories.story_ids(atlas.records)
    ]
    about = say("site.lists.story", language, count=len(known))
    lines = (here.link("story", one.story_id, one.name[language]) for one in known)
    body = f"<h1>{escape(title)}</h1><p>{escape(about)}</p>{pieces.items(lines)}"
    return Page(here, title, about, body, "story")
