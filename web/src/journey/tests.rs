//! Whole journeys without a browser.

use super::*;
use crate::samples::{self, answers, body, checked, fact, filled, play, receipt, start, types};
use amends_core::document::submission::SubmissionDocument;
use amends_core::policy::Policy;

fn after(screen: Screen, event: Event) -> (State, Vec<Effect>) {
    step(filled(screen), event)
}

/// The sample policy with other amounts, under another version.
fn dearer() -> std::sync::Arc<Policy> {
    let text = samples::POLICY
        .replace("30.00 CNY", "45.00 CNY")
        .replace("\"version\": \"", "\"version\": \"9");
    std::sync::Arc::new(Policy::read(&text).unwrap())
}

fn words(policy: std::sync::Arc<Policy>) -> Event {
    Event::Words(
        Labels::new(crate::labels::shipped("en"), Map::new()),
        policy,
        ["en", "en"].map(str::to_owned),
    )
}

#[test]
fn another_policy_says_what_changed_and_sends_only_once_that_is_taken() {
    let problem = Problem { code: "unknown-policy".into(), ..Problem::default() };
    let (state, effects) = play(checked().0, [Event::Submit, Event::Sent(Reply::Refused(problem))]);
    assert!(effects.contains(&Effect::Tell(Notice::Failed("outdated", None))), "{effects:?}");
    let before = state.range_words();
    let (state, effects) = step(state, words(dearer()));
    assert!(effects.contains(&Effect::Focus(Target::Notice)));
    let now = state.range_words();
    assert_ne!(before, now);
    assert_eq!(state.restored, Some(Restored::NewPolicy([before.clone(), now.clone()])));
    let html = samples::draw(state.clone());
    assert!(html.contains(&before) && html.contains(&now), "{html}");
    let (state, effects) = play(state, [Event::KeyMade("d".repeat(32)), Event::Submit]);
    assert_eq!(effects, [Effect::Focus(Target::Notice)]);
    let (state, effects) = play(state, [Event::Accept, Event::Submit]);
    assert!(body(&effects).contains(&"d".repeat(32)) && state.restored.is_none());
}

#[test]
fn what_changed_names_options_only_where_they_differ() {
    let between = |before: &str, now: &str| Restored::between(before.into(), now.into());
    let figures = |before: &str, now: &str| Restored::NewPolicy([before.into(), now.into()]);
    assert_eq!(between("9 (Money)", "12 (Money)"), figures("9", "12"));
    let (before, now) = ("9 (Money, Voucher)", "9 (Money)");
    assert_eq!(between(before, now), figures(before, now));
    assert_eq!(between("9", "9 (Money)"), figures("9", "9 (Money)"));
}

#[test]
fn promises_are_saved_from_the_receipt_only() {
    let (state, effects) = step(checked().0, Event::Calendar);
    assert_eq!(effects, []);
    let receipt = Box::new(samples::receipt());
    let (state, _) = play(state, [Event::Submit, Event::Sent(Reply::Received(receipt))]);
    let (_, effects) = step(state, Event::Calendar);
    let [Effect::Calendar(text)] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.contains("R-7F3K"), "{text}");
}

#[test]
fn what_never_arrived_is_not_sent_under_another_policy_unasked() {
    let (state, _) = play(checked().0, [Event::Submit, Event::Sent(Reply::Lost)]);
    let (state, _) = step(state, words(dearer()));
    assert!(matches!(state.sending, Sending::Unknown { .. }), "what may have arrived is asked for");
    let (state, effects) = step(state, Event::Found(Reply::NotFound));
    assert_eq!(
        (state.sending, effects.iter().any(|it| matches!(it, Effect::Send { .. }))),
        (Sending::Idle, false)
    );
    let token = crate::draft::keep(&play(checked().0, [Event::Submit]).0).unwrap();
    let mut later = start();
    later.setting.policy = dearer();
    let (later, _) = crate::draft::restore(later, token);
    assert!(matches!(later.restored, Some(Restored::NewPolicy(_))), "{:?}", later.restored);
    let (later, effects) = step(later, Event::Found(Reply::NotFound));
    assert!(!effects.iter().any(|it| matches!(it, Effect::Send { .. })), "{effects:?}");
    assert_eq!(later.sending, Sending::Idle);
}

#[test]
fn offline_is_said_while_sending_waits() {
    let (state, _) = play(checked().0, [Event::Submit, Event::Offline(true)]);
    assert!(samples::draw(state.clone()).contains("You are offline"));
    let (state, _) = step(state, Event::Offline(false));
    assert!(!samples::draw(state).contains("You are offline"));
}

#[test]
fn letters_in_the_making_are_kept_and_not_read() {
    let field = fact("loss");
    let (state, _) = step(filled(Screen::Facts), Event::Typed(field.clone(), "12".into()));
    let quote = state.quote.clone();
    let (state, effects) = step(state, Event::Composing(field.clone(), "1２３".into()));
    assert_eq!((state.raw(&field), state.quote.clone()), ("1２３", quote.clone()));
    assert!(effects.is_empty() && !state.shown.has(&field), "{effects:?}");
    let (state, effects) = step(state, Event::Typed(field.clone(), "123".into()));
    assert!(state.quote != quote && effects.contains(&Effect::Keep), "{effects:?}");
}

#[test]
fn a_whole_journey_ends_with_a_receipt() {
    let mut state = start();
    for screen in [
        Screen::Problem,
        Screen::Facts,
        Screen::Impact,
        Screen::Wish,
        Screen::Story,
        Screen::Options,
        Screen::Apology,
    ] {
        assert_eq!(state.screen, screen);
        state = play(state, answers(screen)).0;
        let (next, effects) = step(state, Event::Next);
        assert!(effects.contains(&Effect::Focus(Target::Heading)), "{screen:?}");
        assert!(effects.contains(&Effect::Keep));
        state = next;
    }
    assert_eq!(state.screen, Screen::Check);
    let key = "f".repeat(32);
    let (state, effects) = play(state, [Event::KeyMade(key.clone()), Event::Submit]);
    let sent: SubmissionDocument = amends_core::document::read(&body(&effects)).unwrap();
    assert_eq!(amends_core::document::write(&sent), body(&effects), "canonical");
    assert_eq!(sent.key, key);
    assert_eq!(sent.complaint.answers.get("loss"), Some(&Scalar::Text("1200.50".into())));
    assert_eq!(sent.quote.options[0].id, "money");
    let (state, effects) = step(state, Event::Sent(Reply::Received(Box::new(receipt()))));
    assert_eq!(state.screen, Screen::Receipt);
    assert!(effects.contains(&Effect::Forget));
    assert!(effects.contains(&Effect::Tell(Notice::Submitted("R-7F3K".into()))));
}

#[test]
fn options_are_there_from_the_first_answer_and_narrow() {
    let (state, effects) = step(start(), types(Field::Problem, "no-cash"));
    let first = state.quote.clone().unwrap();
    assert_eq!(state.widest.as_ref(), Some(&first.range));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Tell(Notice::Quote(_)))));
    let (state, _) = play(state, answers(Screen::Facts));
    let (state, _) = step(state, types(fact("time_lost"), "45"));
    let last = state.quote.unwrap();
    assert_eq!(last.options[0].total.low, "1230.50");
    assert_eq!(last.options[0].total.high.as_deref(), Some("1230.50"));
    assert_ne!(first.range, last.range);
    assert_eq!(state.widest.unwrap(), first.range, "the bar's scale stays");
}

#[test]
fn half_typed_text_stays_as_typed_and_counts_as_missing() {
    let (state, _) = step(filled(Screen::Facts), types(fact("loss"), "12,"));
    assert_eq!(state.raw(&fact("loss")), "12,");
    assert!(!state.complaint().answers.contains_key("loss"));
    assert!(state.quote.as_ref().unwrap().missing.iter().any(|it| it.fact == "loss"));
    assert!(state.shown.is_empty(), "no message while typing");
    let (state, _) = step(state, Event::Committed(fact("loss")));
    assert!(state.shown.get(&fact("loss")).unwrap().contains("CNY"), "{:?}", state.shown);
    let (state, _) = step(state, types(fact("loss"), "12,0"));
    assert!(state.shown.has(&fact("loss")));
    let (state, _) = step(state, types(fact("loss"), "12"));
    assert!(state.shown.is_empty(), "the message goes once the answer is fine");
}

#[test]
fn the_policy_says_what_is_wrong_with_an_answer_in_the_customers_language() {
    let cases =
        [("loss", "-5"), ("loss", "999999"), ("loss", "1.234"), ("happened_on", "2027-01-01")];
    for (id, raw) in cases {
        for language in ["en", "zh-Hans"] {
            let (state, _) = play(samples::start_as("t1", language), answers(Screen::Problem));
            let (state, _) = play(state, answers(Screen::Facts));
            let (state, _) = play(state, [types(fact(id), raw), Event::Committed(fact(id))]);
            let message = state.shown.get(&fact(id)).unwrap();
            let chinese = message.chars().any(|c| c > '\u{4e00}');
            assert_eq!(chinese, language == "zh-Hans", "{message}");
            assert!(state.quote.is_some(), "one bad answer does not take the options away");
        }
    }
}

#[test]
fn next_stays_with_a_linked_summary_until_the_screen_is_complete() {
    let (state, _) = play(start(), [types(Field::Problem, "no-cash"), Event::Next, Event::Next]);
    assert_eq!(state.screen, Screen::Facts);
    assert!(state.summary);
    assert!(state.shown.has(&fact("happened_on")));
    assert!(!state.shown.has(&fact("place")), "optional");
    let (state, effects) = step(state, Event::Next);
    assert!(effects.contains(&Effect::Focus(Target::Summary)));
    let (_, effects) = step(state, Event::Visit(fact("debited")));
    assert_eq!(effects, [Effect::Focus(Target::Field(fact("debited")))]);
}

#[test]
fn a_half_typed_date_holds_the_screen() {
    let day = fact("happened_on");
    let (state, _) = after(Screen::Facts, types(day.clone(), "20 Nov "));
    assert_eq!(state.understood(&day), "We read this as 20\u{a0}November 2026");
    for (raw, message) in [
        ("20", "Write a date"),
        ("30 Feb 2026", "no such day"),
        ("2/3", "2\u{a0}March 2026 or 3\u{a0}February 2026"),
    ] {
        let events = [types(day.clone(), raw), Event::Committed(day.clone()), Event::Next];
        let (state, _) = play(state.clone(), events);
        assert_eq!(state.screen, Screen::Facts);
        assert!(state.shown.get(&day).unwrap().contains(message), "{raw}");
    }
    let (state, _) = play(state, [types(day, "2026-11-20"), Event::Next]);
    assert_eq!(state.screen, Screen::Impact);
}

#[test]
fn empty_screens_are_skipped() {
    let (state, _) = play(start(), [types(Field::Problem, "rude"), Event::Next]);
    assert_eq!(state.screen, Screen::Wish);
    let (state, _) = step(state, Event::Back);
    assert_eq!(state.screen, Screen::Problem);
}

#[test]
fn going_back_loses_nothing() {
    let full = filled(Screen::Options);
    let raw = full.raw.clone();
    let (state, _) = play(full, vec![Event::Back; 5]);
    assert_eq!(state.screen, Screen::Problem);
    assert_eq!(state.raw, raw);
    let (state, _) = play(state, vec![Event::Next; 7]);
    assert_eq!(state.screen, Screen::Check);
}

#[test]
fn an_answer_whose_question_goes_is_kept_but_not_sent() {
    let (state, _) = after(Screen::Facts, types(fact("debited"), "no"));
    assert_eq!(state.raw(&fact("loss")), "1,200.50 元");
    assert!(!state.complaint().answers.contains_key("loss"));
    let (state, _) = step(state, types(fact("debited"), "yes"));
    assert!(state.complaint().answers.contains_key("loss"));
}

#[test]
fn a_change_from_the_check_page_returns_there() {
    let (state, _) = after(Screen::Check, Event::Change(Screen::Impact));
    let (state, _) = play(state, [types(fact("time_lost"), "150"), Event::Next]);
    assert_eq!(state.screen, Screen::Check);
    assert_eq!(state.quote.unwrap().options[0].total.low, "1280.50");
}

#[test]
fn a_change_that_opens_questions_goes_through_them_first() {
    let (state, _) = after(Screen::Check, Event::Change(Screen::Problem));
    let (state, _) = play(state, [types(Field::Problem, "rude"), Event::Next]);
    assert_eq!(state.screen, Screen::Options, "the option picked is not offered any more");
    let (state, _) = step(state, Event::Next);
    assert!(state.shown.get(&Field::Choice).unwrap().contains("no longer"), "{:?}", state.shown);
}

#[test]
fn nothing_is_picked_beforehand_and_something_else_needs_words() {
    let (state, _) = step(filled(Screen::Story), Event::Next);
    assert_eq!(state.raw(&Field::Choice), "");
    let (state, _) = play(state, [types(Field::Choice, SOMETHING_ELSE), Event::Next]);
    assert!(state.shown.has(&Field::OtherWords));
    let (state, _) = play(state, [types(Field::OtherWords, "A new card"), Event::Next]);
    assert_eq!(state.screen, Screen::Apology);
    let choice = state.complaint().choice.unwrap();
    assert_eq!(
        choice,
        amends_core::document::complaint::ChoiceMadeDocument::SomethingElse("A new card".into())
    );
}

#[test]
fn the_apology_speaks_of_the_choice() {
    let text = |state: &State| {
        let quote = state.quote.clone().unwrap();
        quote.apology.sentences.iter().map(|it| it.text.clone()).collect::<String>()
    };
    let (money, _) = after(Screen::Options, types(Field::Choice, "money"));
    let (fees, _) = after(Screen::Options, types(Field::Choice, "fees"));
    assert!(text(&money).contains("30.00"), "{}", text(&money));
    assert_ne!(text(&money), text(&fees));
}

#[test]
fn known_facts_are_never_asked_and_bad_ones_are_reported() {
    let known = |pairs: &[(&str, &str)]| {
        let scalar = |(id, value): &(&str, &str)| (id.to_string(), Scalar::Text(value.to_string()));
        Event::Known(pairs.iter().map(scalar).collect())
    };
    let (state, effects) = step(start(), known(&[("monthly_fee", "20.00"), ("stranger", "x")]));
    assert!(effects.is_empty(), "{effects:?}");
    assert_eq!(state.setting.known.keys().collect::<Vec<_>>(), ["monthly_fee"]);
    let (state, _) = step(state, types(Field::Problem, "no-cash"));
    assert!(!state.asked.iter().any(|asked| asked.fact == "monthly_fee"));
    let fees = state.quote.as_ref().unwrap().options.iter().find(|it| it.id == "fees").unwrap();
    assert!(fees.components.iter().any(|it| it.amount.as_ref().is_some_and(|a| a.low == "60.00")));
    let (state, effects) = step(state, known(&[("monthly_fee", "lots")]));
    assert!(effects.contains(&Effect::Tell(Notice::Failed("known", Some("monthly_fee".into())))));
    assert!(state.setting.known.is_empty());
}

#[test]
fn options_are_announced_when_a_value_is_committed_only() {
    let (state, _) =
        play(start(), [types(Field::Problem, "no-cash"), Event::Committed(Field::Problem)]);
    let said = state.announced.clone();
    assert!(said.contains("CNY"), "{said}");
    let (state, _) = play(state, answers(Screen::Facts));
    assert_eq!(state.announced, said, "not on every key");
    let (state, _) = step(state, Event::Committed(fact("loss")));
    assert_ne!(state.announced, said);
}

#[test]
fn another_language_keeps_what_was_typed() {
    let state = filled(Screen::Facts);
    let raw = state.raw.clone();
    let labels = Labels::new(crate::labels::shipped("zh-Hans"), Map::new());
    let policy = Policy::read(samples::POLICY).unwrap().pack("zh-Hans");
    let policy = std::sync::Arc::new(Policy::unpack(&policy.unwrap()).unwrap());
    let (state, _) =
        step(state, Event::Words(labels, policy, ["zh-Hans", "zh-Hans-CN"].map(str::to_owned)));
    assert_eq!(state.raw, raw);
    assert_eq!(state.quote.as_ref().unwrap().language, "zh-Hans");
    assert!(samples::draw(state).contains("发生了什么"));
}

#[test]
fn a_new_day_is_a_new_quote() {
    let day: NaiveDate = "2026-11-24".parse().unwrap();
    let (state, _) = after(Screen::Check, Event::Today(day));
    assert_eq!(state.quote.unwrap().today, "2026-11-24");
}

#[test]
fn reset_leaves_an_untouched_form() {
    let (state, effects) = after(Screen::Check, Event::Reset);
    assert_eq!((state.screen, state.raw.is_empty()), (Screen::Problem, true));
    assert!(effects.contains(&Effect::Forget));
}

#[test]
fn every_field_has_a_name_of_its_own() {
    for screen in samples::SCREENS {
        for field in filled(screen).fields(screen) {
            assert_eq!(Field::named(&field.name()), Some(field));
        }
    }
    assert_eq!(Field::named("nonsense"), None);
}

#[test]
fn a_contradiction_is_said_at_its_answer_and_the_options_stay() {
    let (state, _) = play(filled(Screen::Impact), [types(fact("time_lost"), "5"), Event::Next]);
    assert_eq!(state.screen, Screen::Impact);
    assert!(state.shown.get(&fact("time_lost")).unwrap().contains("branch"), "{:?}", state.shown);
    assert!(state.quote.is_some());
    let (state, _) = play(state, [types(fact("time_lost"), "50"), Event::Next]);
    assert_eq!(state.screen, Screen::Wish);
}
