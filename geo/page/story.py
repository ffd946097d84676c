"""The guided readings: the step of the one that is open, and a list of them."""

import streamlit as st

from geo.page.actions import action
from geo.page.state import close_story, direction, plain, show_step
from geo.page.world import World
from geo.query import stories
from geo.words import say


def show_stories(world: World) -> None:
    """Show the story that is open, then every story on record."""
    if st.session_state.story:
        show_story(world)
    list_stories(world)


def list_stories(world: World) -> None:
    """Offer every story on record."""
    language = st.session_state.language
    for story_id in stories.story_ids(world.atlas.records):
        story = stories.story(world.atlas.records, story_id)
        st.button(
            plain(story.name[language]),
            key=f"story-{story_id}",
            type="tertiary",
            on_click=action(show_step, story, 1),
        )


def show_story(world: World) -> None:
    """Show the step of the story that is open."""
    chosen = st.session_state
    language, story, number = chosen.language, chosen.story, chosen.step
    with st.container(border=True, key="story"):
        html_of_step = world.cards.step(story, number, language)
        st.html(f'<div dir="{direction()}">{html_of_step}</div>')
        with st.container(horizontal=True):
            for name, to in (("back", number - 1), ("next", number + 1)):
                st.button(
                    say(f"panel.{name}", language),
                    key=f"story_{name}",
                    type="primary" if name == "next" else "secondary",
                    disabled=not 1 <= to <= len(story.steps),
                    on_click=action(show_step, story, to),
                )
            st.button(
                say("panel.close", language),
                key="story_close",
                on_click=action(close_story),
            )
