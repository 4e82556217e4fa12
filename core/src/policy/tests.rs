//! Every primitive by hand-worked figures, and over ranges: what is known later lies in what was shown before.

mod ranges;

use super::Policy;
use super::vocabulary::{Moment, Scene, State};
use crate::date;
use crate::language::Language;
use crate::number::{Exact, Range, Truth};
use crate::quantity::Unit;

const CALENDAR: &str = r#"{"weekend":["sat","sun"],"holidays":["2026-04-03","2026-04-06","2026-05-04"],
    "workdays":["2026-05-09"],"years":[2026],"source":"s","from":"2026-01-01"}"#;

/// A policy with a fact `x` derived by a formula of a type.
fn policy_text(kind: &str, formula: &str) -> String {
    format!(
        r#"{{"id":"p","version":"1","institution":{{"en":"B"}},"languages":["en"],"currency":"GBP",
        "rounding":{{"mode":"half_up","unit":"0.01"}},"jurisdiction":"GB","valid":{{"from":"2026-01-01"}},
        "quote_open":{{"calendar_days":14}},
        "facts":{{
          "a":{{"type":"money","label":{{"en":"A"}},"at_most":"1000.00 GBP","supplied_by":["portal"]}},
          "b":{{"type":"money","label":{{"en":"B"}},"at_least":"-50.00 GBP","at_most":"200.00 GBP","supplied_by":["portal"]}},
          "n":{{"type":"number","label":{{"en":"N"}},"at_least":"1","at_most":"9","supplied_by":["portal"]}},
          "k":{{"type":"days","label":{{"en":"K"}},"at_least":"-9 days","at_most":"60 days","supplied_by":["portal"]}},
          "m":{{"type":"minutes","label":{{"en":"M"}},"at_most":"500 min","supplied_by":["portal"]}},
          "d":{{"type":"date","label":{{"en":"D"}},"at_least":"2026-02-01","at_most":"2026-06-30","supplied_by":["portal"]}},
          "e":{{"type":"date","label":{{"en":"E"}},"at_least":"2026-02-01","at_most":"2026-06-30","supplied_by":["portal"]}},
          "y":{{"type":"yes_no","label":{{"en":"Y"}},"supplied_by":["portal"]}},
          "l":{{"type":"money","list":{{"at_most":5}},"label":{{"en":"L"}},"at_most":"90.00 GBP","supplied_by":["portal"]}},
          "x":{{"type":{kind},"label":{{"en":"X"}},"formula":{formula}}}}},
        "groups":[{{"id":"g","title":{{"en":"G"}}}}],
        "problems":[{{"id":"q","group":"g","title":{{"en":"Q"}},"loss_kind":"money","questions":[],
          "figures":[{{"id":"f","title":{{"en":"F"}},"value":{{"fact":"x"}}}}],
          "responsibility":[{{"is":"ours","because":{{"en":"O"}}}}],"severity":[{{"is":"minor","because":{{"en":"M"}}}}]}}],
        "remedies":[{{"id":"r","kind":"apology","for":["q"],"title":{{"en":"R"}},"because":{{"en":"R"}},
          "promise":{{"en":"by {{due}}"}},"basis":"goodwill","by":"w","commitment":"c","cites":"1","from":"2026-01-01"}}],
        "options":[{{"id":"o","for":["q"],"title":{{"en":"O"}},"because":{{"en":"O"}},"remedies":["r"]}}],
        "commitments":[{{"id":"c","what":"pay","title":{{"en":"C"}},"by":"w","within":{{"calendar_days":3}},
          "if_missed":{{"en":"M"}},"applies":"with_remedy","cites":"1","from":"2026-01-01"}}],
        "calendars":{{"gb":{CALENDAR}}},
        "histories":{{"rate":{{"steps":[{{"from":"2026-01-01","value":"5 %"}},{{"from":"2026-03-01","value":"4 %"}},
          {{"from":"2026-05-01","value":"6 %"}}],"source":"s"}}}},
        "roles":{{"w":{{"en":"W"}}}},
        "apology":{{"admission":"full","elements":[],"senders":[{{"role":"w"}}]}},
        "routes":[],"notices":{{"automated_decision":{{"en":"A"}},"privacy":{{"en":"P"}}}}}}"#
    )
}

fn policy(kind: &str, formula: &str) -> Policy {
    Policy::read(&policy_text(&format!("\"{kind}\""), formula))
        .unwrap_or_else(|faults| panic!("{formula}: {faults:?}"))
}

fn number(text: &str) -> Exact {
    date::read(text).map_or_else(|| Exact::decimal(text).unwrap(), date::to_number)
}

/// A scene in which the named facts are known.
fn scene(policy: &Policy, known: &[(&str, &str)]) -> Scene {
    let mut scene = Scene::unknown(&policy.vocabulary, number("2026-06-30"));
    let mut entries: Vec<Exact> = Vec::new();
    for (id, text) in known {
        let state = match *id {
            "y" => State::YesNo(Truth::of(*text == "true")),
            "l" => {
                let values = text.split(',').filter(|value| !value.is_empty()).map(number);
                let first = entries.len();
                entries.extend(values);
                State::List(first, entries.len() - first)
            }
            _ => State::Number(Range::point(number(text))),
        };
        scene.set(policy.vocabulary.find(id).unwrap(), state);
    }
    scene.extend(&entries);
    for moment in [Moment::Supplied, Moment::Responsibility, Moment::Severity] {
        policy.derive(&mut scene, moment).unwrap();
    }
    scene
}

fn value(policy: &Policy, known: &[(&str, &str)]) -> Range {
    scene(policy, known).range(policy.vocabulary.find("x").unwrap())
}

/// The value as a decimal in the fact's unit, or a date.
fn worked(kind: &str, formula: &str, known: &[(&str, &str)]) -> String {
    let policy = policy(kind, formula);
    let value = value(&policy, known).as_point().unwrap();
    match kind {
        "date" => date::write(date::from_number(value).unwrap()),
        "money" => policy.currency.decimal(value),
        _ => value.to_trimmed_decimal(6),
    }
}

#[test]
fn arithmetic_by_hand() {
    let a = [("a", "2795"), ("n", "2")];
    // 27.95 / 2 = 13.975: not rounded on the way, shown half up.
    assert_eq!(worked("money", r#"{"divide":{"of":{"fact":"a"},"by":{"fact":"n"}}}"#, &a), "13.98");
    let down = r#"{"round":{"of":{"divide":{"of":{"fact":"a"},"by":{"fact":"n"}}},"to":"0.01 GBP","mode":"down"}}"#;
    assert_eq!(worked("money", down, &a), "13.97");
    let ratio = r#"{"ratio":{"of":{"fact":"a"},"to":"8.00 GBP"}}"#;
    assert_eq!(worked("number", ratio, &a), "3.49375");
    // 90 min, 30 free, each whole 30 after: 2; begun at 91: 3.
    let whole =
        r#"{"per":{"of":{"fact":"m"},"after":"30 min","every":"30 min","give":"5.00 GBP"}}"#;
    assert_eq!(worked("money", whole, &[("m", "119")]), "10.00");
    let begun = r#"{"per":{"of":{"fact":"m"},"after":"30 min","every":"30 min","give":"5.00 GBP","begun":true}}"#;
    assert_eq!(worked("money", begun, &[("m", "91")]), "15.00");
    assert_eq!(worked("money", begun, &[("m", "30")]), "0.00");
}

#[test]
fn tables_rise_and_fall_with_their_edges() {
    let rising = r#"{"bands":{"by":{"fact":"m"},"rows":[{"less_than":"30 min","give":"1 %"},
        {"at_most":"60 min","give":"2 %"}],"otherwise":"3 %"}}"#;
    for (minutes, percent) in [("29", "1"), ("30", "2"), ("60", "2"), ("61", "3")] {
        assert_eq!(worked("percent", rising, &[("m", minutes)]), percent, "{minutes}");
    }
    let falling = r#"{"bands":{"by":{"fact":"m"},"rows":[{"more_than":"60 min","give":"3 %"},
        {"at_least":"30 min","give":"2 %"},{"at_least":"0 min","give":"1 %"}]}}"#;
    for (minutes, percent) in [("61", "3"), ("60", "2"), ("30", "2"), ("29", "1"), ("0", "1")] {
        assert_eq!(worked("percent", falling, &[("m", minutes)]), percent, "{minutes}");
    }
    let by_date = r#"{"bands":{"by":{"fact":"d"},"rows":[{"at_least":"2026-04-01","give":"2026-12-31"}],
        "otherwise":{"deadline":{"after":{"fact":"d"},"within":{"weeks":1}}}}}"#;
    assert_eq!(worked("date", by_date, &[("d", "2026-03-31")]), "2026-04-07");
}

#[test]
fn dates_by_hand() {
    let deadline = |within: &str, rest: &str| {
        format!(r#"{{"deadline":{{"after":{{"fact":"d"}},"within":{within}{rest}}}}}"#)
    };
    let on = |within: &str, rest: &str, day| worked("date", &deadline(within, rest), &[("d", day)]);
    // Thursday 2 April; Good Friday and Easter Monday off: 7 and 8 April are the first two working days.
    assert_eq!(
        on(r#"{"working_days":{"days":2,"calendar":"gb"}}"#, "", "2026-04-02"),
        "2026-04-08"
    );
    // Saturday 9 May is worked: Friday 8 + 1 is the 9th.
    assert_eq!(
        on(r#"{"working_days":{"days":1,"calendar":"gb"}}"#, "", "2026-05-08"),
        "2026-05-09"
    );
    assert_eq!(on(r#"{"months":1}"#, "", "2026-03-31"), "2026-04-30");
    assert_eq!(on(r#"{"hours":"25 hours"}"#, "", "2026-03-01"), "2026-03-03");
    assert_eq!(on(r#"{"calendar_days":"1.5"}"#, "", "2026-03-01"), "2026-03-03");
    // Saturday 4 April rolls over Easter Monday to the 7th, or back over Good Friday to the 2nd.
    let roll = r#","roll":{"calendar":"gb"}"#;
    assert_eq!(on(r#"{"calendar_days":1}"#, roll, "2026-04-03"), "2026-04-07");
    let back = r#","roll":{"calendar":"gb","to":"previous"}"#;
    assert_eq!(on(r#"{"calendar_days":1}"#, back, "2026-04-03"), "2026-04-02");
    let before = r#"{"deadline":{"before":{"fact":"d"},"within":{"working_days":{"days":3,"calendar":"gb"}}}}"#;
    assert_eq!(worked("date", before, &[("d", "2026-04-08")]), "2026-04-01");
}

#[test]
fn days_between_count_as_named() {
    let days = |rest: &str, d, e| {
        let formula =
            format!(r#"{{"days_between":{{"from":{{"fact":"d"}},"to":{{"fact":"e"}}{rest}}}}}"#);
        worked("days", &formula, &[("d", d), ("e", e)])
    };
    assert_eq!(days("", "2026-03-01", "2026-03-04"), "3");
    assert_eq!(days(r#","first":"in""#, "2026-03-01", "2026-03-04"), "4");
    assert_eq!(days(r#","first":"in","last":"out""#, "2026-03-01", "2026-03-04"), "3");
    assert_eq!(days(r#","last":"out""#, "2026-03-01", "2026-03-04"), "2");
    assert_eq!(days("", "2026-03-04", "2026-03-01"), "-3");
    let working = r#","calendar":"gb""#;
    assert_eq!(days(working, "2026-04-02", "2026-04-09"), "3");
    assert_eq!(days(working, "2026-04-09", "2026-04-02"), "-3");
    assert_eq!(days(r#","calendar":"gb","first":"in""#, "2026-04-02", "2026-04-09"), "4");
}

#[test]
fn histories_by_hand() {
    let average = r#"{"average":{"history":"rate","from":{"fact":"d"},"to":{"fact":"e"}}}"#;
    // 19 to 28 February: 10 days of 5 %; 1 to 20 March: 20 days of 4 %: 130 / 30.
    let days = [("d", "2026-02-19"), ("e", "2026-03-21")];
    assert_eq!(worked("percent", average, &days), "4.333333");
    assert_eq!(worked("percent", average, &[("d", "2026-03-01"), ("e", "2026-03-01")]), "4");
    let on = r#"{"value_on":{"history":"rate","date":{"fact":"d"}}}"#;
    assert_eq!(worked("percent", on, &[("d", "2026-04-30")]), "4");
    assert_eq!(worked("percent", on, &[("d", "2026-05-01")]), "6");
    let early = policy("percent", r#"{"value_on":{"history":"rate","date":"2025-12-31"}}"#);
    assert_eq!(value(&early, &[]), Range::between(None, None));
}

#[test]
fn lists_by_hand() {
    let list = [("l", "1000,400,3100")];
    let over =
        |take: &str, rest: &str| format!(r#"{{"over":{{"list":"l","take":"{take}"{rest}}}}}"#);
    let where_five = r#","where":{"fact":"item","at_least":"5.00 GBP"}"#;
    assert_eq!(worked("money", &over("sum", ""), &list), "45.00");
    assert_eq!(worked("money", &over("sum", where_five), &list), "41.00");
    assert_eq!(worked("number", &over("count", where_five), &list), "2");
    let otherwise = r#","otherwise":"0.50 GBP""#;
    assert_eq!(worked("money", &over("greatest", otherwise), &list), "31.00");
    assert_eq!(worked("money", &over("least", otherwise), &list), "4.00");
    assert_eq!(worked("money", &over("least", otherwise), &[("l", "")]), "0.50");
    // Each at most 20.00: 10 + 4 + 20.
    let capped = r#","give":{"cap":{"of":{"fact":"item"},"at":"20.00 GBP"}}"#;
    assert_eq!(worked("money", &over("sum", capped), &list), "34.00");
}

#[test]
fn judgement_stays_a_range_when_all_is_known() {
    let between = policy("money", r#"{"between":{"low":"3.00 GBP","high":{"fact":"a"}}}"#);
    let known = value(&between, &[("a", "75000")]);
    assert_eq!(known, Range::between(Some(Exact::whole(300)), Some(Exact::whole(75_000))));
    let open = policy("money", r#"{"between":{"low":"5000.00 GBP"}}"#);
    assert_eq!(value(&open, &[]), Range::between(Some(Exact::whole(500_000)), None));
}

#[test]
fn units_and_shapes_are_checked() {
    let cases = [
        ("money", r#"{"times":{"count":"25 %","of":{"fact":"a"}}}"#, "wrong-unit"),
        ("money", r#"{"times":{"count":{"fact":"a"},"of":"2.00 GBP"}}"#, "wrong-unit"),
        ("date", r#"{"difference":{"of":{"fact":"d"},"less":{"fact":"e"}}}"#, "wrong-unit"),
        ("date", r#"{"sum":[{"fact":"d"},{"fact":"e"}]}"#, "wrong-unit"),
        ("money", r#"{"divide":{"of":{"fact":"a"},"by":{"fact":"k"}}}"#, "zero-divisor"),
        ("number", r#"{"ratio":{"of":{"fact":"a"},"to":{"fact":"a"}}}"#, "zero-divisor"),
        (
            "money",
            r#"{"per":{"of":{"fact":"m"},"every":"0 min","give":"1.00 GBP"}}"#,
            "zero-divisor",
        ),
        ("money", r#"{"round":{"of":{"fact":"a"},"to":"1 min","mode":"up"}}"#, "wrong-unit"),
        ("money", r#"{"round":{"of":{"fact":"a"},"to":"0.00 GBP","mode":"up"}}"#, "not-a-literal"),
        ("money", r#"{"fact":"l"}"#, "wrong-unit"),
        ("money", r#"{"over":{"list":"a","take":"sum"}}"#, "wrong-unit"),
        ("money", r#"{"over":{"list":"l","take":"least"}}"#, "list-shape"),
        ("number", r#"{"over":{"list":"l","take":"count","give":{"fact":"item"}}}"#, "list-shape"),
        ("money", r#"{"fact":"item"}"#, "unknown-fact"),
        ("percent", r#"{"value_on":{"history":"rates","date":"today"}}"#, "unknown-name"),
        (
            "days",
            r#"{"days_between":{"from":{"fact":"d"},"to":{"fact":"e"},"calendar":"uk"}}"#,
            "unknown-name",
        ),
        ("date", r#"{"deadline":{"within":{"weeks":1}}}"#, "deadline-shape"),
        (
            "date",
            r#"{"deadline":{"after":{"fact":"d"},"within":{"weeks":"3 days"}}}"#,
            "wrong-unit",
        ),
        ("date", r#"{"deadline":{"after":{"fact":"d"},"within":{"weeks":-1}}}"#, "negative-span"),
        (
            "money",
            r#"{"bands":{"by":{"fact":"m"},"rows":[{"less_than":"9 min","give":"1.00 GBP"},{"at_least":"3 min","give":"2.00 GBP"}],"otherwise":"0.00 GBP"}}"#,
            "band-edge",
        ),
        (
            "money",
            r#"{"bands":{"by":{"fact":"m"},"rows":[{"at_least":"9 min","give":"1.00 GBP"}]}}"#,
            "band-gap",
        ),
        (
            "money",
            r#"{"bands":{"by":{"fact":"m"},"rows":[{"at_least":"3 min","give":"1.00 GBP"},{"at_least":"9 min","give":"1.00 GBP"}],"otherwise":"0.00 GBP"}}"#,
            "band-overlap",
        ),
        ("money", r#"{"between":{"low":"1.00 GBP","high":"3 days"}}"#, "wrong-unit"),
    ];
    for (kind, formula, code) in cases {
        let faults = Policy::check(&policy_text(&format!("\"{kind}\""), formula)).faults;
        let codes: Vec<_> = faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, [code], "{formula}: {faults:?}");
        assert!(faults.iter().all(|fault| fault.at.starts_with("/facts/x/formula")), "{faults:?}");
    }
}

#[test]
fn sentences_carry_the_numbers_in_both_languages() {
    let yuan = crate::money::Currency::of("CNY").unwrap();
    let months = crate::quantity::months();
    let say = |language: Language, count| language.quantity(Exact::whole(count), &months, yuan);
    assert_eq!(say(Language::English, 1), "1\u{a0}month");
    assert_eq!(say(Language::English, 6), "6\u{a0}months");
    assert_eq!(say(Language::SimplifiedChinese, 6), "6个月");
    let open = Range::between(None, None);
    assert_eq!(Language::English.range(open, &Unit::Money, yuan), "not known yet");
}
