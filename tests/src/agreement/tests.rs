//! A calculator that is wrong is found out, and what it gets wrong is made small.

use super::compare::{Both, REFUSALS, Verdict};
use super::minimise::minimise;
use super::pairs::{Pair, Pairs};
use serde_json::Value;

/// Takes every "at least" for "more than", so that all edges are off by one.
fn mistake_edges(policy: &mut Value) {
    match policy {
        Value::Object(fields) => {
            // Facts have limits of the same name, which are left alone.
            if !fields.contains_key("type")
                && let Some(edge) = fields.remove("at_least")
            {
                fields.insert("more_than".to_owned(), edge);
            }
            fields.values_mut().for_each(mistake_edges);
        }
        Value::Array(items) => items.iter_mut().for_each(mistake_edges),
        _ => {}
    }
}

/// Rounds the other way.
fn mistake_rounding(policy: &mut Value) {
    let up = policy["rounding"]["mode"] == "up";
    policy["rounding"]["mode"] = if up { "down" } else { "up" }.into();
}

fn differs(pair: &Pair, misread: fn(&mut Value)) -> bool {
    let both = Both::misread(pair.policy.clone(), misread);
    both.is_ok_and(|both| matches!(pair.verdict_of(&both), Ok(Verdict::Differ(_))))
}

/// The smallest of some generated pairs on which a mistaken calculator is found out.
fn found(misread: fn(&mut Value)) -> Pair {
    let policies = (0..100).filter_map(Pairs::generated);
    let pairs = policies.flat_map(|pairs| (0..4).map(move |n| pairs.pair(n)).collect::<Vec<_>>());
    let found = pairs.filter(|pair| differs(pair, misread)).take(8);
    found.min_by_key(size).expect("a mistake nobody notices")
}

fn size(pair: &Pair) -> usize {
    pair.policy.to_string().len() + pair.complaint.to_string().len()
}

fn count(value: &Value, name: &str) -> usize {
    match value {
        Value::Object(fields) => {
            let inner: usize = fields.values().map(|inner| count(inner, name)).sum();
            inner + usize::from(fields.contains_key(name))
        }
        Value::Array(items) => items.iter().map(|item| count(item, name)).sum(),
        _ => 0,
    }
}

#[test]
fn a_calculator_that_mistakes_edges_is_found_out_in_one_comparison() {
    let large = found(mistake_edges);
    assert!(matches!(large.verdict(), Ok(Verdict::Same(_))), "without the mistake they agree");
    let small = minimise(large.clone(), |pair| differs(pair, mistake_edges));
    assert!(differs(&small, mistake_edges), "{small:#?}");
    assert!(matches!(small.verdict(), Ok(Verdict::Same(_))), "{small:#?}");
    assert!(size(&small) * 2 < size(&large), "{} of {}", size(&small), size(&large));
    let edges = |pair: &Pair| {
        let facts = count(&pair.policy["facts"], "at_least");
        count(&pair.policy, "at_least") - facts
    };
    assert_eq!(edges(&small), 1, "one edge is enough to tell: {small:#?}");
}

#[test]
fn a_calculator_that_rounds_otherwise_is_found_out_in_one_amount() {
    let large = found(mistake_rounding);
    let small = minimise(large.clone(), |pair| differs(pair, mistake_rounding));
    assert!(differs(&small, mistake_rounding), "{small:#?}");
    assert!(size(&small) * 2 < size(&large), "{} of {}", size(&small), size(&large));
    // One remedy to offer must stay; at most one other is needed to show the mistake.
    let many = |part: &str| small.policy[part].as_array().map_or(0, Vec::len);
    assert!(many("remedies") <= 2, "{small:#?}");
    let single = ["problems", "options", "languages", "commitments"];
    assert_eq!(single.map(many), [1; 4], "{small:#?}");
    assert!(small.policy["facts"].as_object().is_none_or(|facts| facts.len() < 2), "{small:#?}");
}

#[test]
fn what_is_minimised_is_kept_and_read_back() {
    let pair = Pairs::generated(7).expect("a policy").pair(3);
    let text = serde_json::to_string_pretty(&pair).expect("JSON");
    let back: Pair = serde_json::from_str(&text).expect("a pair");
    assert_eq!(back, pair);
    assert_eq!(back.verdict(), pair.verdict());
}

#[test]
fn every_fault_the_oracle_knows_is_one_of_core() {
    for code in REFUSALS.iter().chain(&["number-overflow"]) {
        assert!(amends_core::fault::CODES.contains(code), "{code}");
    }
}
