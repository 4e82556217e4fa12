//! Apologies as they are sent: every one of the scenarios can be, and twenty in each language are kept
//! to be read. `AMENDS_KEEP=1 cargo test -p amends-tests --test native apologies` writes them anew.

use amends_core::channel::{self, Channel, Envelope, segments};
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::formula::Scalar;
use amends_core::document::policy::Element;
use amends_core::document::quote::QuoteDocument;
use amends_core::document::review::ReviewDocument;
use amends_core::document::word;
use amends_core::policy::Policy;
use amends_core::{date, quote, review::review};
use amends_tests::scenario::{self, Scenario, root};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

/// One of the twenty.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    /// The scenario it starts from.
    case: String,
    /// `screen`, `letter` or `text`.
    channel: String,
    /// Facts changed or added, in words of the language.
    #[serde(default)]
    facts: BTreeMap<String, Scalar>,
    /// What the portal knows in addition.
    #[serde(default)]
    known: BTreeMap<String, Scalar>,
    /// To whom a letter goes.
    #[serde(default)]
    to: Option<String>,
    /// The option picked.
    #[serde(default)]
    option: Option<String>,
}

struct Made {
    quote: QuoteDocument,
    review: ReviewDocument,
}

fn policy(id: &str) -> Policy {
    Policy::read(&scenario::policy_text(id).unwrap()).unwrap()
}

fn made(policy: &Policy, complaint: &ComplaintDocument, today: NaiveDate) -> Option<Made> {
    let quote = quote(policy, complaint, today).ok()?;
    Some(Made { quote, review: review(policy, complaint, today).unwrap() })
}

/// Compares with the file, or writes it when asked to.
fn same_as_kept(name: &str, text: &str) {
    let file = root().join("tests/apologies").join(name);
    if std::env::var_os("AMENDS_KEEP").is_some() {
        fs::write(&file, text).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    let differing = kept.lines().zip(text.lines()).find(|(kept, own)| kept != own);
    assert!(kept == text, "{name} is not what is said now, first at {differing:?}");
}

fn languages(policy: &Policy) -> Vec<String> {
    policy.document().languages.clone()
}

#[test]
fn every_apology_of_the_scenarios_can_be_sent() {
    let (mut scores, mut objections) = (String::new(), Vec::new());
    let mut policies = BTreeMap::new();
    for Scenario { name, file } in scenario::all().unwrap() {
        let policy = policies.entry(file.policy.clone()).or_insert_with(|| policy(&file.policy));
        let (complaint, today) = (file.complaint, date::read(&file.today).unwrap());
        for language in languages(policy) {
            let complaint =
                ComplaintDocument { language: Some(language.clone()), ..complaint.clone() };
            let Some(made) = made(policy, &complaint, today) else { continue };
            let sent = |way| {
                channel::apology(policy, &complaint, today, way, Envelope::default()).unwrap()
            };
            let (text, letter) = (sent(Channel::Text), sent(Channel::Letter));
            let said = made.quote.apology.sentences.iter();
            let own = said.filter(|sentence| sentence.element != Element::Repair);
            let missing: Vec<_> = own.filter(|own| !letter.contains(&own.text)).collect();
            assert!(missing.is_empty(), "{missing:?} is not in {letter}");
            let (points, of) = (made.review.points, made.review.of);
            let parts = segments(&text);
            writeln!(scores, "{name} {language} {points}/{of}, text message: {parts}").unwrap();
            if !made.review.objections.is_empty() || parts > 2 {
                objections.push(format!("{name} {language}: {:?} {text}", made.review.objections));
            }
        }
    }
    println!("{scores}");
    same_as_kept("scores.txt", &scores);
    assert_eq!(objections, Vec::<String>::new());
}

fn kept(language: &str) -> String {
    let file = root().join("tests/apologies").join(format!("{language}.json"));
    let cases: Vec<Kept> = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(cases.len(), 20, "{language}");
    let scenarios = scenario::all().unwrap();
    let mut text = String::new();
    for case in cases {
        let scenario = scenarios.iter().find(|scenario| scenario.name == case.case).unwrap();
        said(scenario, &case, language, &mut text);
    }
    text
}

/// One apology under a line that says what it answers.
fn said(scenario: &Scenario, case: &Kept, language: &str, text: &mut String) {
    let policy = policy(&scenario.policy);
    let mut complaint = scenario.complaint.clone();
    complaint.language = Some(language.to_owned());
    let changed = case.facts.iter().map(|(fact, value)| (fact.clone(), value.clone()));
    for (fact, value) in changed {
        let there = if complaint.known.contains_key(&fact) {
            &mut complaint.known
        } else {
            &mut complaint.answers
        };
        there.insert(fact, value);
    }
    complaint.known.extend(case.known.clone());
    if let Some(option) = &case.option {
        let choice = amends_core::document::complaint::ChoiceMadeDocument::Option(option.clone());
        complaint.choice = Some(choice);
    }
    let today = date::read(&scenario.today).unwrap();
    let quoted = quote(&policy, &complaint, today);
    let quoted = quoted.unwrap_or_else(|faults| panic!("{}: {faults:?}", case.case));
    let way = match case.channel.as_str() {
        "letter" => Channel::Letter,
        "text" => Channel::Text,
        _ => Channel::Screen,
    };
    let reference = (way == Channel::Letter).then_some("A-20261123-0417");
    let envelope = Envelope { reference, addressee: case.to.as_deref() };
    let words = channel::apology(&policy, &complaint, today, way, envelope).unwrap();
    let found = review(&policy, &complaint, today).unwrap();
    assert_eq!(found.objections, [], "{} {language}: {words}", case.case);
    let responsibility = quoted.assessment.responsibility.possible.iter().map(word);
    let severity = quoted.assessment.severity.possible.iter().map(word);
    let judged: Vec<String> = severity.chain(responsibility).collect();
    let size =
        if way == Channel::Text { format!(", {} SMS", segments(&words)) } else { String::new() };
    writeln!(
        text,
        "──── {} · {} · {} · {}/{}{size}\n\n{words}\n",
        case.case,
        case.channel,
        judged.join(" "),
        found.points,
        found.of
    )
    .unwrap();
    assert!(way != Channel::Text || segments(&words) <= 2, "{words}");
}

#[test]
fn twenty_apologies_in_english_are_as_they_were_read() {
    same_as_kept("en.txt", &kept("en"));
}

#[test]
fn twenty_apologies_in_simplified_chinese_are_as_they_were_read() {
    same_as_kept("zh-Hans.txt", &kept("zh-Hans"));
}

#[test]
fn twenty_apologies_in_traditional_chinese_are_as_they_were_read() {
    same_as_kept("zh-Hant.txt", &kept("zh-Hant"));
}

/// Characters of simplified script that traditional script does not have.
const SIMPLIFIED: &str = "银账问题们这说请联应给为么时间额电话证订单发货赔险处办对过还长书务产业东关兴写农军决净减划则动区医华协";

#[test]
fn traditional_texts_have_no_simplified_characters() {
    let mut texts = 0;
    for id in ["bank", "insurer", "shop"] {
        let document: serde_json::Value =
            serde_json::from_str(&scenario::policy_text(id).unwrap()).unwrap();
        let mut open = vec![&document];
        while let Some(value) = open.pop() {
            let parts = value.as_array().into_iter().flatten();
            open.extend(parts.chain(value.as_object().into_iter().flat_map(|o| o.values())));
            let Some(words) = value.get("zh-Hant").and_then(|words| words.as_str()) else {
                continue;
            };
            let found: String = words.chars().filter(|c| SIMPLIFIED.contains(*c)).collect();
            assert_eq!(found, "", "{id}: {words}");
            texts += 1;
        }
    }
    assert!(texts > 1_000, "{texts}");
}
