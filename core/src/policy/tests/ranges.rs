//! Over ranges: what is known later lies in what was shown before, and ends in a point.

use super::{policy, value};
use crate::number::{Exact, Range};

/// What each fact may be, as written values; numbers in their own unit, money in minor units.
const STATES: [(&str, &[&str]); 8] = [
    ("a", &["0", "100000", "4333", "1"]),
    ("b", &["-5000", "0", "20000", "-1", "777"]),
    ("n", &["1", "9", "3", "2"]),
    ("k", &["-9", "0", "60", "7", "2.5"]),
    ("m", &["0", "500", "90", "30", "31"]),
    ("d", &["2026-02-01", "2026-06-30", "2026-04-02", "2026-03-31", "2026-04-04"]),
    ("e", &["2026-02-01", "2026-06-30", "2026-04-03", "2026-05-09", "2026-02-28"]),
    ("l", &["", "1000", "500,9000,1", "9000,9000,9000,9000,9000"]),
];

/// Formulas over all facts, with their types.
const FORMULAS: [(&str, &str); 26] = [
    (
        "money",
        r#"{"percent":{"rate":"12.5 %","of":{"difference":{"of":{"fact":"a"},"less":{"fact":"b"}}}}}"#,
    ),
    ("money", r#"{"times":{"count":{"fact":"k"},"of":{"fact":"b"}}}"#),
    ("money", r#"{"divide":{"of":{"fact":"b"},"by":{"fact":"n"}}}"#),
    (
        "number",
        r#"{"ratio":{"of":{"fact":"b"},"to":{"floor":{"of":{"fact":"a"},"at":"0.01 GBP"}}}}"#,
    ),
    ("money", r#"{"sum":[{"fact":"a"},{"fact":"b"},{"fact":"a"}]}"#),
    ("money", r#"{"cap":{"of":{"floor":{"of":{"fact":"b"},"at":"1.00 GBP"}},"at":{"fact":"a"}}}"#),
    (
        "money",
        r#"{"round":{"of":{"divide":{"of":{"fact":"b"},"by":7}},"to":"0.05 GBP","mode":"half_even"}}"#,
    ),
    (
        "money",
        r#"{"round":{"of":{"divide":{"of":{"fact":"b"},"by":3}},"to":"1.00 GBP","mode":"up"}}"#,
    ),
    (
        "money",
        r#"{"bands":{"by":{"fact":"m"},"rows":[{"less_than":"30 min","give":{"fact":"b"}},{"at_most":"90 min","give":"3.00 GBP"}],"otherwise":{"fact":"a"}}}"#,
    ),
    (
        "money",
        r#"{"bands":{"by":{"fact":"m"},"rows":[{"more_than":"90 min","give":{"fact":"a"}},{"at_least":"30 min","give":"3.00 GBP"},{"at_least":"0 min","give":{"fact":"b"}}]}}"#,
    ),
    (
        "money",
        r#"{"choose":{"rows":[{"when":{"fact":"y"},"give":{"fact":"a"}},{"when":{"fact":"n","at_least":"3"},"give":"1.00 GBP"}],"otherwise":{"fact":"b"}}}"#,
    ),
    (
        "money",
        r#"{"per":{"of":{"fact":"m"},"after":"30 min","every":"30 min","give":{"fact":"b"}}}"#,
    ),
    (
        "money",
        r#"{"per":{"of":{"fact":"k"},"after":"2 days","every":"7 days","give":"4.00 GBP","begun":true}}"#,
    ),
    (
        "money",
        r#"{"interest":{"principal":{"fact":"a"},"rate":{"average":{"history":"rate","from":{"fact":"d"},"to":{"fact":"e"}}},"days":{"days_between":{"from":{"fact":"d"},"to":{"fact":"e"}}},"basis":365}}"#,
    ),
    (
        "days",
        r#"{"days_between":{"from":{"fact":"d"},"to":{"fact":"e"},"calendar":"gb","first":"in"}}"#,
    ),
    ("days", r#"{"days_between":{"from":{"fact":"d"},"to":{"fact":"e"},"last":"out"}}"#),
    (
        "date",
        r#"{"deadline":{"after":{"fact":"d"},"within":{"working_days":{"days":{"fact":"k"},"calendar":"gb"}},"roll":{"calendar":"gb","when":{"fact":"y"}}}}"#,
    ),
    ("date", r#"{"deadline":{"before":{"fact":"d"},"within":{"months":{"fact":"n"}}}}"#),
    (
        "date",
        r#"{"least":[{"fact":"d"},{"deadline":{"after":{"fact":"e"},"within":{"weeks":1},"roll":{"calendar":"gb","to":"previous","when":{"fact":"y"}}}}]}"#,
    ),
    ("percent", r#"{"value_on":{"history":"rate","date":{"fact":"d"}}}"#),
    ("percent", r#"{"average":{"history":"rate","from":{"fact":"d"},"to":{"fact":"e"}}}"#),
    (
        "money",
        r#"{"over":{"list":"l","take":"sum","where":{"fact":"item","at_least":{"fact":"b"}},"give":{"cap":{"of":{"fact":"item"},"at":{"fact":"a"}}}}}"#,
    ),
    (
        "number",
        r#"{"over":{"list":"l","take":"count","where":{"fact":"item","more_than":{"fact":"a"}}}}"#,
    ),
    (
        "money",
        r#"{"over":{"list":"l","take":"greatest","where":{"fact":"item","more_than":{"fact":"b"}},"otherwise":{"fact":"b"}}}"#,
    ),
    (
        "money",
        r#"{"over":{"list":"l","take":"least","give":{"difference":{"of":{"fact":"item"},"less":{"fact":"b"}}},"otherwise":{"fact":"a"}}}"#,
    ),
    (
        "date",
        r#"{"choose":{"rows":[{"when":{"value":{"deadline":{"after":{"fact":"d"},"within":{"calendar_days":{"fact":"k"}}}},"at_most":{"fact":"e"}},"give":{"fact":"d"}}],"otherwise":{"fact":"e"}}}"#,
    ),
];

fn within(later: Range, earlier: Range) -> bool {
    let low = earlier.low.is_none_or(|low| later.low.is_some_and(|later| later >= low));
    low && earlier.high.is_none_or(|high| later.high.is_some_and(|later| later <= high))
}

#[test]
fn a_later_answer_stays_within_every_earlier_range_and_ends_in_a_point() {
    // A linear congruence; its high bits choose.
    let mut seed = 20_261_122_u64;
    let mut below = |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % most
    };
    let mut compared = 0;
    for (kind, formula) in FORMULAS {
        let policy = policy(kind, formula);
        for _ in 0..60 {
            let mut order: Vec<(&str, &str)> =
                STATES.iter().map(|(id, values)| (*id, values[below(values.len())])).collect();
            order.push(("y", ["true", "false"][below(2)]));
            for place in (1..order.len()).rev() {
                order.swap(place, below(place + 1));
            }
            let mut earlier = value(&policy, &[]);
            for known in 1..=order.len() {
                let later = value(&policy, &order[..known]);
                assert!(within(later, earlier), "{formula}: {order:?} {earlier:?} {later:?}");
                earlier = later;
                compared += 1;
            }
            assert!(earlier.as_point().is_some(), "{formula}: {order:?} {earlier:?}");
        }
    }
    assert_eq!(compared, 26 * 60 * 9);
}

#[test]
fn an_open_end_leaves_the_other_end_of_a_product() {
    // Twice or more of 1000.00 is 2000.00 or more; of -50.00 it is -100.00 or less.
    let count = r#"{"between":{"low":"2"}}"#;
    let times = |of: &str| format!(r#"{{"times":{{"count":{count},"of":{{"fact":"{of}"}}}}}}"#);
    let of = |fact: &str, known: &str| value(&policy("money", &times(fact)), &[(fact, known)]);
    assert_eq!(of("a", "100000"), Range::between(Some(Exact::whole(200_000)), None));
    assert_eq!(of("b", "-5000"), Range::between(None, Some(Exact::whole(-10_000))));
    assert_eq!(of("a", "0"), Range::point(Exact::ZERO));
}
