//! The range of a formula that reads each fact once is the tightest there is: both ends are reached by answers.

use super::{desk, made, run};
use amends_core::complaint::Complaint;
use amends_core::document::Map;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::evaluation;
use amends_core::number::{Exact, Range};
use amends_tests::generate::reading_each_fact_once;
use amends_tests::invariants::Desk;
use proptest::collection::vec;
use proptest::prelude::*;

/// The most complaints that are tried for one formula.
const MOST: usize = 1_500;

fn amount(desk: &Desk, complaint: &ComplaintDocument) -> Option<Range> {
    let complaint = Complaint::read(&desk.policy, complaint, desk.today).ok()?;
    evaluation::amounts(&desk.policy, &complaint).ok()?.first()?.1
}

#[test]
fn both_ends_of_a_range_are_reached() {
    run(3_000, 350, vec(any::<u8>(), 0..400), |bytes| {
        let Some(desk) = desk(&made(&bytes, reading_each_fact_once)) else { return 0 };
        let Some(corners) = desk.respondent.corners(MOST) else { return 0 };
        let Some(first) = corners.first() else { return 0 };
        let nothing = ComplaintDocument { known: Map::new(), ..first.after(0) };
        let Some(range) = amount(&desk, &nothing) else { return 0 };
        let points = corners.iter().filter_map(|told| {
            let point = amount(&desk, &told.after(usize::MAX))?;
            assert_eq!(point.low, point.high, "everything is known");
            point.low
        });
        let points: Vec<Exact> = points.collect();
        assert_eq!(points.iter().min(), range.low.as_ref(), "{range:?} {:#}", shown(&desk));
        assert_eq!(points.iter().max(), range.high.as_ref(), "{range:?} {:#}", shown(&desk));
        usize::from(range.low != range.high)
    });
}

/// The formula and the facts, for whoever reads the failure.
fn shown(desk: &Desk) -> serde_json::Value {
    let document = serde_json::to_value(desk.policy.document()).unwrap();
    serde_json::json!({ "amount": document["remedies"][0]["amount"], "facts": document["facts"],
        "rounding": document["rounding"] })
}
