//! How many quotes a core gives each second, beside a hand-written function in the same run.
//!
//! `cargo bench -p amends-tests --bench quotes` prints the time of one evaluation of each kind; compare
//! them with each other, never with another machine. Before timing, the policy's three amounts are
//! compared with the hand-written ones for every generated complaint.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark that panics measures nothing, and says where"
)]

use amends_core::amounts::Lines;
use amends_core::complaint::Complaint;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::formula::Scalar;
use amends_core::{date, document, evaluation, number::Range, outlook, policy::Policy, quote};
use amends_tests::scenario;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::Value;
use std::hint::black_box;

const PRODUCTS: [&str; 4] = ["current_account", "credit_card", "mortgage", "insurance"];
const CHANNELS: [&str; 4] = ["branch", "app", "phone", "web"];
const TROUBLES: [&str; 5] = ["delay", "fee", "advice", "fraud", "service"];
const HARMS: [&str; 4] = ["none", "inconvenience", "distress", "hardship"];
const WANTED: [&str; 3] = ["cash", "voucher", "service"];

/// The twelve facts of the rule, parsed: choices by index, money in minor units.
#[derive(Debug, Clone, Copy)]
struct Facts {
    product: usize,
    channel: usize,
    trouble: usize,
    harm: usize,
    wanted: usize,
    incident_day: i64,
    loss: i64,
    fee: i64,
    delay_days: i64,
    prior: i64,
    tenure: i64,
    vulnerable: bool,
}

/// The rule by hand: cash, voucher, months.
#[inline(never)]
fn by_hand(f: &Facts) -> [i64; 3] {
    if f.incident_day < 18_000 {
        return [0; 3];
    }
    let mut sum = f.delay_days * 1_000;
    sum += match f.loss {
        500_000.. => 15_000,
        50_000.. => 7_500,
        5_000.. => 2_500,
        _ => 0,
    };
    sum += [0, 0, 5_000, 15_000][f.harm];
    sum += if f.product == 2 && f.trouble == 0 { 10_000 } else { 0 };
    sum += if f.trouble == 3 && f.channel == 0 { 5_000 } else { 0 };
    sum += if f.vulnerable { 7_500 } else { 0 };
    sum += if f.prior >= 3 { 2_500 } else { 0 };
    sum += if f.tenure >= 10 && f.product != 3 { 1_000 } else { 0 };
    let compensation = sum.clamp(0, 50_000);
    let fee_back = if f.trouble <= 2 { f.fee } else { 0 };
    let months = match (f.harm, compensation) {
        (3, _) => 6,
        (_, 25_000..) => 3,
        (_, 10_000..) => 2,
        _ => 1,
    };
    [fee_back + compensation, fee_back + compensation * 6 / 5, months + i64::from(f.wanted == 2)]
}

/// Different complaints from a fixed seed (a 64-bit linear congruence, high bits).
fn generated(count: usize) -> Vec<Facts> {
    let mut seed = 20_261_122_u64;
    let mut below = |most: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % most
    };
    let one = |below: &mut dyn FnMut(u64) -> u64| Facts {
        product: below(4) as usize,
        channel: below(4) as usize,
        trouble: below(5) as usize,
        harm: below(4) as usize,
        wanted: below(3) as usize,
        incident_day: 17_900 + below(2_000) as i64,
        loss: below(800_000) as i64,
        fee: below(10_000) as i64,
        delay_days: below(40) as i64,
        prior: below(6) as i64,
        tenure: below(30) as i64,
        vulnerable: below(4) == 0,
    };
    (0..count).map(|_| one(&mut below)).collect()
}

fn written(f: &Facts) -> ComplaintDocument {
    let money = |minor: i64| Scalar::Text(format!("{}.{:02}", minor / 100, minor % 100));
    let text = |word: &str| Scalar::Text(word.to_owned());
    let known = [
        ("product", text(PRODUCTS[f.product])),
        ("channel", text(CHANNELS[f.channel])),
        ("trouble", text(TROUBLES[f.trouble])),
        ("harm", text(HARMS[f.harm])),
        ("wanted", text(WANTED[f.wanted])),
        ("incident_day", Scalar::Whole(f.incident_day)),
        ("loss", money(f.loss)),
        ("fee", money(f.fee)),
        ("delay_days", Scalar::Whole(f.delay_days)),
        ("prior", Scalar::Whole(f.prior)),
        ("tenure", Scalar::Whole(f.tenure)),
        ("vulnerable", Scalar::YesNo(f.vulnerable)),
    ];
    let mut complaint: ComplaintDocument = document::read(r#"{"problem":"any"}"#).unwrap();
    complaint.known = known.into_iter().map(|(id, value)| (id.to_owned(), value)).collect();
    complaint
}

/// The three amounts of the policy in the units of the rule.
fn by_policy(policy: &Policy, complaint: &Complaint) -> [i64; 3] {
    let amounts = evaluation::amounts(policy, complaint).unwrap();
    let minor = |(_, range): &(usize, Option<Range>)| {
        range.map_or(0, |range| range.as_point().and_then(|value| value.to_whole()).unwrap())
    };
    [minor(&amounts[0]), minor(&amounts[1]), minor(&amounts[2]) / 100]
}

fn rule(c: &mut Criterion) {
    let text = std::fs::read_to_string(scenario::root().join("tests/bench/rule.json")).unwrap();
    let policy = Policy::read(&text).unwrap_or_else(|faults| panic!("{faults:?}"));
    let today = date::read("2026-11-23").unwrap();
    let facts = generated(10_000);
    let documents: Vec<ComplaintDocument> = facts.iter().map(written).collect();
    let lines: Vec<String> = documents.iter().map(document::write).collect();
    let read = |document| Complaint::read(&policy, document, today).unwrap();
    let complaints: Vec<Complaint> = documents.iter().map(read).collect();
    for (facts, complaint) in facts.iter().zip(&complaints) {
        assert_eq!(by_policy(&policy, complaint), by_hand(facts), "{facts:?}");
    }
    let mut group = c.benchmark_group("rule of twelve");
    group.throughput(Throughput::Elements(1));
    let mut next = (0..facts.len()).cycle();
    group
        .bench_function("by hand", |b| b.iter(|| by_hand(black_box(&facts[next.next().unwrap()]))));
    group.bench_function("amounts, parsed", |b| {
        b.iter(|| evaluation::amounts(&policy, black_box(&complaints[next.next().unwrap()])))
    });
    let mut history = Lines::new(&policy, today);
    group.bench_function("options, from a JSON line", |b| {
        b.iter(|| history.json(black_box(&lines[next.next().unwrap()])))
    });
    group.bench_function("serde_json alone, of the same line", |b| {
        b.iter(|| serde_json::from_str::<Value>(black_box(&lines[next.next().unwrap()])))
    });
    group.bench_function("full quote with trace", |b| {
        b.iter(|| quote(&policy, black_box(&documents[next.next().unwrap()]), today))
    });
    group.finish();
}

fn bank(c: &mut Criterion) {
    let text = scenario::policy_text("bank").unwrap();
    let policy = Policy::read(&text).unwrap();
    let scenarios = scenario::all().unwrap();
    let own = scenarios.into_iter().filter(|s| s.policy == "bank" && s.name.ends_with("c1"));
    let case = own.into_iter().next().unwrap();
    let today = date::read(&case.today).unwrap();
    let complaint = Complaint::read(&policy, &case.complaint, today).unwrap();
    let mut group = c.benchmark_group("bank policy, cash machine");
    group.throughput(Throughput::Elements(1));
    group.bench_function("amounts, parsed", |b| {
        b.iter(|| evaluation::amounts(&policy, black_box(&complaint)))
    });
    let line = document::write(&case.complaint);
    let mut history = Lines::new(&policy, today);
    group
        .bench_function("options, from a JSON line", |b| b.iter(|| history.json(black_box(&line))));
    group.bench_function("serde_json alone, of the same line", |b| {
        b.iter(|| serde_json::from_str::<Value>(black_box(&line)))
    });
    group.bench_function("full quote with trace", |b| {
        b.iter(|| quote(&policy, black_box(&case.complaint), today))
    });
    group.bench_function("outlook", |b| {
        b.iter(|| outlook::outlook(&policy, black_box(&case.complaint), today))
    });
    group.bench_function("compiling the policy", |b| b.iter(|| Policy::read(black_box(&text))));
    group.finish();
}

criterion_group!(benches, rule, bank);
criterion_main!(benches);
