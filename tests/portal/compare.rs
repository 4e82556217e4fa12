//! The row in the database beside what the customer saw.

use crate::journeys::{DAY, ELSE_WORDS, Journey};
use crate::walk::Seen;
use amends_core::document;
use amends_core::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use amends_core::document::formula::Scalar;
use amends_core::document::quote::QuoteDocument;
use amends_core::language::Language;
use amends_core::money::Currency;
use amends_core::policy::Policy;
use amends_tests::scenario::policy_text;
use amends_tests::service::{Failure, Row, Service};
use chrono::NaiveDate;
use std::fmt::Debug;

fn same<T: PartialEq + Debug>(what: &str, stored: T, seen: T) -> Result<(), Failure> {
    if stored == seen {
        return Ok(());
    }
    Err(format!("{what}: stored {stored:?}, seen {seen:?}").into())
}

/// One row, and it says what the screens said.
pub fn row(
    service: &Service,
    journey: &Journey,
    seen: &Seen,
    channel: &str,
) -> Result<(), Failure> {
    let rows = service.rows("submissions")?;
    same("rows", rows.len(), 1)?;
    let row = rows.first().ok_or("no row")?;
    same("reference", row.text("reference"), Some(&seen.reference))?;
    same("day", row.text("received"), Some(DAY))?;
    same("channel", row.text("channel"), Some(channel))?;
    same("problem", row.text("problem"), Some(journey.problem))?;
    let known = journey.item.is_some() || journey.page.starts_with("/policy/bank");
    same("customer", row.text("customer").is_some(), known)?;
    let complaint: ComplaintDocument = serde_json::from_str(text(row, "complaint"))?;
    let quote: QuoteDocument = serde_json::from_str(text(row, "quote"))?;
    recomputed(&complaint, &quote, DAY.parse()?)?;
    answers(journey, &complaint)?;
    chosen(row, &complaint, &quote, seen)?;
    promises(service, seen)
}

fn text<'a>(row: &'a Row, column: &str) -> &'a str {
    row.text(column).unwrap_or_default()
}

/// The stored quote is what the policy gives natively for the stored complaint.
pub fn recomputed(
    complaint: &ComplaintDocument,
    quote: &QuoteDocument,
    today: NaiveDate,
) -> Result<(), Failure> {
    let policy =
        Policy::read(&policy_text(&quote.policy.id)?).map_err(|faults| format!("{faults:?}"))?;
    let native = amends_core::quote(&policy, complaint, today);
    let native = native.map_err(|faults| format!("{faults:?}"))?;
    same("quote", document::write(quote), document::write(&native))
}

/// What was typed and picked is what was stored, story and contact letter for letter.
fn answers(journey: &Journey, complaint: &ComplaintDocument) -> Result<(), Failure> {
    same("story", complaint.story.as_str(), journey.story)?;
    let address = complaint.contact.as_ref().map(|contact| contact.address.as_str());
    same("address", address, Some(journey.contact.1))?;
    same("answers", complaint.answers.len(), journey.answers.len())?;
    for (fact, typed) in journey.answers {
        let stored = complaint.answers.get(fact).ok_or_else(|| format!("{fact} is not stored"))?;
        let typed = typed.rsplit('→').next().unwrap_or_default();
        let (stored, plain) = match stored {
            Scalar::YesNo(true) => ("yes".to_owned(), typed.to_owned()),
            Scalar::YesNo(false) => ("no".to_owned(), typed.to_owned()),
            Scalar::Whole(whole) => (whole.to_string(), digits(typed)),
            Scalar::Text(text) => (text.clone(), typed.trim_end_matches('元').to_owned()),
            Scalar::List(_) => return Err(format!("{fact} is a list").into()),
        };
        same(fact, stored, plain)?;
    }
    Ok(())
}

/// A number as documents hold it: without grouping, in ASCII digits.
fn digits(typed: &str) -> String {
    let ascii = |c: char| char::from_u32(u32::from(c).wrapping_sub(0xfee0)).unwrap_or(c);
    let narrow =
        typed.chars().map(|c| if ('\u{ff10}'..='\u{ff19}').contains(&c) { ascii(c) } else { c });
    narrow.filter(char::is_ascii_digit).collect()
}

/// Option, its name and its total.
fn chosen(
    row: &Row,
    complaint: &ComplaintDocument,
    quote: &QuoteDocument,
    seen: &Seen,
) -> Result<(), Failure> {
    match &complaint.choice {
        Some(
            ChoiceMadeDocument::Ranking(_)
            | ChoiceMadeDocument::Split(_)
            | ChoiceMadeDocument::InsteadOfMoney(_),
        ) => Err("the form makes no such choice".into()),
        Some(ChoiceMadeDocument::Option(id)) => {
            same("option", row.text("option"), Some(id))?;
            let offer = quote.options.iter().find(|offer| offer.id == *id).ok_or("not offered")?;
            let total = money(quote, text(row, "total_low"))?;
            same("total is one amount", row.text("total_high"), row.text("total_low"))?;
            // Not every engine's `innerText` has the isolates around an amount.
            let [total, shown, kept] = [&total, &seen.total, &seen.kept.1].map(|it| bare(it));
            same("name and total", (&offer.title, &total), (&seen.option, &shown))?;
            same("name and total kept", (&offer.title, &total), (&seen.kept.0, &kept))
        }
        Some(ChoiceMadeDocument::SomethingElse(words)) => {
            same("option", row.text("option"), None)?;
            same("words", words.as_str(), ELSE_WORDS)?;
            same("total is what is owed", row.text("total_low"), row.text("owed_low"))?;
            same("total is what is owed", row.text("total_high"), row.text("owed_high"))
        }
        None => Err("no choice is stored".into()),
    }
}

/// An amount as it is written on the screen.
pub fn money(quote: &QuoteDocument, decimal: &str) -> Result<String, Failure> {
    let language = Language::of(&quote.language).ok_or("no such language")?;
    let currency = Currency::of(&quote.currency).ok_or("no such currency")?;
    let minor = currency.minor(decimal).ok_or("no amount")?;
    Ok(language.money(minor, currency).replace('\u{a0}', " "))
}

/// Every promise on the receipt is a row, with its day, in order.
fn promises(service: &Service, seen: &Seen) -> Result<(), Failure> {
    let rows = service.rows("commitments")?;
    let stored: Vec<(String, String)> = rows
        .iter()
        .map(|row| (text(row, "due").to_owned(), text(row, "title").to_owned()))
        .collect();
    same("promises", &stored, &seen.promises)?;
    if stored.is_empty() { Err("nothing is promised".into()) } else { Ok(()) }
}

/// A text without the characters that only set its direction.
fn bare(text: &str) -> String {
    text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}
