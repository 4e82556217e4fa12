//! Every code of a fault is listed once, explained once and shown by a rejected document.

use crate::rejected;
use amends_core::fault::CODES;
use amends_tests::scenario::root;
use std::collections::BTreeSet;
use std::fs;

fn codes() -> BTreeSet<String> {
    CODES.iter().map(|code| (*code).to_owned()).collect()
}

/// What is in one set and not in the other.
fn only(one: &BTreeSet<String>, other: &BTreeSet<String>) -> Vec<String> {
    one.difference(other).cloned().collect()
}

/// The entries of the page: heading and text.
fn entries() -> Vec<(String, String)> {
    let page = fs::read_to_string(root().join("core/FAULTS.md")).unwrap();
    let entries = page.split("\n### `").skip(1).map(|entry| {
        let entry = entry.split("\n## ").next().unwrap();
        let (code, text) = entry.split_once("`\n").unwrap();
        (code.to_owned(), text.to_owned())
    });
    entries.collect()
}

#[test]
fn the_list_is_in_order_and_every_code_has_a_hyphen() {
    assert!(CODES.is_sorted());
    assert_eq!(codes().len(), CODES.len(), "a code is listed twice");
    for code in CODES {
        let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let plain = code.bytes().all(letter);
        assert!(plain && code.contains('-'), "{code}");
    }
}

/// What stands in quotation marks in the code of some sources, without tests: the text before each, and each.
fn literals(folder: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for path in crate::tidy::sources(folder) {
        // Tests name remedies and options as well.
        let is_test = path.iter().any(|part| part == "tests" || part == "tests.rs");
        if path.ends_with("fault/codes.rs") || is_test {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let lines = crate::tidy::without_tests(&text).lines();
        let code: Vec<&str> = lines.filter(|line| !line.trim_start().starts_with("//")).collect();
        let code = code.join("\n").replace("'\"'", "").replace("\\\"", "");
        let pieces: Vec<&str> = code.split('"').collect();
        let pairs = pieces.chunks_exact(2);
        all.extend(pairs.map(|pair| (pair[0].trim_end().to_owned(), pair[1].to_owned())));
    }
    all
}

/// Words joined by hyphens stand in core's sources only as codes, so that a code nobody listed is found; in the crates
/// above a fault is made of its code at once.
#[test]
fn the_listed_codes_are_said_and_no_others() {
    let plain = |literal: &String| {
        let mut words = literal.split('-');
        let plain = |word: &str| {
            !word.is_empty()
                && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        let named = literal.starts_with(|first: char| first.is_ascii_lowercase());
        named && words.clone().count() > 1 && words.all(plain)
    };
    let core = literals("core/src").into_iter().map(|(_, literal)| literal).filter(plain);
    let above = ["www/src", "web/src"].into_iter().flat_map(literals);
    let made = above.filter(|(before, _)| before.ends_with("Fault::new("));
    let made: Vec<String> = made.map(|(_, code)| code).collect();
    assert!(made.len() > 8, "{made:?}");
    let said: BTreeSet<String> = core.chain(made).collect();
    assert_eq!(only(&said, &codes()), Vec::<String>::new(), "not in core/src/fault/codes.rs");
    assert_eq!(only(&codes(), &said), Vec::<String>::new(), "listed, but never said");
}

#[test]
fn every_code_has_a_rejected_document() {
    let shown = rejected::codes();
    assert_eq!(only(&codes(), &shown), Vec::<String>::new(), "without a mistake in tests/rejected");
    assert_eq!(only(&shown, &codes()), Vec::<String>::new(), "expected, but not a code");
}

#[test]
fn every_code_has_one_entry_with_a_mistake_and_how_to_mend_it() {
    let entries = entries();
    let named: BTreeSet<String> = entries.iter().map(|(code, _)| code.clone()).collect();
    assert_eq!(named.len(), entries.len(), "a code has two entries");
    assert_eq!(only(&codes(), &named), Vec::<String>::new(), "without an entry in core/FAULTS.md");
    assert_eq!(only(&named, &codes()), Vec::<String>::new(), "an entry without a code");
    for (code, text) in entries {
        let (meaning, rest) = text.split_once("```").expect(&code);
        let (example, mend) = rest.split_once("```").expect(&code);
        assert!(meaning.trim().len() > 30 && mend.trim().len() > 20, "{code} says too little");
        assert!(mend.trim().starts_with("**Mend:** "), "{code} does not say how to mend it");
        match example.split_once('\n').unwrap() {
            ("json", json) => {
                let read = serde_json::from_str::<serde_json::Value>(json);
                assert!(read.is_ok(), "{code}: {read:?}");
            }
            (kind, _) => assert_eq!(kind, "text", "{code}"),
        }
    }
}
