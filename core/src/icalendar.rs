//! Promises as a calendar file (iCalendar, RFC 5545), for the customer's own calendar.
//!
//! Each promise is an all-day event on the day it is due, free rather than busy. The text depends on the
//! receipt alone, so that the form, the service and a customer's second download give the same bytes,
//! and a calendar that takes the file twice holds each promise once.

use crate::document::quote::CommitmentMadeDocument;
use crate::document::submission::ReceiptDocument;

/// Longest line in octets, RFC 5545 section 3.1.
const LONGEST: usize = 75;

/// The promises of a receipt as the text of an `.ics` file.
///
/// ```
/// # use amends_core::document::submission::ReceiptDocument;
/// let receipt: ReceiptDocument = amends_core::document::read(r#"{
///     "reference": "AM-1", "received": "2026-11-23", "policy": "", "option": null,
///     "commitments": [{ "id": "pay", "what": "pay", "title": "We pay, in full", "due": "2026-11-30",
///         "by": { "id": "desk", "title": "Claims desk" }, "if_missed": "Call us.", "cites": "" }]
/// }"#)?;
/// let text = amends_core::icalendar::promises(&receipt);
/// assert!(text.contains("DTSTART;VALUE=DATE:20261130\r\nSUMMARY:We pay\\, in full (AM-1)\r\n"));
/// # Ok::<(), Vec<amends_core::fault::Fault>>(())
/// ```
pub fn promises(receipt: &ReceiptDocument) -> String {
    let mut text = String::new();
    for (name, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Amends//Promises//EN"),
        ("METHOD", "PUBLISH"),
    ] {
        line(&mut text, name, value);
    }
    for (index, commitment) in receipt.commitments.iter().enumerate() {
        event(&mut text, receipt, commitment, index);
    }
    line(&mut text, "END", "VCALENDAR");
    text
}

fn event(
    text: &mut String,
    receipt: &ReceiptDocument,
    commitment: &CommitmentMadeDocument,
    index: usize,
) {
    let place = index.to_string();
    let uid = [&receipt.reference, ".", &place, "@amends.invalid"].concat();
    let stamp = [&digits(&receipt.received), "T000000Z"].concat();
    let summary = [&commitment.title, " (", &receipt.reference, ")"].concat();
    let details = [&commitment.by.title, "\n", &commitment.if_missed].concat();
    line(text, "BEGIN", "VEVENT");
    line(text, "UID", &escaped(&uid));
    line(text, "DTSTAMP", &stamp);
    line(text, "DTSTART;VALUE=DATE", &digits(&commitment.due));
    line(text, "SUMMARY", &escaped(&summary));
    line(text, "DESCRIPTION", &escaped(details.trim()));
    line(text, "TRANSP", "TRANSPARENT");
    line(text, "END", "VEVENT");
}

/// `2026-11-30` as `20261130`.
fn digits(day: &str) -> String {
    day.replace('-', "")
}

/// Text as a value: RFC 5545, section 3.3.11.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            // Other control characters have no place in a content line.
            control if control.is_control() => {}
            plain => out.push(plain),
        }
    }
    out
}

/// One content line, folded where it is longer than lines may be; never inside a character.
fn line(text: &mut String, name: &str, value: &str) {
    let whole = [name, ":", value].concat();
    let mut octets = 0_usize;
    for letter in whole.chars() {
        if octets.saturating_add(letter.len_utf8()) > LONGEST {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(letter);
        octets = octets.saturating_add(letter.len_utf8());
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    fn receipt(title: &str) -> ReceiptDocument {
        let text = format!(
            r#"{{ "reference": "AM-1", "received": "2026-11-23", "policy": "", "option": null,
                "commitments": [
                    {{ "id": "pay", "what": "pay", "title": {title:?}, "due": "2026-11-30", "cites": "",
                       "by": {{ "id": "desk", "title": "Claims; desk" }}, "if_missed": "Call us." }},
                    {{ "id": "follow", "what": "follow_up", "title": "We ask", "due": "2026-12-07", "cites": "",
                       "by": {{ "id": "desk", "title": "Claims desk" }}, "if_missed": "" }} ] }}"#
        );
        document::read(&text).unwrap()
    }

    #[test]
    fn each_promise_is_one_event_on_its_day() {
        let text = promises(&receipt("We pay"));
        assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), 2);
        assert!(text.contains("UID:AM-1.0@amends.invalid\r\nDTSTAMP:20261123T000000Z\r\n"));
        assert!(text.contains("DTSTART;VALUE=DATE:20261207\r\nSUMMARY:We ask (AM-1)\r\n"));
        assert!(text.contains("DESCRIPTION:Claims\\; desk\\nCall us.\r\n"));
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
        assert!(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    }

    #[test]
    fn long_lines_are_folded_between_characters_and_unfold_to_themselves() {
        let long = "我们会在到期日之前把款项退回您的账户，".repeat(9);
        let text = promises(&receipt(&long));
        assert!(text.lines().all(|line| line.trim_end_matches('\r').len() <= LONGEST), "{text}");
        assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{long} (AM-1)\r\n")));
    }

    #[test]
    fn words_cannot_begin_a_line_of_their_own() {
        let text = promises(&receipt("We pay\r\nEND:VEVENT"));
        assert_eq!(text.matches("\r\nEND:VEVENT\r\n").count(), 2);
        assert!(text.contains("SUMMARY:We pay\\nEND:VEVENT (AM-1)"));
    }
}
