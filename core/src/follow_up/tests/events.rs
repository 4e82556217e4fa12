//! What may be reported, by whom, when.

use super::*;
use FollowUpEvent::{Accepted, Declined, FactsAdded, Reopened, Surveyed, Withdrawn};

#[test]
fn customers_can_do_what_fits_the_state() {
    let policy = policy();
    let all = [done(24, "write"), done(24, "pay"), done(25, "decide")];
    let cases: [(Vec<FollowUpEventDocument>, Vec<FollowUpEvent>); 5] = [
        (vec![], vec![Accepted, Declined, FactsAdded, Withdrawn]),
        (all.to_vec(), vec![Accepted, Declined, FactsAdded, Withdrawn, Reopened, Surveyed]),
        (vec![event(24, Declined)], vec![Accepted, FactsAdded, Reopened, Surveyed]),
        (vec![event(24, Withdrawn)], vec![Reopened, Surveyed]),
        (vec![event(24, Accepted)], vec![Reopened]),
    ];
    for (events, expected) in cases {
        let case = after(&policy, events.clone());
        assert_eq!(status(&policy, &case, day(25)).actions, expected, "{events:?}");
        for what in [Accepted, Declined, FactsAdded, Withdrawn, Reopened] {
            let faults = event_faults(&policy, &case, &event(25, what), day(25));
            let found = codes(&faults);
            if expected.contains(&what) {
                assert_eq!(found, [], "{what:?} after {events:?}");
            } else {
                assert_eq!(found, [("wrong-state", "/what")], "{what:?} after {events:?}");
            }
        }
    }
}

#[test]
fn a_survey_is_taken_once_for_each_end() {
    let policy = policy();
    let good = SurveyDocument { satisfaction: Some(5), recommend: Some(0), ..Default::default() };
    let given = survey(25, good);
    let mut case = after(&policy, vec![event(24, Withdrawn)]);
    assert_eq!(event_faults(&policy, &case, &given, day(25)), []);
    case.events.push(given.clone());
    assert_eq!(codes(&event_faults(&policy, &case, &given, day(25))), [("wrong-state", "/what")]);
    case.events.extend([event(25, Reopened), event(25, Withdrawn)]);
    assert_eq!(event_faults(&policy, &case, &given, day(25)), []);
}

#[test]
fn answers_off_the_scale_and_empty_ones_are_refused() {
    let policy = policy();
    let case = after(&policy, vec![event(24, Withdrawn)]);
    let bad = SurveyDocument {
        satisfaction: Some(6),
        effort: Some(0),
        recommend: Some(11),
        words: "x".repeat(LONGEST_WORDS + 1),
    };
    let faults = event_faults(&policy, &case, &survey(25, bad), day(25));
    let expected = [
        ("too-long", "/survey/words"),
        ("out-of-range", "/survey/satisfaction"),
        ("out-of-range", "/survey/effort"),
        ("out-of-range", "/survey/recommend"),
    ];
    assert_eq!(codes(&faults), expected);
    let faults = event_faults(&policy, &case, &survey(25, SurveyDocument::default()), day(25));
    assert_eq!(codes(&faults), [("missing-answer", "/survey")]);
}

#[test]
fn names_days_and_fields_that_do_not_belong_are_faults() {
    let policy = policy();
    let case = case(&policy);
    let faults = |event: &FollowUpEventDocument| {
        let found = event_faults(&policy, &case, event, day(25));
        found.into_iter().map(|fault| (fault.code, fault.at)).collect::<Vec<_>>()
    };
    let one = |code, at: &str| vec![(code, at.to_owned())];
    assert_eq!(faults(&event(26, Accepted)), one("event-day", "/on"));
    assert_eq!(faults(&event(22, Accepted)), one("event-day", "/on"));
    let undated = FollowUpEventDocument { on: "soon".into(), ..event(24, Accepted) };
    assert_eq!(faults(&undated), one("not-a-date", "/on"));
    assert_eq!(faults(&done(24, "bow")), one("unknown-name", "/commitment"));
    let other = FollowUpEventDocument { remedy: Some("cake".into()), ..done(24, "pay") };
    assert_eq!(faults(&other), one("unknown-name", "/remedy"));
    let no_name = event(24, FollowUpEvent::CommitmentDone);
    assert_eq!(faults(&no_name), one("missing-field", "/commitment"));
    let cake = FollowUpEventDocument { option: Some("cake".into()), ..event(24, Accepted) };
    assert_eq!(faults(&cake), one("unknown-name", "/option"));
    let both = FollowUpEventDocument {
        proof: Some("TX".into()),
        until: Some("2026-12-01".into()),
        ..event(24, Declined)
    };
    let expected = [("unknown-field", "/proof".to_owned()), ("unknown-field", "/until".to_owned())];
    assert_eq!(faults(&both), expected);
    let early = FollowUpEventDocument {
        until: Some("2026-11-23".into()),
        ..event(24, FollowUpEvent::FinalOffer)
    };
    assert_eq!(faults(&early), one("event-day", "/until"));
}

#[test]
fn the_company_keeps_a_promise_once_and_offers_only_what_can_be_answered() {
    let policy = policy();
    let case = after(&policy, vec![done(24, "pay"), event(24, Accepted)]);
    let faults = |event: &FollowUpEventDocument| event_faults(&policy, &case, event, day(25));
    assert_eq!(codes(&faults(&done(25, "pay"))), [("already-done", "/commitment")]);
    assert_eq!(faults(&done(25, "decide")), []);
    let offer = event(25, FollowUpEvent::FinalOffer);
    assert_eq!(codes(&faults(&offer)), [("wrong-state", "/what")]);
}

#[test]
fn an_offer_can_be_declined_and_accepted_later_until_its_day() {
    let policy = policy();
    let offer = FollowUpEventDocument {
        option: Some("words".into()),
        until: Some("2026-11-27".into()),
        words: "Our last word.".into(),
        ..event(24, FollowUpEvent::FinalOffer)
    };
    let case = after(&policy, vec![offer, event(25, Declined)]);
    let now = status(&policy, &case, day(25));
    let open = now.offer.unwrap();
    assert_eq!(
        (open.final_offer, open.options.len(), open.words.as_str()),
        (true, 1, "Our last word.")
    );
    assert!(now.routes.iter().all(|route| route.open));
    let accept =
        |option: &str| FollowUpEventDocument { option: Some(option.into()), ..event(26, Accepted) };
    assert_eq!(event_faults(&policy, &case, &accept("words"), day(26)), []);
    let faults = event_faults(&policy, &case, &accept("money"), day(26));
    assert_eq!(codes(&faults), [("unknown-option", "/option")]);
    let late = status(&policy, &case, day(28));
    assert_eq!(late.offer, None);
    assert!(!late.actions.contains(&Accepted));
}
