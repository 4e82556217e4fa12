//! A case quoted again: facts added, another option accepted, reopened after a second failure.

use super::*;
use crate::document::formula::Scalar;
use crate::document::policy::Severity;

fn dues(renewal: &Renewal) -> Vec<(String, String, u32)> {
    let each = renewal.promises.iter().map(|promise| {
        let id = [&promise.made.id, promise.made.remedy.as_deref().unwrap_or_default()].join(" ");
        (id, promise.made.due.clone(), promise.since)
    });
    each.collect()
}

fn expected(rows: &[(&str, &str, u32)]) -> Vec<(String, String, u32)> {
    rows.iter().map(|(id, due, since)| ((*id).into(), (*due).into(), *since)).collect()
}

#[test]
fn added_facts_change_the_amount_and_never_move_a_promise_later() {
    let policy = policy();
    let case = case(&policy);
    let mut complaint = again(&policy, &case, Why::FactsAdded, day(24));
    assert_eq!(complaint, case.complaint, "nothing was missed yet");
    // 90 minutes late: the whole price comes back.
    complaint.answers.insert("minutes_late", Scalar::Whole(90));
    let renewal = renew(&policy, &case, complaint, Why::FactsAdded, day(24)).unwrap();
    assert_eq!(
        (renewal.quote.owed.low.as_str(), renewal.quote.today.as_str()),
        ("40.00", "2026-11-23")
    );
    let rows = [
        ("write sorry", "2026-11-24", 0),
        ("pay part-back", "2026-11-25", 0),
        ("pay small-sum", "2026-11-25", 0),
        ("decide ", "2026-11-30", 0),
    ];
    assert_eq!(dues(&renewal), expected(&rows));
}

#[test]
fn a_new_fact_of_a_later_day_is_quoted_for_today() {
    let policy = policy();
    let case = case(&policy);
    let mut complaint = case.complaint.clone();
    complaint.answers.insert("came_on", Scalar::Text("2026-11-24".into()));
    let renewal = renew(&policy, &case, complaint, Why::FactsAdded, day(24)).unwrap();
    assert_eq!(renewal.quote.today, "2026-11-24");
    // The promises keep their days all the same.
    assert!(dues(&renewal).contains(&("pay small-sum".into(), "2026-11-25".into(), 0)));
}

#[test]
fn another_option_accepted_later_is_promised_from_that_day() {
    let policy = policy();
    let mut case = case(&policy);
    case.complaint.choice = Some(ChoiceMadeDocument::Option("words".into()));
    case.quote = crate::quote(&policy, &case.complaint, day(23)).unwrap();
    case.promises.retain(|promise| promise.made.remedy.as_deref() != Some("small-sum"));
    case.events = vec![done(24, "write")];
    let mut complaint = again(&policy, &case, Why::Accepted, day(27));
    complaint.choice = Some(ChoiceMadeDocument::Option("money".into()));
    let renewal = renew(&policy, &case, complaint, Why::Accepted, day(27)).unwrap();
    // Friday the 27th and two working days: Tuesday 1 December. What was owed is late and stays so.
    let rows = [
        ("write sorry", "2026-11-24", 0),
        ("pay part-back", "2026-11-25", 0),
        ("decide ", "2026-11-30", 0),
        ("pay small-sum", "2026-12-01", 1),
    ];
    assert_eq!(dues(&renewal), expected(&rows));
    let promised = renewal.promises.last().unwrap();
    assert_eq!(promised.made.title, "The till will pay CNY\u{a0}20.00 by 1\u{a0}December 2026.");
}

#[test]
fn a_second_failure_is_one_step_more_severe_and_settled_by_a_person() {
    let policy = policy();
    let all = vec![done(24, "write"), done(24, "pay"), done(25, "decide")];
    let case = after(&policy, all);
    assert_eq!(case.quote.assessment.severity.possible, [Severity::Minor]);
    assert!(case.quote.options.iter().all(|option| option.settlement.at_once));
    let complaint = again(&policy, &case, Why::Reopened, day(26));
    assert_eq!(complaint.known.get("failed_before"), Some(&Scalar::YesNo(true)));
    let renewal = renew(&policy, &case, complaint, Why::Reopened, day(26)).unwrap();
    let severity = &renewal.quote.assessment.severity;
    assert_eq!(severity.possible, [Severity::Moderate]);
    assert_eq!(severity.because.as_deref(), Some("Tea can wait. We failed you twice."));
    assert!(renewal.quote.options.iter().all(|option| !option.settlement.at_once));
    // The decision is promised once more, seven days from the 26th; what was paid stays paid.
    let rows = [
        ("write sorry", "2026-11-24", 0),
        ("pay part-back", "2026-11-25", 0),
        ("pay small-sum", "2026-11-25", 0),
        ("decide ", "2026-11-30", 0),
        ("decide ", "2026-12-03", 3),
    ];
    assert_eq!(dues(&renewal), expected(&rows));
    let reopened = CaseDocument {
        complaint: renewal.complaint,
        quote: renewal.quote,
        promises: renewal.promises,
        events: [case.events, vec![event(26, FollowUpEvent::Reopened)]].concat(),
        ..case
    };
    let now = status(&policy, &reopened, day(26));
    assert_eq!((now.state, now.second_failure), (CaseState::Open, true));
}

#[test]
fn a_missed_promise_counts_as_a_second_failure_when_facts_are_added() {
    let policy = policy();
    let complaint = again(&policy, &case(&policy), Why::FactsAdded, day(26));
    assert_eq!(complaint.known.get("failed_before"), Some(&Scalar::YesNo(true)));
}

#[test]
fn more_money_for_what_was_paid_is_promised_again_less_that() {
    let policy = policy();
    let case = after(&policy, vec![done(24, "pay")]);
    let mut complaint = case.complaint.clone();
    complaint.answers.insert("minutes_late", Scalar::Whole(90));
    let renewal = renew(&policy, &case, complaint, Why::FactsAdded, day(24)).unwrap();
    let owed = renewal.promises.iter().filter(|p| p.made.remedy.as_deref() == Some("part-back"));
    let owed: Vec<_> = owed.map(|promise| (promise.since, promise.made.title.as_str())).collect();
    let again = "The till will pay CNY\u{a0}40.00 back by 26\u{a0}November 2026. What you have already been given counts.";
    assert_eq!(
        owed,
        [(0, "The till will pay CNY\u{a0}20.00 back by 25\u{a0}November 2026."), (1, again)]
    );
}
