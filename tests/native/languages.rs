//! What is the same in every language: the form of a plural that CLDR asks for, texts that nothing around them takes apart.

use amends_core::document::complaint::ComplaintDocument;
use amends_core::language::{Language, form};
use amends_core::policy::Policy;
use amends_core::{date, quote};
use amends_tests::scenario;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralOperands, PluralRules, PluralRulesOptions};
use std::collections::BTreeMap;

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[test]
fn plurals_are_those_of_cldr() {
    let languages = [("en", "one|other"), ("zh", "other"), ("ar", "zero|one|two|few|many|other")];
    for (tag, forms) in languages {
        let locale: Locale = tag.parse().unwrap();
        let rules = PluralRules::try_new(locale.into(), PluralRulesOptions::default()).unwrap();
        let whole = (0..=1_234).chain([9_999, 10_000, 100_001, 1_000_003, 1_000_011]);
        let digits = whole.map(|it| it.to_string());
        let fractions = ["0.5", "1.5", "2.25", "3.1", "11.75", "-1", "-2", "-7", "-11.5"];
        for digits in digits.chain(fractions.map(str::to_owned)) {
            // CLDR takes the absolute value.
            let decimal: fixed_decimal::Decimal = digits.trim_start_matches('-').parse().unwrap();
            let theirs = name(rules.category_for(PluralOperands::from(&decimal)));
            assert_eq!(form(forms, &digits), theirs, "{tag} {digits}");
        }
    }
}

/// Every text in a JSON document.
fn texts(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        serde_json::Value::Object(fields) => fields.values().for_each(|item| texts(item, found)),
        _ => {}
    }
}

/// How deep isolates are open after a text; none when one is closed that is not open.
fn open_isolates(text: &str) -> Option<usize> {
    text.chars().try_fold(0_usize, |open, letter| match letter {
        '\u{2066}'..='\u{2068}' => Some(open + 1),
        '\u{2069}' => open.checked_sub(1),
        _ => Some(open),
    })
}

#[test]
fn isolates_are_closed_in_all_that_is_said_in_arabic() {
    let mut policies: BTreeMap<String, Policy> = BTreeMap::new();
    let (mut said, mut amounts) = (0, 0);
    for scenario in scenario::all().unwrap() {
        let id = scenario.file.policy.clone();
        let policy = policies
            .entry(id.clone())
            .or_insert_with(|| Policy::read(&scenario::policy_text(&id).unwrap()).unwrap());
        if !policy.document().languages.iter().any(|tag| tag == "ar") {
            continue;
        }
        let complaint =
            ComplaintDocument { language: Some("ar".to_owned()), ..scenario.file.complaint };
        let today = date::read(&scenario.file.today).unwrap();
        let Ok(quote) = quote(policy, &complaint, today) else { continue };
        let mut found = Vec::new();
        texts(&serde_json::from_str(&amends_core::document::write(&quote)).unwrap(), &mut found);
        for text in found {
            assert_eq!(open_isolates(&text), Some(0), "{}: {text}", scenario.name);
            said += 1;
            amounts += usize::from(text.contains("\u{a0}يوان\u{2069}"));
        }
    }
    assert!(said > 1_000 && amounts > 100, "{said} {amounts}");
}

#[test]
fn a_range_in_arabic_begins_on_the_right() {
    let yuan = amends_core::money::Currency::of("CNY").unwrap();
    let whole = amends_core::number::Exact::whole;
    let range = amends_core::number::Range::between(Some(whole(500)), Some(whole(60_000)));
    let said = Language::Arabic.range(range, &amends_core::quantity::Unit::Money, yuan);
    // Each end is one piece for the paragraph, whose pieces run from right to left.
    let ends: Vec<&str> = said.split(" – ").collect();
    assert_eq!(ends, ["\u{2067}5.00\u{a0}يوان\u{2069}", "\u{2067}600.00\u{a0}يوان\u{2069}"]);
}
