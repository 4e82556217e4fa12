//! How many quotes a core gives each second, beside a hand-written function in the same run.
//!
//! `cargo bench -p amends-tests --bench quotes` prints the time of one evaluation of each kind, and at the end what
//! belongs together: how each compares with the function by hand, what a rule costs in policies of 10, 100 and 1,000
//! of them, what facts cost that nothing reads. Compare figures of one run with each other, never with another machine.
//! Before timing, the policy's three amounts are compared with the hand-written ones for every generated complaint.
//! Memory is managed as in the service.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark that panics measures nothing, and says where"
)]

mod linear;
mod rule;
mod times;

use amends_core::amounts::Lines;
use amends_core::complaint::Complaint;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::{date, document, evaluation, number::Range, outlook, policy::Policy, quote};
use amends_tests::scenario;
use chrono::NaiveDate;
use criterion::Criterion;
use rule::{by_hand, generated, written};
use serde_json::Value;
use std::hint::black_box;
use times::Times;

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Sizes of generated policies.
const SIZES: [usize; 3] = [10, 100, 1_000];

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut times = Times::default();
    rules(&mut criterion, &mut times);
    bank(&mut criterion, &mut times);
    growing(&mut criterion, &mut times);
    criterion.final_summary();
    times.compare();
}

fn today() -> NaiveDate {
    date::read("2026-11-23").unwrap()
}

fn policy(text: &str) -> Policy {
    Policy::read(text).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn rule_text() -> String {
    std::fs::read_to_string(scenario::root().join("tests/bench/quotes/rule.json")).unwrap()
}

/// The three amounts of the policy in the units of the rule.
fn by_policy(policy: &Policy, complaint: &Complaint) -> [i64; 3] {
    let amounts = evaluation::amounts(policy, complaint).unwrap();
    let minor = |(_, range): &(usize, Option<Range>)| {
        range.map_or(0, |range| range.as_point().and_then(|value| value.to_whole()).unwrap())
    };
    [minor(&amounts[0]), minor(&amounts[1]), minor(&amounts[2]) / 100]
}

fn rules(criterion: &mut Criterion, times: &mut Times) {
    let (policy, today) = (policy(&rule_text()), today());
    let facts = generated(10_000);
    let documents: Vec<ComplaintDocument> = facts.iter().map(written).collect();
    let lines: Vec<String> = documents.iter().map(document::write).collect();
    let read = |document| Complaint::read(&policy, document, today).unwrap();
    let complaints: Vec<Complaint> = documents.iter().map(read).collect();
    for ((facts, complaint), line) in facts.iter().zip(&complaints).zip(&lines) {
        assert_eq!(by_policy(&policy, complaint), by_hand(facts), "{facts:?}");
        assert_eq!(rule::read(line).map(|facts| by_hand(&facts)), Some(by_hand(facts)), "{line}");
    }
    let mut history = Lines::new(&policy, today);
    for (complaint, line) in complaints.iter().zip(&lines) {
        assert_eq!(history.remedies(line), evaluation::amounts(&policy, complaint).ok(), "{line}");
    }
    let mut group = criterion.benchmark_group("rule of twelve");
    let mut next = (0..facts.len()).cycle();
    let mut next = move || next.next().unwrap();
    times.of(&mut group, "by hand", || by_hand(black_box(&facts[next()])));
    times.of(&mut group, "by hand, from a JSON line", || {
        rule::read(black_box(&lines[next()])).map(|facts| by_hand(&facts))
    });
    times.of(&mut group, "amounts, parsed", || {
        evaluation::amounts(&policy, black_box(&complaints[next()]))
    });
    times.of(&mut group, "amounts, from a JSON line", || {
        history.remedies(black_box(&lines[next()]))
    });
    times.of(&mut group, "options, from a JSON line", || history.json(black_box(&lines[next()])));
    times.of(&mut group, "serde_json alone, of the same line", || {
        serde_json::from_str::<Value>(black_box(&lines[next()]))
    });
    times.of(&mut group, "full quote with trace", || {
        quote(&policy, black_box(&documents[next()]), today)
    });
}

fn bank(criterion: &mut Criterion, times: &mut Times) {
    let text = scenario::policy_text("bank").unwrap();
    let policy = policy(&text);
    let scenarios = scenario::all().unwrap();
    let own = scenarios.into_iter().filter(|s| s.policy == "bank" && s.name.ends_with("c1"));
    let case = own.into_iter().next().unwrap();
    let today = date::read(&case.today).unwrap();
    let complaint = Complaint::read(&policy, &case.complaint, today).unwrap();
    let quoted = quote(&policy, &case.complaint, today).unwrap();
    let mut group = criterion.benchmark_group("bank policy, cash machine");
    times.of(&mut group, "amounts, parsed", || evaluation::amounts(&policy, black_box(&complaint)));
    let line = document::write(&case.complaint);
    let mut history = Lines::new(&policy, today);
    times.of(&mut group, "options, from a JSON line", || history.json(black_box(&line)));
    times.of(&mut group, "serde_json alone, of the same line", || {
        serde_json::from_str::<Value>(black_box(&line))
    });
    times.of(&mut group, "full quote with trace", || {
        quote(&policy, black_box(&case.complaint), today)
    });
    times.of(&mut group, "the quote as text", || document::write(black_box(&quoted)));
    times
        .of(&mut group, "outlook", || outlook::outlook(&policy, black_box(&case.complaint), today));
    times.of_making(&mut group, "compiling the policy", || Policy::read(black_box(&text)));
}

/// Policies of more and more rules, and of more and more facts that nothing reads.
fn growing(criterion: &mut Criterion, times: &mut Times) {
    let (base, today, document) = (rule_text(), today(), linear::complaint());
    let line = document::write(&document);
    let mut group = criterion.benchmark_group("growing policies");
    for count in SIZES {
        let text = linear::of_rules(&base, count);
        let policy = policy(&text);
        let complaint = Complaint::read(&policy, &document, today).unwrap();
        times.of(&mut group, &format!("amounts of {count} rules"), || {
            evaluation::amounts(&policy, black_box(&complaint))
        });
        times.of(&mut group, &format!("full quote by {count} rules"), || {
            quote(&policy, black_box(&document), today)
        });
        times.of_making(&mut group, &format!("compiling {count} rules"), || {
            Policy::read(black_box(&text))
        });
    }
    for count in [0, 100, 1_000] {
        let policy = policy(&linear::with_unused(&base, count));
        let complaint = Complaint::read(&policy, &document, today).unwrap();
        let mut history = Lines::new(&policy, today);
        times.of(&mut group, &format!("amounts beside {count} unused facts"), || {
            evaluation::amounts(&policy, black_box(&complaint))
        });
        times.of(&mut group, &format!("a JSON line beside {count} unused facts"), || {
            history.json(black_box(&line))
        });
    }
}
