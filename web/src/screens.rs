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

use crate::deeds::Deed;
use crate::drawing::{Drawn, Filled, Id, Label, View, draw, drawing, p};
use crate::journey::{Event, Later, Restored, Screen, State};
use crate::labels::key;
use crate::parts::class;
use crate::parts::error_summary::error_summary;
use crate::parts::options_panel::options_panel;
use crate::parts::progress::progress;
use crate::parts::routes::routes;
use yew::{Callback, Html};

/// The whole form in a state; events go to `send`.
pub fn form(state: &State, send: &Callback<Event>) -> Html {
    drawing(state, send, frame)
}

/// The whole form in a state, for a browser without script.
#[cfg(not(target_arch = "wasm32"))]
pub fn plain_form(state: &State, plain: &crate::drawing::Plain) -> Html {
    crate::drawing::drawing_plain(state, plain, frame)
}

/// The options of the picked problem in short.
#[cfg(not(target_arch = "wasm32"))]
pub fn glimpse(state: &State) -> Html {
    let plain = crate::drawing::Plain::default();
    crate::drawing::drawing_plain(state, &plain, crate::parts::options_panel::glimpse)
}

/// What stands around the screen.
fn frame(view: &mut View<'_>) -> Drawn {
    let state = view.state;
    let with_panel = state.screen < Screen::Options;
    draw! { view =>
        <div class={class("amends-frame", &[("with-panel", with_panel)])} part="form"
            lang={&state.setting.language} dir={state.setting.speaks().direction()}>
            { progress(view) }
            { restored(view) }
            <div class="layout">
                <div class="screen" key={state.screen.name()}>{ screen(view) }</div>
                if with_panel { { options_panel(view) } }
            </div>
            { routes(view) }
            <p class="polite" role="status">{ &state.announced }</p>
        </div>
    }
}

/// The screen itself: a form of its own, so that Enter goes on; Enter that ends a composition does not.
fn screen(view: &mut View<'_>) -> Drawn {
    let last = match view.state.screen {
        Screen::Receipt => return receipt::receipt(view),
        screen => screen == Screen::Check,
    };
    let send = if last { || Event::Submit } else { || Event::Next };
    draw! { view =>
        <form novalidate={true} on={Deed::Submit(send)}>
            { error_summary(view) }
            if view.is_plain() { { notes(view) } }
            { questions_of(view) }
            { waits(view) }
            if view.is_plain() { { view.hidden_fields() } }
        </form>
    }
}

/// What the service has to say of what it was sent.
fn notes(view: &mut View<'_>) -> Drawn {
    let notes = view.notes().to_vec();
    draw! { view => for key in notes { <p class="note" role="status">{ Label(key) }</p> } }
}

/// That the next screen is on its way, or did not come.
fn waits(view: &mut View<'_>) -> Drawn {
    match view.state.later {
        Later::Awaited(..) => p(view, "note", Label(key!("one-moment"))),
        Later::Missing => p(view, "note", Label(key!("next-missing"))),
        Later::Here | Later::Away => view.nothing(),
    }
}

/// What a screen asks or shows.
fn questions_of(view: &mut View<'_>) -> Drawn {
    match view.state.screen {
        Screen::Problem => problem::problem(view),
        Screen::Facts => facts::facts(view),
        Screen::Impact => impact::impact(view),
        Screen::Wish => wish::wish(view),
        Screen::Story => story::story(view),
        Screen::Options => options::options(view),
        Screen::Apology => apology::apology(view),
        Screen::Check => check::check(view),
        Screen::Receipt => receipt::receipt(view),
    }
}

/// The heading of a screen; takes the focus when the screen is shown.
fn heading(view: &mut View<'_>, words: &'static str, lead: &'static str) -> Drawn {
    draw! { view =>
        <>
            <h2 id={Id("heading")} tabindex="-1" part="heading">{ Label(words) }</h2>
            { p(view, "lead", Label(lead)) }
        </>
    }
}

/// That answers of an earlier visit are back, and what another policy has changed since: the customer is asked.
fn restored(view: &mut View<'_>) -> Drawn {
    let Some(restored) = &view.state.restored else { return view.nothing() };
    draw! { view =>
        <p class="note restored" id={Id("notice")} tabindex="-1">
            if let Restored::NewPolicy([before, now]) = restored {
                { Filled(key!("restored-new-policy"), &[("before", before), ("now", now)]) }{ " " }
                <button type="button" class="link-button" on={Deed::Click(|| Event::Accept)}>
                    { Label(key!("accept-new")) }
                </button>
            } else {
                { Label(key!("restored")) }{ " " }
            }
            if !view.is_plain() {
                <button type="button" class="link-button" on={Deed::Click(|| Event::Reset)}>
                    { Label(key!("start-again")) }
                </button>
            }
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
