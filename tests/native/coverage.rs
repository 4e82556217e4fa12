//! What the policies and scenarios show, and what nothing shows yet.

use amends_core::document::policy::{Basis, PolicyDocument, RemedyKind};
use amends_core::policy::Policy;
use amends_tests::scenario::{self, Kind, Scenario, root};
use std::collections::{BTreeMap, BTreeSet};

fn policies() -> BTreeMap<String, Policy> {
    let folder = std::fs::read_dir(root().join("www/policies")).unwrap();
    let stem = |path: &std::path::Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let each = folder.map(|entry| stem(&entry.unwrap().path()));
    each.map(|id| (id.clone(), Policy::read(&scenario::policy_text(&id).unwrap()).unwrap()))
        .collect()
}

/// The cases and requirements of the source articles.
fn asked_for() -> BTreeSet<String> {
    let cases = (1..=10).map(|n| format!("C{n}"));
    let counts = [("S0", 7), ("S1", 10), ("S2", 5), ("S3", 6), ("S4", 4)];
    let numbered = |(s, count)| (1..=count).map(move |n| format!("{s}-{n}"));
    cases.chain(counts.into_iter().flat_map(numbered)).collect()
}

#[test]
fn every_case_of_the_articles_is_a_scenario() {
    let scenarios = scenario::all().unwrap();
    let covered: BTreeSet<String> = scenarios.iter().flat_map(|s| s.covers.clone()).collect();
    let asked = asked_for();
    let unknown: Vec<_> = covered.difference(&asked).collect();
    assert!(unknown.is_empty(), "these ids are nobody's: {unknown:?}");
    let open: Vec<&str> = asked.difference(&covered).map(String::as_str).collect();
    println!(
        "{} of {} ids are covered; nothing covers yet: {}",
        covered.len(),
        asked.len(),
        open.join(" ")
    );
    assert!(open.iter().all(|id| !id.starts_with('C')), "cases without a scenario: {open:?}");
}

#[test]
fn every_problem_has_an_ordinary_a_limit_and_a_refused_scenario() {
    let scenarios = scenario::all().unwrap();
    let kinds = |policy: &str, problem: &str| -> BTreeSet<Kind> {
        let own = |s: &&Scenario| s.policy == policy && s.complaint.problem == problem;
        scenarios.iter().filter(own).map(|s| s.kind).collect()
    };
    let mut problems = 0;
    for (id, policy) in policies() {
        for problem in &policy.document().problems {
            let found = kinds(&id, &problem.id);
            for kind in [Kind::Ordinary, Kind::Limit, Kind::Refused] {
                assert!(found.contains(&kind), "{id}/{} has no {kind:?} scenario", problem.id);
            }
            problems += 1;
        }
    }
    assert!(problems >= 18, "only {problems} problems");
}

#[test]
fn every_kind_of_remedy_is_offered_somewhere() {
    let offered: BTreeSet<RemedyKind> = policies()
        .values()
        .flat_map(|policy| policy.document().remedies.iter().map(|remedy| remedy.kind))
        .collect();
    // Twenty kinds are defined; a new one needs a policy that offers it.
    assert_eq!(offered.len(), 20, "{offered:?}");
}

#[test]
fn policies_are_complete_in_their_languages_and_have_a_human_route() {
    let every = ["bank", "insurer", "shop"];
    for (id, policy) in policies() {
        let document: &PolicyDocument = policy.document();
        let languages: &[&str] = if every.contains(&id.as_str()) {
            &["zh-Hans", "zh-Hant", "en", "ar"]
        } else {
            &["zh-Hans", "en", "ar"]
        };
        assert_eq!(document.languages, languages, "{id}");
        assert!(
            document
                .routes
                .iter()
                .any(|r| r.link.as_deref().is_some_and(|l| l.starts_with("tel:")))
        );
        let owed = document.remedies.iter().any(|remedy| remedy.basis != Basis::Goodwill);
        assert!(owed, "{id} owes nothing by law or contract");
    }
}

/// Next year's calendar is not published yet, and a portal may not supply what is the portal's: nothing else.
#[test]
fn what_ships_has_no_fault_and_no_other_doubt() {
    for id in policies().keys() {
        let checked = Policy::check(&scenario::policy_text(id).unwrap());
        assert_eq!(checked.faults, [], "{id}");
        let known = |code: &str| matches!(code, "calendar-gap" | "no-default");
        let other: Vec<_> = checked.warnings.iter().filter(|fault| !known(fault.code)).collect();
        assert!(other.is_empty(), "{id}: {other:#?}");
    }
}
