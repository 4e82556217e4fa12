//! One file for each screen; here the frame around them: progress, panel, the way to a person, polite announcements.

pub mod apology;
pub mod check;
pub mod facts;
pub mod impact;
pub mod options;
pub mod problem;
pub mod questions;
pub mod receipt;
pub mod story;
pub mod wish;

use crate::effects::guard_composition;
use crate::journey::{Event, Restored, Screen, State};
use crate::labels::key;
use crate::parts::View;
use crate::parts::error_summary::error_summary;
use crate::parts::options_panel::options_panel;
use crate::parts::progress::progress;
use crate::parts::routes::routes;
use crate::parts::words::{class, p, span};
use yew::prelude::*;

/// The whole form in a state.
pub fn form(state: &State, send: &Callback<Event>) -> Html {
    let view = View { state, send };
    let with_panel = state.screen < Screen::Options;
    html! {
        <div class={class("amends", &[("with-panel", with_panel)])} part="form"
            lang={state.setting.language.clone()}>
            { progress(view) }
            { restored(view) }
            <div class="layout">
                <div class="screen" key={state.screen.name()}>{ screen(view) }</div>
                if with_panel { { options_panel(view) } }
            </div>
            { routes(view) }
            <p class="polite" role="status">{ state.announced.clone() }</p>
        </div>
    }
}

/// The screen itself: a form of its own, so that Enter goes on; Enter that ends a composition does not.
fn screen(view: View<'_>) -> Html {
    let send = view.send.clone();
    let event = if view.state.screen == Screen::Check { Event::Submit } else { Event::Next };
    let submit = Callback::from(move |submit: SubmitEvent| {
        submit.prevent_default();
        send.emit(event.clone());
    });
    let guard = Callback::from(|press: KeyboardEvent| guard_composition(&press));
    let body = match view.state.screen {
        Screen::Problem => problem::problem(view),
        Screen::Facts => facts::facts(view),
        Screen::Impact => impact::impact(view),
        Screen::Wish => wish::wish(view),
        Screen::Story => story::story(view),
        Screen::Options => options::options(view),
        Screen::Apology => apology::apology(view),
        Screen::Check => check::check(view),
        Screen::Receipt => return receipt::receipt(view),
    };
    html! {
        <form novalidate=true onsubmit={submit} onkeydown={guard}>
            { error_summary(view) }
            { body }
        </form>
    }
}

/// The heading of a screen; takes the focus when the screen is shown.
fn heading(view: View<'_>, words: AttrValue, lead: AttrValue) -> Html {
    html! {
        <>
            <h2 id={view.id("heading")} tabindex="-1" part="heading">{ words }</h2>
            { p("lead", lead) }
        </>
    }
}

/// That answers of an earlier visit are back, and whether the policy has changed since.
fn restored(view: View<'_>) -> Html {
    let Some(restored) = view.state.restored else { return Html::default() };
    let words = match restored {
        Restored::Same => view.t(key!("restored")),
        Restored::NewPolicy => view.t(key!("restored-new-policy")),
    };
    html! {
        <p class="note restored">
            { span("", words) }{ " " }
            <button type="button" class="link-button" onclick={view.click(Event::Reset)}>
                { view.t(key!("start-again")) }
            </button>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::{Field, step};
    use crate::samples;

    fn drawn(state: &State) -> String {
        samples::draw(state.clone())
    }

    #[test]
    fn every_control_of_every_screen_has_a_label_and_its_notes() {
        for screen in samples::SCREENS {
            let html = drawn(&samples::filled(screen));
            assert!(html.contains("id=\"t1-heading\""), "{screen:?}");
            let ids: Vec<&str> =
                html.split(" id=\"").skip(1).map(|part| part.split('"').next().unwrap()).collect();
            for described in html.split("aria-describedby=\"").skip(1) {
                for id in described.split('"').next().unwrap().split(' ') {
                    assert!(ids.contains(&id), "{screen:?} lacks #{id}");
                }
            }
            let mut unique = ids.clone();
            unique.sort_unstable();
            unique.dedup();
            assert_eq!(unique.len(), ids.len(), "{screen:?} repeats an id");
            assert_eq!(samples::unlabelled(&html), Vec::<String>::new(), "{screen:?}");
        }
    }

    #[test]
    fn every_screen_shows_the_way_to_a_person_and_none_has_inline_style() {
        for screen in samples::SCREENS {
            let html = drawn(&samples::filled(screen));
            assert!(html.contains("tel:"), "{screen:?}");
            assert!(!html.contains("style="), "{screen:?}");
        }
    }

    #[test]
    fn markup_in_the_story_is_text() {
        let state = samples::filled(Screen::Check);
        let markup = "<img src=x onerror=alert(1)>";
        let (state, _) = step(state, Event::Typed(Field::Story, markup.into()));
        let html = drawn(&state);
        assert!(html.contains("&lt;img src=x"), "the story is shown");
        assert!(!html.contains("<img"), "as text");
    }

    #[test]
    fn two_instances_share_no_id() {
        let ids = |html: &str| -> Vec<String> {
            html.split(" id=\"").skip(1).map(|p| p.split('"').next().unwrap().to_owned()).collect()
        };
        let one = ids(&drawn(&samples::filled_as("t1", Screen::Facts)));
        let two = ids(&drawn(&samples::filled_as("t2", Screen::Facts)));
        assert!(one.len() > 5 && one.len() == two.len());
        assert!(one.iter().all(|id| !two.contains(id)));
    }
}
