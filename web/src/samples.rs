//! Journeys the tests share: one sample policy, a customer who has filled in everything up to a screen.

use crate::app::{App, AppProps, Session};
use crate::journey::{Effect, Event, Field, Screen, State, step};
use crate::labels::{Labels, shipped};
use crate::setting::Setting;
use amends_core::document::Map;
use amends_core::policy::Policy;
use std::sync::Arc;

/// A small policy with every kind of question.
pub const POLICY: &str = include_str!("../fixtures/sample-bank.json");
/// The day of all samples.
pub const TODAY: &str = "2026-11-23";
/// Every screen.
pub const SCREENS: [Screen; 9] = [
    Screen::Problem,
    Screen::Facts,
    Screen::Impact,
    Screen::Wish,
    Screen::Story,
    Screen::Options,
    Screen::Apology,
    Screen::Check,
    Screen::Receipt,
];

/// An untouched form.
pub fn start() -> State {
    start_as("t1", "en")
}

/// An untouched form of an instance in a language.
pub fn start_as(prefix: &str, language: &str) -> State {
    let policy = Policy::read(POLICY).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let setting = Setting {
        policy: Arc::new(policy),
        labels: Labels::new(shipped(language), Map::new()),
        language: language.to_owned(),
        locale: language.to_owned(),
        prefix: prefix.to_owned(),
        known: Map::new(),
    };
    State::new(setting, TODAY.parse().unwrap())
}

/// A fact's field.
pub fn fact(id: &str) -> Field {
    Field::Fact(id.to_owned())
}

/// Several events, one after the other; the effects of the last.
pub fn play(state: State, events: impl IntoIterator<Item = Event>) -> (State, Vec<Effect>) {
    events.into_iter().fold((state, Vec::new()), |(state, _), event| step(state, event))
}

/// Types into a field.
pub fn types(field: Field, raw: &str) -> Event {
    Event::Typed(field, raw.to_owned())
}

/// What the sample customer does, screen by screen.
pub fn answers(screen: Screen) -> Vec<Event> {
    match screen {
        Screen::Problem => vec![types(Field::Problem, "no-cash")],
        Screen::Facts => vec![
            types(fact("happened_on"), "2026-11-20"),
            types(fact("debited"), "yes"),
            types(fact("loss"), "1,200.50 元"),
            types(fact("account_number"), "6222 0000 1111"),
        ],
        Screen::Impact => vec![types(fact("time_lost"), "45 min")],
        Screen::Wish => {
            vec![Event::Wished("money-back".into(), true), types(Field::WishAmount, "2000")]
        }
        Screen::Story => vec![
            types(Field::Story, "It counted the notes and kept them."),
            types(Field::Channel, "phone"),
            types(Field::Address, "139 0000 0000"),
        ],
        Screen::Options => vec![types(Field::Choice, "money")],
        Screen::Apology | Screen::Check | Screen::Receipt => vec![],
    }
}

/// The sample customer on a screen that is filled in.
pub fn filled(screen: Screen) -> State {
    filled_as("t1", screen)
}

/// The sample customer of an instance.
pub fn filled_as(prefix: &str, screen: Screen) -> State {
    let mut state = start_as(prefix, "en");
    for passed in SCREENS {
        state = play(state, answers(passed)).0;
        if passed == screen || passed == Screen::Check {
            break;
        }
        state = step(state, Event::Next).0;
    }
    if screen == Screen::Receipt {
        state = received(state).0;
    }
    state
}

/// The check page open, its key made.
pub fn checked() -> (State, Vec<Effect>) {
    step(filled(Screen::Check), Event::KeyMade("0123456789abcdef0123456789abcdef".into()))
}

/// The receipt the service would send.
pub fn receipt() -> amends_core::document::submission::ReceiptDocument {
    let state = filled(Screen::Check);
    amends_core::document::submission::ReceiptDocument {
        reference: "R-7F3K".into(),
        received: TODAY.into(),
        policy: state.setting.policy.digest().into(),
        option: Some("money".into()),
        commitments: state.quote.unwrap().commitments.clone(),
        token: None,
        page: None,
    }
}

/// Sent and received.
fn received(state: State) -> (State, Vec<Effect>) {
    let reply = crate::journey::Reply::Received(Box::new(receipt()));
    play(state, [Event::KeyMade("k".repeat(32)), Event::Submit, Event::Sent(reply)])
}

/// The body of the submission among effects.
pub fn body(effects: &[Effect]) -> String {
    let sent = effects.iter().find_map(|effect| match effect {
        Effect::Send { body, .. } => Some(body.clone()),
        _ => None,
    });
    sent.unwrap_or_else(|| panic!("nothing is sent: {effects:?}"))
}

/// The form in a state as HTML.
pub fn draw(state: State) -> String {
    let props = AppProps { session: Session::new(state, None) };
    let renderer = yew::LocalServerRenderer::<App>::with_props(props).hydratable(false);
    futures_executor::block_on(renderer.render())
}

/// Controls without a label: neither named by `for` nor inside a `<label>`.
pub fn unlabelled(html: &str) -> Vec<String> {
    let mut open = 0_i32;
    let mut missing = Vec::new();
    for tag in html.split('<').skip(1).map(|part| part.split('>').next().unwrap()) {
        match tag.split([' ', '/']).next().unwrap() {
            "label" => open += 1,
            "" if tag.starts_with("/label") => open -= 1,
            "input" | "textarea" | "select" => {
                let id = tag.split(" id=\"").nth(1).and_then(|rest| rest.split('"').next());
                let named = id.is_some_and(|id| html.contains(&format!("for=\"{id}\"")));
                if open == 0 && !named && !tag.contains(" aria-label=\"") {
                    missing.push(tag.to_owned());
                }
            }
            _ => {}
        }
    }
    missing
}

/// A failure answer whose faults all say something, one of them with this code.
pub fn is_failure(answer: &str, code: &str) {
    let value: serde_json::Value = serde_json::from_str(answer).unwrap();
    assert_eq!(value["type"], "failure", "{answer}");
    let faults = value["faults"].as_array().unwrap();
    assert!(!faults.is_empty() && faults.iter().all(|fault| fault["message"] != ""), "{answer}");
    assert!(code.is_empty() || faults.iter().any(|fault| fault["code"] == code), "{answer}");
}
