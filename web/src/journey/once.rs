//! Sent exactly once, whatever becomes of the answer: without a browser.

use super::*;
use crate::samples::{self, body, checked, filled, play, receipt, types};

fn find(effects: &[Effect]) -> Option<(&str, u32)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Find { key, pause } => Some((key.as_str(), *pause)),
        _ => None,
    })
}

#[test]
fn the_key_is_made_when_the_check_page_opens() {
    let (state, effects) = step(filled(Screen::Apology), Event::Next);
    assert_eq!(state.screen, Screen::Check);
    assert!(effects.contains(&Effect::MakeKey));
}

#[test]
fn pressing_send_twice_sends_once() {
    let (state, _) = checked();
    let (state, effects) = step(state, Event::Submit);
    body(&effects);
    let (state, effects) = step(state, Event::Submit);
    assert!(effects.is_empty(), "{effects:?}");
    let (state, effects) =
        play(state, [types(Field::Story, "other"), Event::Change(Screen::Story)]);
    assert_eq!((state.screen, effects.len()), (Screen::Check, 0), "answers stay as they were sent");
    assert_ne!(state.raw(&Field::Story), "other");
}

#[test]
fn a_lost_outcome_is_asked_by_key_before_anything_is_sent_again() {
    let (state, effects) = play(checked().0, [Event::Submit]);
    let first = body(&effects);
    let (state, effects) = step(state, Event::Sent(Reply::Lost));
    let (key, pause) = find(&effects).unwrap();
    assert_eq!(Some(key), state.key.as_deref());
    assert!(pause > 0);
    let (state, effects) = step(state, Event::Found(Reply::NotFound));
    assert_eq!(body(&effects), first, "the same body under the same key");
    let (state, _) = step(state, Event::Sent(Reply::Lost));
    let (state, _) = step(state, Event::Found(Reply::Received(Box::new(receipt()))));
    assert_eq!(state.screen, Screen::Receipt);
}

#[test]
fn asking_backs_off_then_waits_for_the_customer() {
    let (mut state, effects) = play(checked().0, [Event::Submit, Event::Sent(Reply::Lost)]);
    let mut pauses = vec![find(&effects).unwrap().1];
    for _ in 0..20 {
        let (next, effects) = step(state, Event::Found(Reply::Lost));
        state = next;
        let Some((_, pause)) = find(&effects) else { break };
        pauses.push(pause);
    }
    assert_eq!(pauses, [1000, 2000, 4000, 8000, 16000]);
    assert!(matches!(state.sending, Sending::Unknown { asking: false, .. }));
    assert!(state.sending.is_busy(), "answers stay");
    let (state, effects) = step(state, Event::TryAgain);
    assert_eq!(find(&effects).unwrap().1, 0);
    assert_eq!(Some(find(&effects).unwrap().0), state.key.as_deref(), "still the same key");
}

#[test]
fn a_service_that_never_keeps_anything_is_not_asked_for_ever() {
    let (mut state, _) = play(checked().0, [Event::Submit]);
    let mut sent = 0;
    while !matches!(state.sending, Sending::Unknown { asking: false, .. }) {
        let (next, effects) =
            play(state, [Event::Sent(Reply::Lost), Event::Found(Reply::NotFound)]);
        state = next;
        sent += usize::from(effects.iter().any(|it| matches!(it, Effect::Send { .. })));
        assert!(sent < 20);
    }
    assert!(sent >= 3);
}

#[test]
fn a_refusal_keeps_everything_and_the_next_sending_has_a_new_key() {
    let problem = Problem { title: "Figures differ".into(), ..Problem::default() };
    let (state, _) = play(checked().0, [Event::Submit]);
    let raw = state.raw.clone();
    let (state, effects) = step(state, Event::Sent(Reply::Refused(problem.clone())));
    assert_eq!((state.screen, &state.raw), (Screen::Check, &raw));
    assert_eq!(state.sending, Sending::Refused(problem));
    assert!(effects.contains(&Effect::MakeKey));
    assert!(effects.contains(&Effect::Tell(Notice::Failed("refused", None))));
    let html = samples::draw(state.clone());
    assert!(html.contains("Figures differ") && html.contains("role=\"alert\""));
    let (_, effects) = play(state, [Event::KeyMade("e".repeat(32)), Event::Submit]);
    assert!(body(&effects).contains(&"e".repeat(32)));
}

#[test]
fn a_host_may_send_it_itself() {
    let (state, effects) = play(checked().0, [Event::Submit, Event::HandedOver]);
    assert_eq!(state.screen, Screen::Receipt);
    assert!(effects.contains(&Effect::Forget));
    assert!(samples::draw(state).contains("passed on"));
}
