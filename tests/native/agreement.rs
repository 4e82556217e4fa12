//! Core and the second calculator agree: on the published schemes, on the scenarios, on what they once differed about,
//! and on a hundred thousand generated pairs of a policy and a complaint.

use amends_tests::agreement::{Both, Coverage, Verdict, run, saved};
use amends_tests::{repository, scenario, scheme};
use serde_json::Value;

/// Pairs that the suite compares; `cargo agree` compares as many more as one has time for.
const PAIRS: u64 = 100_000;

fn both(text: &str) -> Both {
    Both::new(serde_json::from_str(text).unwrap()).unwrap()
}

#[test]
fn every_case_of_the_schemes_is_answered_the_same() {
    let mut compared = 0;
    for scheme in scheme::all().unwrap() {
        let (text, mapping) = scheme.written.unwrap();
        let both = both(&text);
        for case in &scheme.cases {
            let (complaint, today) = mapping.complaint(&case.given).unwrap();
            let verdict = both.compare(&complaint, &today);
            assert!(
                matches!(verdict, Verdict::Same(_)),
                "{}/{}: {verdict:#?}",
                scheme.name,
                case.id
            );
            compared += 1;
        }
    }
    assert_eq!(compared, 174);
}

#[test]
fn every_scenario_is_answered_the_same() {
    let (mut quotes, mut refused) = (0, 0);
    for scenario in scenario::all().unwrap() {
        let both = both(&repository::policy_text(&scenario.policy).unwrap());
        match both.compare(&scenario.complaint, &scenario.today) {
            Verdict::Same(_) => quotes += 1,
            // Answers that cannot be read are core's to refuse: the oracle is only asked about sound ones.
            Verdict::Refused(_) | Verdict::Faulty(_) => refused += 1,
            verdict => panic!("{}: {verdict:#?}", scenario.name),
        }
    }
    assert!(quotes >= 80 && refused >= 3, "{quotes} quotes, {refused} refused");
}

#[test]
fn what_they_once_differed_about_is_answered_the_same() {
    let kept = saved::all().unwrap();
    assert!(!kept.is_empty());
    for (name, pair) in kept {
        let verdict = pair.verdict();
        assert!(matches!(verdict, Ok(Verdict::Same(_))), "{name}: {verdict:#?}");
    }
}

#[test]
fn a_hundred_thousand_pairs_are_answered_the_same() {
    let run = run(0, PAIRS, &|_| {}).unwrap();
    println!("{}", run.coverage);
    let differ = run.disagreements.iter();
    let differ = differ.map(|(name, pair)| (saved::save(name, pair).unwrap(), pair.verdict()));
    let differ: Vec<_> = differ.collect();
    assert!(differ.is_empty(), "they differ: {differ:#?}");
    assert!(run.coverage.of("pairs") >= PAIRS);
    assert_eq!(
        run.coverage.of("faulty"),
        0,
        "a complaint was made up that core does not understand"
    );
    assert_reached(&run.coverage);
}

/// Enough of the pairs came to each thing that there is to compare.
fn assert_reached(coverage: &Coverage) {
    let least: Value = serde_json::from_str(include_str!("agreement.json")).unwrap();
    for (name, share) in least.as_object().unwrap() {
        let least = share.as_u64().unwrap();
        assert!(coverage.of(name) >= least, "{name}: {} pairs, not {least}", coverage.of(name));
    }
}
