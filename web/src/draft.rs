//! A journey kept and taken up again. It is kept as a token with a version, which `world.js` writes and reads.
//!
//! What is typed is kept as typed. Facts the policy calls sensitive are never kept, nor is anything once the receipt is
//! there. A draft of another policy is left alone; how long one is kept is the affair of `keep.js`.

use crate::handed::{list, may_be_text, text, texts};
use crate::journey::{Effect, Event, Field, Restored, Screen, Sending, State, step};
use amends_core::date;
use amends_core::document::{self, Map, Object};
use wasm_bindgen::JsValue;

/// What is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    policy: String,
    digest: String,
    /// The day it was kept, ISO 8601.
    on: String,
    screen: String,
    raw: Map<String>,
    wishes: Vec<String>,
    /// The amounts and options that were shown, as words.
    shown: String,
    /// Present while the outcome of a sending is unknown.
    key: Option<String>,
}

impl Draft {
    /// The draft in a token, as JavaScript reads it; empty where there is none.
    pub fn read(token: &JsValue) -> Self {
        Self {
            policy: text(token, "policy"),
            digest: text(token, "digest"),
            on: text(token, "on"),
            screen: text(token, "screen"),
            raw: texts(token, "raw"),
            wishes: list(token, "wishes", |wish| wish.as_string()),
            shown: text(token, "shown"),
            key: may_be_text(token, "key"),
        }
    }

    /// What goes into a token, as JSON.
    pub fn text(&self) -> String {
        document::write(&Object(&[
            ("policy", &self.policy),
            ("digest", &self.digest),
            ("on", &self.on),
            ("screen", &self.screen),
            ("raw", &self.raw),
            ("wishes", &self.wishes),
            ("shown", &self.shown),
            ("key", &self.key),
        ]))
    }
}

/// The draft of a journey; none when there is nothing to keep.
pub fn keep(state: &State) -> Option<Draft> {
    let policy = &state.setting.policy;
    let written = policy.document();
    let sensitive = |field: &Field| match field {
        Field::Fact(fact) => written.facts.get(fact).is_none_or(|fact| fact.sensitive),
        _ => false,
    };
    let kept = state.raw.iter().filter(|(field, raw)| !raw.is_empty() && !sensitive(field));
    let mut draft = Draft {
        policy: written.id.clone(),
        digest: policy.digest().to_owned(),
        on: date::write(state.today),
        screen: state.bound_for().name().to_owned(),
        raw: Map::new(),
        wishes: state.wishes.clone(),
        shown: state.offer_words(),
        key: state.key.clone().filter(|_| state.sending.is_busy()),
    };
    for (field, raw) in kept {
        draft.raw.insert(field.name(), raw.to_owned());
    }
    let empty = draft.raw.is_empty() && draft.wishes.is_empty();
    let wanted = !empty && state.screen != Screen::Receipt;
    wanted.then_some(draft)
}

/// Takes a journey up again where it was left, as far as its answers still allow; asks by key when a sending was under
/// way. The state is returned as it came when the draft is of no use.
pub fn restore(state: State, draft: Draft) -> (State, Vec<Effect>) {
    if draft.policy == state.setting.policy.document().id {
        take_up(state, draft)
    } else {
        (state, Vec::new())
    }
}

/// Takes up what was filled in before the script came: fields by name, `wish` with ids between spaces, `screen`.
pub fn adopt(state: State, typed: Map<String>) -> (State, Vec<Effect>) {
    let mut typed = typed;
    let mut take = |name| typed.remove(name).unwrap_or_default();
    let (wishes, screen, touched) = (take("wish"), take("screen"), take("touched"));
    if touched.is_empty() && typed.get("problem").is_none_or(String::is_empty) {
        return (state, Vec::new());
    }
    let wishes = wishes.split_ascii_whitespace().map(str::to_owned).collect();
    let draft = Draft { screen, raw: typed, wishes, ..Draft::default() };
    let (mut state, mut effects) = take_up(state, draft);
    state.restored = None;
    effects.push(Effect::Keep);
    (state, effects)
}

fn take_up(mut state: State, draft: Draft) -> (State, Vec<Effect>) {
    let same = draft.digest == state.setting.policy.digest();
    state.wishes = draft.wishes;
    for (name, raw) in draft.raw {
        if let Some(field) = Field::named(&name) {
            state.raw.set(&field, raw);
        }
    }
    let problem = state.raw(&Field::Problem).to_owned();
    let (mut state, _) = step(state, Event::Typed(Field::Problem, problem));
    let asks = !same && !draft.shown.is_empty();
    state.restored = Some(if asks {
        Restored::between(draft.shown, state.offer_words())
    } else {
        Restored::Same
    });
    let left = Screen::named(&draft.screen).unwrap_or(Screen::Problem);
    if let (Some(key), true) = (draft.key, left == Screen::Check) {
        state.key = Some(key);
        state.sending = Sending::Unknown { tries: 0, asking: false };
        return state.ask_again();
    }
    state.arrive(left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn a_draft_brings_everything_back_but_what_is_sensitive() {
        let state = samples::filled(Screen::Story);
        let draft = keep(&state).unwrap();
        let secret = state.raw(&Field::Fact("account_number".into()));
        let text = draft.text();
        assert!(!secret.is_empty() && !text.contains(secret), "{text}");
        let (back, _) = restore(samples::start(), draft);
        let mut kept = state.raw.clone();
        kept.put(&Field::Fact("account_number".into()), None);
        assert!(kept.iter().all(|(field, raw)| back.raw(field) == raw));
        assert_eq!(back.raw.iter().count(), kept.iter().count());
        assert_eq!(back.wishes, state.wishes);
        assert_eq!(back.restored, Some(Restored::Same));
        assert_eq!(back.quote.is_some(), state.quote.is_some());
    }

    #[test]
    fn a_draft_opens_no_later_than_the_first_open_question() {
        let state = samples::filled(Screen::Story);
        let (back, _) = restore(samples::start(), keep(&state).unwrap());
        assert_eq!(back.screen, Screen::Facts, "the sensitive answer is asked again");
    }

    #[test]
    fn a_sending_under_way_is_asked_for_by_its_key() {
        let (state, _) = step(samples::checked().0, Event::Submit);
        let (back, effects) = restore(samples::start(), keep(&state).unwrap());
        assert!(
            matches!(back.sending, Sending::Unknown { asking: true, .. }),
            "{:?}",
            back.sending
        );
        let key = state.key.unwrap();
        assert!(effects.contains(&Effect::Find { key, pause: 0 }), "{effects:?}");
        let (back, effects) = step(back, Event::Found(crate::journey::Reply::NotFound));
        assert_eq!(
            back.screen,
            Screen::Facts,
            "it never arrived, and the sensitive answer is missing"
        );
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Send { .. })));
    }

    #[test]
    fn drafts_of_no_use_leave_the_form_empty() {
        let draft = keep(&samples::filled(Screen::Facts)).unwrap();
        let foreign = Draft { policy: "another".to_owned(), ..draft };
        for useless in [Draft::default(), foreign] {
            let (state, effects) = restore(samples::start(), useless.clone());
            assert!(state.raw.is_empty() && effects.is_empty(), "{useless:?}");
        }
    }

    fn typed(fields: &[(&str, &str)]) -> Map<String> {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_was_filled_in_before_the_script_came_is_taken_up_where_it_was() {
        let fields = [
            ("screen", "facts"),
            ("problem", "no-cash"),
            ("wish", "money-back explained"),
            ("fact-loss", "12."),
            ("digest", "unseen"),
            ("touched", "yes"),
        ];
        let (state, effects) = adopt(samples::start(), typed(&fields));
        assert_eq!((state.screen, &state.restored), (Screen::Facts, &None));
        assert_eq!(state.raw(&Field::Fact("loss".into())), "12.");
        assert_eq!(state.wishes, ["money-back", "explained"]);
        assert!(state.quote.is_some() && !state.summary);
        assert!(effects.contains(&Effect::Keep));
    }

    #[test]
    fn a_form_nobody_touched_is_taken_up_with_the_problem_that_was_picked_for_it() {
        let (state, _) = adopt(samples::start(), typed(&[("screen", "problem"), ("touched", "")]));
        assert!(state.raw.is_empty());
        let (state, _) = adopt(samples::start(), typed(&[("problem", "no-cash"), ("touched", "")]));
        assert_eq!((state.raw(&Field::Problem), state.screen), ("no-cash", Screen::Problem));
    }

    #[test]
    fn an_untouched_form_keeps_nothing() {
        assert_eq!(keep(&samples::start()), None);
    }
}
