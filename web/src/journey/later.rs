//! The later part of the form, which a browser fetches once the customer turns to it: who waits for it.

use super::pages::quietly;
use super::{Effect, Event, Field, Screen, State, step};

/// The later part of the form: the calculator, what is offered, the screens after the first, and sending. A browser fetches
/// it once the customer turns to the form, at the latest when a problem is picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Later {
    /// It is here.
    Here,
    /// It is not, and no screen waits for it; the options do, once a problem is picked.
    Away,
    /// A screen waits for it; whether the focus goes there.
    Awaited(Screen, bool),
    /// It was waited for and did not come.
    Missing,
}

impl State {
    /// The later part of the form came, or did not: whoever waits for it goes on, or is told.
    pub(super) fn later_came(&mut self, came: bool, effects: &mut Vec<Effect>) {
        let awaited = match self.later {
            Later::Here => return,
            Later::Awaited(screen, aloud) => Some((screen, aloud)),
            Later::Away | Later::Missing => None,
        };
        let options = !self.raw(&Field::Problem).is_empty();
        self.later = match came {
            true => Later::Here,
            false if options || awaited.is_some() => Later::Missing,
            false => Later::Away,
        };
        if came {
            self.check_known(effects);
            self.requote();
        }
        if let (true, Some((screen, aloud))) = (came, awaited) {
            let open = self.first_incomplete().filter(|_| !aloud && !self.sending.is_busy());
            let wanted = self.screens().into_iter().find(|filled| *filled >= screen);
            let wanted = wanted.unwrap_or(Screen::Check);
            self.go(open.map_or(wanted, |open| open.min(wanted)), effects);
            if !aloud {
                quietly(effects);
            }
            self.try_again(effects);
        }
    }

    /// Shows the check page whose sending nobody knows the outcome of, and asks.
    pub fn ask_again(mut self) -> (Self, Vec<Effect>) {
        if self.later == Later::Here {
            self.screen = Screen::Check;
            return step(self, Event::TryAgain);
        }
        self.later = Later::Awaited(Screen::Check, false);
        (self, vec![Effect::Later])
    }

    /// The screen shown, or the one that waits to be.
    pub fn bound_for(&self) -> Screen {
        match self.later {
            Later::Awaited(screen, _) => screen,
            Later::Here | Later::Away | Later::Missing => self.screen,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{keep, restore};
    use crate::journey::{Notice, Target};
    use crate::samples::{self, checked, filled, play};
    use amends_core::document::Map;
    use amends_core::document::formula::Scalar;

    fn away(state: State) -> State {
        State { later: Later::Away, ..state }
    }

    fn picked() -> (State, Vec<Effect>) {
        step(away(samples::start()), samples::types(Field::Problem, "no-cash"))
    }

    #[test]
    fn the_first_answer_fetches_the_rest_and_is_quoted_once_it_is_there() {
        let (state, effects) = picked();
        assert!(state.quote.is_none() && effects.contains(&Effect::Later), "{effects:?}");
        assert!(samples::draw(state.clone()).contains("One moment"), "in place of the options");
        let (state, effects) = step(state, Event::Later(true));
        let quote = state.quote.clone().unwrap();
        assert!(effects.contains(&Effect::Tell(Notice::Quote(quote))), "{effects:?}");
        assert!(!samples::draw(state).contains("One moment"));
    }

    #[test]
    fn facts_of_the_portal_are_judged_once_it_is_there() {
        let known = |state| {
            let facts = [("loss", "much"), ("monthly_fee", "12.00")];
            let text = |(id, text): (&str, &str)| (id.to_owned(), Scalar::Text(text.to_owned()));
            step(state, Event::Known(facts.map(text).into_iter().collect()))
        };
        let refused = Effect::Tell(Notice::Failed("known", Some("loss".to_owned())));
        let (state, effects) = known(away(samples::start()));
        assert!(effects.is_empty(), "{effects:?}");
        let (state, effects) = step(state, Event::Later(true));
        assert!(effects.contains(&refused), "{effects:?}");
        assert_eq!(state.setting.known, known(samples::start()).0.setting.known);
        assert_eq!(state.setting.known.len(), 1);
    }

    #[test]
    fn the_next_screen_waits_until_the_later_part_is_there() {
        let (state, effects) = step(picked().0, Event::Next);
        assert_eq!((state.screen, effects), (Screen::Problem, vec![Effect::Later]));
        assert!(samples::draw(state.clone()).contains("One moment"));
        let (state, effects) = step(state, Event::Later(true));
        assert_eq!((state.screen, state.later), (Screen::Facts, Later::Here));
        assert!(effects.contains(&Effect::Focus(Target::Heading)), "{effects:?}");
        assert!(
            state.quote.as_ref().is_some_and(|quote| !quote.commitments.is_empty()),
            "all of it"
        );
        let (state, effects) = step(state, Event::Later(true));
        assert_eq!((state.screen, effects), (Screen::Facts, Vec::new()), "told twice");
    }

    #[test]
    fn what_did_not_come_is_said_and_asked_for_again() {
        let (state, _) = play(picked().0, [Event::Next, Event::Later(false)]);
        assert_eq!((state.screen, state.later), (Screen::Problem, Later::Missing));
        let html = samples::draw(state.clone());
        assert!(html.contains("could not be fetched") && !html.contains("One moment"), "{html}");
        let (state, effects) = step(state, Event::Next);
        assert_eq!(effects, [Effect::Later]);
        assert_eq!(step(state, Event::Later(true)).0.screen, Screen::Facts);
    }

    #[test]
    fn what_comes_before_it_is_wanted_moves_nothing() {
        let (state, effects) = step(picked().0, Event::Later(true));
        assert_eq!((state.screen, state.later), (Screen::Problem, Later::Here));
        assert!(!effects.iter().any(|it| matches!(it, Effect::Focus(_))), "{effects:?}");
        let (state, _) = step(away(samples::start()), Event::Later(false));
        assert_eq!(state.later, Later::Away, "nobody waited, so nobody is told");
        let (state, _) = step(picked().0, Event::Later(false));
        assert_eq!(state.later, Later::Missing, "the options waited");
        assert!(samples::draw(state).contains("could not be fetched"));
    }

    #[test]
    fn answers_beyond_the_first_screen_are_kept_unread_until_then() {
        let whole = filled(Screen::Story);
        let (raw, wishes) = (whole.raw.clone(), whole.wishes.clone());
        let state = State { raw, wishes, ..away(samples::start()) };
        let (state, _) = step(state, Event::Known(Map::new()));
        assert!(state.quote.is_none() && state.raw == whole.raw);
        let (state, _) = step(state, Event::Later(true));
        assert_eq!(state.complaint().answers, whole.complaint().answers);
    }

    #[test]
    fn a_draft_waits_without_taking_the_focus() {
        // Were the account number kept, the draft would open where it was left.
        let text = samples::POLICY.replace("\"sensitive\": true", "\"sensitive\": false");
        let policy = std::sync::Arc::new(amends_core::policy::Policy::read(&text).unwrap());
        let (mut left, mut fresh) = (filled(Screen::Options), away(samples::start()));
        left.setting.policy = std::sync::Arc::clone(&policy);
        fresh.setting.policy = policy;
        let draft = keep(&left).unwrap();
        let (state, effects) = restore(fresh, draft);
        assert_eq!((state.screen, effects), (Screen::Problem, vec![Effect::Later]));
        let (state, effects) = step(state, Event::Later(true));
        assert_eq!((state.screen, state.later), (Screen::Options, Later::Here));
        assert!(!effects.iter().any(|it| matches!(it, Effect::Focus(_))), "{effects:?}");
    }

    #[test]
    fn an_unknown_outcome_is_asked_for_once_the_later_part_is_there_and_never_forgotten() {
        let (sent, _) = step(checked().0, Event::Submit);
        let (state, effects) = restore(away(samples::start()), keep(&sent).unwrap());
        assert_eq!(effects, [Effect::Later]);
        let kept = keep(&state).unwrap();
        assert_eq!(restore(samples::start(), kept).0.screen, Screen::Check, "kept as it was");
        let (state, effects) = step(state, Event::Later(true));
        assert_eq!(state.screen, Screen::Check);
        let key = sent.key.unwrap();
        assert!(effects.contains(&Effect::Find { key, pause: 0 }), "{effects:?}");
    }
}
