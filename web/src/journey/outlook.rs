//! What other facts would change: worked out once somebody asks, for it takes as long as some hundred quotes.

use super::State;
use amends_core::document::outlook::{Brought, ChangeDocument};
use amends_core::money::Currency;
use amends_core::outlook::{may_change, what_would_change};

impl State {
    /// Says what other facts would change, or folds it again.
    pub(super) fn turn_outlook(&mut self) {
        self.outlook = if self.outlook.is_none() { Some(self.changes()) } else { None };
    }

    /// Whether it is worth asking what other facts would change.
    pub fn may_change(&self) -> bool {
        may_change(&self.setting.policy, &self.complaint())
    }

    /// What other facts would change, a sentence each. A gate: in a browser it is there only once the whole form is.
    #[inline(never)]
    pub fn changes(&self) -> Vec<String> {
        let changes = what_would_change(&self.setting.policy, &self.complaint(), self.today);
        let mut changes = changes.unwrap_or_default();
        changes.retain(|change| !self.is_worse(change));
        changes.into_iter().map(|change| change.says).collect()
    }

    /// Whether it would bring an option that comes to less than what is offered now, as the one for when nothing is due.
    fn is_worse(&self, change: &ChangeDocument) -> bool {
        let currency = Currency::of(&self.setting.policy.document().currency);
        let minor = |decimal: Option<&str>| currency?.minor(decimal?);
        let now = self.quote.as_ref().and_then(|quote| minor(quote.range.high.as_deref()));
        let then = change.amount.as_ref().map_or("0", |amount| &amount.low);
        change.brings == Brought::OptionOffered && minor(Some(then)) < now
    }
}

#[cfg(test)]
mod tests {
    use crate::drawing::Plain;
    use crate::journey::{Event, Field, Screen, State, step};
    use crate::plain;
    use crate::samples::{self, types};
    use amends_core::outlook::what_would_change;
    use amends_core::policy::Policy;

    /// The sample customer under a policy that lets the time lost be named.
    fn at(screen: Screen) -> State {
        let text = samples::POLICY
            .replace(r#""at_most": "600 min""#, r#""what_if": true, "at_most": "600 min""#);
        assert_ne!(text, samples::POLICY);
        let mut state = samples::filled(screen);
        state.setting.policy = Policy::read(&text).unwrap().into();
        state
    }

    fn opened() -> State {
        step(at(Screen::Options), Event::Outlook).0
    }

    /// For 45 minutes 30.00 are paid, from 120 on 80.00, and the 1,200.50 debited come back either way.
    #[test]
    fn it_is_said_when_somebody_asks() {
        let closed = samples::draw(at(Screen::Options));
        assert!(closed.contains("What would change this") && !closed.contains("120"), "{closed}");
        assert!(!closed.contains(r#"open="open""#), "{closed}");
        let html = samples::draw(opened()).replace('\u{a0}', " ");
        let says = "With 120 min under “Time it took you”, “Money for your time” would come to";
        let (_, after) = html.split_once(says).unwrap_or_else(|| panic!("{html}"));
        assert!(after.split('<').next().unwrap().contains("1,280.50"), "{after}");
        assert!(html.contains(r#"open="open""#), "{html}");
        assert_eq!(step(opened(), Event::Outlook).0.outlook, None, "folded again");
    }

    /// Without script the browser unfolds what is there.
    #[test]
    fn without_script_it_is_there_from_the_start() {
        let html = |state: &State| plain::draw(state, Plain::default()).replace('\u{a0}', " ");
        let drawn = html(&at(Screen::Options));
        assert!(drawn.contains("With 120 min under “Time it took you”"), "{drawn}");
        assert!(!drawn.contains(r#"open="open""#), "{drawn}");
        assert!(!html(&samples::filled(Screen::Options)).contains("What would change this"));
        let (most, _) = step(at(Screen::Options), types(samples::fact("time_lost"), "600"));
        assert!(!html(&most).contains("What would change this"), "nothing would");
    }

    /// "A word" would be offered for less than 20 minutes, which comes to less than the 30.00 offered now. Its remedy is
    /// goodwill and due anyway, so that nothing else speaks of it.
    #[test]
    fn an_option_for_when_less_is_due_is_not_held_out() {
        let mut document: serde_json::Value = serde_json::from_str(samples::POLICY).unwrap();
        document["facts"]["time_lost"]["what_if"] = true.into();
        document["options"].as_array_mut().unwrap().push(serde_json::json!({
            "id": "a-word", "for": ["no-cash"], "title": { "en": "A word", "zh-Hans": "致歉" },
            "because": { "en": "A word from us.", "zh-Hans": "致歉。" }, "remedies": ["letter"],
            "when": { "fact": "time_lost", "less_than": "20 min" } }));
        let mut state = samples::filled(Screen::Options);
        state.setting.policy = Policy::read(&document.to_string()).unwrap().into();
        let all = what_would_change(&state.setting.policy, &state.complaint(), state.today);
        assert!(all.unwrap().iter().any(|change| change.id == "a-word"), "the core names it");
        let said = state.changes();
        assert!(!said.is_empty() && !said.iter().any(|says| says.contains("A word")), "{said:?}");
    }

    /// The form holds a policy packed for one language.
    #[test]
    fn a_packed_policy_says_the_same() {
        let mut state = at(Screen::Options);
        let said = state.changes();
        let packed = state.setting.policy.pack("en").unwrap();
        state.setting.policy = Policy::unpack(&packed).unwrap().into();
        assert!(!said.is_empty() && state.changes() == said);
    }

    #[test]
    fn picking_an_option_leaves_it_open_and_another_screen_does_not() {
        let state = opened();
        let said = state.outlook.clone();
        let (picked, _) = step(state, types(Field::Choice, "fees"));
        assert!(said.is_some() && picked.outlook == said);
        assert_eq!(step(picked, Event::Back).0.outlook, None);
    }

    #[test]
    fn nothing_is_promised_where_no_fact_may_be_named() {
        let html = samples::draw(samples::filled(Screen::Options));
        assert!(!html.contains("What would change this"), "{html}");
    }

    /// 600 minutes are the most there can be, and nothing more is paid for them than for 120.
    #[test]
    fn that_nothing_would_change_is_said_once_it_is_known() {
        let (state, _) = step(at(Screen::Options), types(samples::fact("time_lost"), "600"));
        let html = samples::draw(step(state, Event::Outlook).0);
        assert!(html.contains("No single fact that we could name here"), "{html}");
    }
}
