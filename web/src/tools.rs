//! What JavaScript can call in the tools' module: policies checked and packed, quotes and verdicts from documents as
//! text. Loaded by itself, in Node or by a host; by a form only when its policy comes as a document.

use crate::answer::{answer, day, failure, write_faults};
use amends_core::document;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::submission::SubmissionDocument;
use amends_core::fault::Fault;
use amends_core::policy::Policy;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    /// The policy read last, with its text: who asks once asks again, and reading takes longer than all else.
    static LAST: RefCell<Option<(String, Rc<Policy>)>> = const { RefCell::new(None) };
}

/// The policy of a document.
fn read(text: &str) -> Result<Rc<Policy>, Vec<Fault>> {
    LAST.with_borrow_mut(|last| match last {
        Some((known, policy)) if known == text => Ok(Rc::clone(policy)),
        _ => {
            let policy = Rc::new(Policy::read(text)?);
            *last = Some((text.to_owned(), Rc::clone(&policy)));
            Ok(policy)
        }
    })
}

/// A policy's bytes for the form, with its texts in the wanted language or else its first. Throws a failure answer as
/// text.
#[wasm_bindgen]
pub fn pack(policy: &str, language: &str) -> Result<Vec<u8>, String> {
    let policy = Policy::read(policy).map_err(|faults| failure(&faults))?;
    Ok(policy.pack(policy.language_for(language)).unwrap_or_default())
}

/// The quote for a complaint: `{"type":"success","quote":…}`, the quote in canonical form.
#[wasm_bindgen(js_name = quote)]
pub fn quote_by_document(policy: &str, complaint: &str, today: &str) -> String {
    answer("quote", || {
        let policy = read(policy)?;
        let complaint: ComplaintDocument = document::read(complaint)?;
        amends_core::quote(&policy, &complaint, day(today)?)
    })
}

/// Which answer narrows a complaint's quote most, and what other facts would change:
/// `{"type":"success","outlook":…}`.
#[wasm_bindgen]
pub fn outlook(policy: &str, complaint: &str, today: &str) -> String {
    answer("outlook", || {
        let policy = read(policy)?;
        let complaint: ComplaintDocument = document::read(complaint)?;
        amends_core::outlook::outlook(&policy, &complaint, day(today)?)
    })
}

/// All faults and warnings of a policy: `{"type":"success","warnings":[…]}`; warnings stand beside faults too.
#[wasm_bindgen]
pub fn check(policy: &str) -> String {
    let checked = Policy::check(policy);
    let warnings = write_faults(&checked.warnings);
    if checked.faults.is_empty() {
        return [r#"{"type":"success","warnings":"#, &warnings, "}"].concat();
    }
    let faults = write_faults(&checked.faults);
    [r#"{"type":"failure","faults":"#, &faults, r#","warnings":"#, &warnings, "}"].concat()
}

/// The verdict on a submission received on a day: `{"type":"success","verdict":…}`.
#[wasm_bindgen]
pub fn verify(policy: &str, submission: &str, received: &str) -> String {
    answer("verdict", || {
        let policy = read(policy)?;
        let submission: SubmissionDocument = document::read(submission)?;
        amends_core::verification::verify(&policy, &submission, day(received)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::{Event, step};
    use crate::samples::{self, is_failure};

    #[test]
    fn a_quote_is_the_same_by_document_and_by_packed_policy() {
        let complaint =
            document::write(&samples::filled(crate::journey::Screen::Check).complaint());
        let packed = Policy::unpack(&pack(samples::POLICY, "en").unwrap()).unwrap();
        let read: ComplaintDocument = document::read(&complaint).unwrap();
        let quote = amends_core::quote(&packed, &read, samples::TODAY.parse().unwrap()).unwrap();
        let quoted = quote_by_document(samples::POLICY, &complaint, samples::TODAY);
        assert_eq!(quoted, format!(r#"{{"type":"success","quote":{}}}"#, document::write(&quote)));
    }

    #[test]
    fn rubbish_is_a_failure_never_a_panic() {
        let deep = "[".repeat(5000);
        for text in ["", "{", "null", "[]", "{\"id\":1}", &deep] {
            is_failure(&check(text), "");
            is_failure(&pack(text, "en").unwrap_err(), "");
            is_failure(&quote_by_document(text, "{}", samples::TODAY), "");
            is_failure(&quote_by_document(samples::POLICY, text, samples::TODAY), "");
            is_failure(&verify(samples::POLICY, text, samples::TODAY), "");
            is_failure(&outlook(samples::POLICY, text, samples::TODAY), "");
        }
    }

    #[test]
    fn each_policy_is_quoted_by_itself_however_often_it_is_asked_for() {
        let complaint =
            document::write(&samples::filled(crate::journey::Screen::Check).complaint());
        let other = samples::POLICY.replace("\"version\": \"", "\"version\": \"other-");
        assert_ne!(other, samples::POLICY);
        let quoted = |policy: &str| quote_by_document(policy, &complaint, samples::TODAY);
        let (first, second) = (quoted(samples::POLICY), quoted(&other));
        assert!(second.contains(r#""version":"other-"#), "{second}");
        assert_eq!((quoted(samples::POLICY), quoted(samples::POLICY)), (first.clone(), first));
        is_failure(&quoted("{"), "");
        assert_eq!(quoted(&other), second, "a faulty one takes nobody's place");
    }

    #[test]
    fn an_outlook_is_a_success() {
        let complaint =
            document::write(&samples::filled(crate::journey::Screen::Facts).complaint());
        let found = outlook(samples::POLICY, &complaint, samples::TODAY);
        assert!(found.starts_with(r#"{"type":"success","outlook":{"changes":["#), "{found}");
    }

    #[test]
    fn a_good_policy_is_a_success() {
        assert!(check(samples::POLICY).starts_with(r#"{"type":"success","warnings":["#));
    }

    #[test]
    fn a_submission_is_verified_by_the_same_core() {
        let (state, _) = samples::checked();
        let (_, effects) = step(state, Event::Submit);
        let body = samples::body(&effects);
        let verdict = verify(samples::POLICY, &body, samples::TODAY);
        assert_eq!(
            verdict, r#"{"type":"success","verdict":{"differences":[],"same":true}}"#,
            "what the form sends is what the policy gives"
        );
    }
}
