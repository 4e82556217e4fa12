//! Answers to JavaScript as text: `{"type":"success",…}` or `{"type":"failure","faults":[…]}`, never an exception.

use amends_core::document::{self, Object, Write};
use amends_core::fault::Fault;
use chrono::NaiveDate;

/// What work came to, as JavaScript sees it.
pub fn answer<T: Write>(name: &str, work: impl FnOnce() -> Result<T, Vec<Fault>>) -> String {
    match work() {
        Ok(value) => {
            [r#"{"type":"success",""#, name, r#"":"#, &document::write(&value), "}"].concat()
        }
        Err(faults) => failure(&faults),
    }
}

/// Faults as JavaScript sees them.
pub fn failure(faults: &[Fault]) -> String {
    [r#"{"type":"failure","faults":"#, &write_faults(faults), "}"].concat()
}

/// The list of faults alone.
pub fn write_faults(faults: &[Fault]) -> String {
    let one = |Fault { code, at, message, help }: &Fault| {
        document::write(&Object(&[
            ("code", code),
            ("at", at),
            ("message", message),
            ("help", help),
        ]))
    };
    let all: Vec<String> = faults.iter().map(one).collect();
    ["[", &all.join(","), "]"].concat()
}

/// A day, `2026-03-01`.
pub fn day(text: &str) -> Result<NaiveDate, Vec<Fault>> {
    amends_core::date::read(text).ok_or_else(|| vec![no_day(text)])
}

/// What is wrong with what should be a day.
pub fn no_day(text: &str) -> Fault {
    let message = ["`", text, "` is not a day"].concat();
    Fault::new("not-a-date", "", message).help("write it as `2026-03-01`")
}
