//! Documents as text, compared with libraries that share no code with the core: what it writes, which texts it takes.

use amends_core::document;
use amends_tests::scenario::{self, policy_text};
use amends_tests::submissions::Ready;
use serde_json::{Value, json};

const POLICIES: [&str; 6] = ["bank", "broker", "insurer", "maker", "restaurant", "shop"];

/// What the core writes, read by another library.
fn written(document: &impl document::Write) -> Value {
    serde_json::from_str(&document::write(document)).unwrap()
}

#[test]
fn documents_are_written_as_serde_writes_them() {
    let mut quotes = 0;
    for scenario in scenario::all().unwrap() {
        let ready = Ready::new(scenario).unwrap();
        assert_eq!(written(&ready.scenario.complaint), json!(ready.scenario.complaint));
        if let Ok(quote) = ready.quote() {
            assert_eq!(written(&quote), json!(quote), "{}", ready.scenario.name);
            quotes += 1;
        }
    }
    assert!(quotes > 80, "{quotes} quotes");
    for id in POLICIES {
        let policy = amends_core::policy::Policy::read(&policy_text(id).unwrap()).unwrap();
        assert_eq!(written(policy.document()), json!(policy.document()), "{id}");
    }
}

/// Every character of a text left out, and replaced by every one that means something in JSON.
fn damaged(text: &str) -> impl Iterator<Item = String> {
    let marks = [
        "", "{", "}", "[", "]", "\"", ":", ",", "\\", "0", "7", "-", ".", "e", "\n", "\u{1}", "u",
        "é",
    ];
    text.char_indices().flat_map(move |(at, letter)| {
        let (before, after) = (&text[..at], &text[at + letter.len_utf8()..]);
        marks.map(|mark| [before, mark, after].concat())
    })
}

#[test]
fn the_texts_that_are_json_are_those_another_parser_takes() {
    let texts = [
        r#"{"a":[1,-20,true,false,null,{"b":"x\n\u00e9\ud83d\ude00/"}],"c d":{},"e":[]}"#,
        "[0,10,-1,\t100 ,\r\n \"\\\"\\\\\\/\\b\\f\"]",
        "[1.5,0.25,1e3,2E-4]",
    ];
    let (mut taken, mut refused) = (0, 0);
    for text in texts.into_iter().flat_map(damaged) {
        let codes: Vec<_> = document::canonical(&text)
            .err()
            .map(|faults| faults.into_iter().map(|fault| fault.code).collect())
            .unwrap_or_default();
        let ours = !codes.contains(&"not-json");
        assert_eq!(ours, serde_json::from_str::<Value>(&text).is_ok(), "{text:?} {codes:?}");
        if ours { taken += 1 } else { refused += 1 }
    }
    assert!(taken > 300 && refused > 1000, "{taken} taken, {refused} refused");
}
