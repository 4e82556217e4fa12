//! Canonical JSON (RFC 8785) and its digest: the same document is the same bytes everywhere.

use super::json;
use super::node::{Node, sorted};
use super::writer::Write;
use crate::fault::Fault;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Writes a document as canonical JSON (RFC 8785): sorted keys, no white space.
///
/// Documents hold text, whole numbers, lists and objects only, so writing cannot fail.
#[inline(never)]
pub fn write<T: Write + ?Sized>(value: &T) -> String {
    text_of(&value.tree().0)
}

/// The word that one of a closed set is in documents.
///
/// ```
/// use amends_core::document::{policy::LossKind, word};
/// assert_eq!(word(&LossKind::Service), "service");
/// ```
pub fn word<T: Write>(value: &T) -> String {
    write(value).trim_matches('"').to_owned()
}

/// The canonical form of a JSON text.
///
/// # Errors
///
/// Every fault of the text: syntax, numbers that are not whole, names that come twice.
///
/// ```
/// let canonical = amends_core::document::canonical("{ \"b\": 1, \"a\": [] }");
/// assert_eq!(canonical.as_deref(), Ok("{\"a\":[],\"b\":1}"));
/// assert!(amends_core::document::canonical("{\"a\": 1.5}").is_err());
/// ```
pub fn canonical(text: &str) -> Result<String, Vec<Fault>> {
    match json::parse(text) {
        Ok((node, faults)) if faults.is_empty() => Ok(text_of(&node)),
        Ok((_, faults)) => Err(faults),
        Err(fault) => Err(vec![fault]),
    }
}

/// SHA-256 of a text, 64 lower-case hexadecimal digits; of canonical text, a document's digest.
///
/// ```
/// let digest = amends_core::document::digest("{}");
/// assert!(digest.starts_with("44136fa355b3678a"));
/// ```
pub fn digest(text: &str) -> String {
    let mut hex = String::new();
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// The canonical text of a tree; a hole is `null`.
pub(crate) fn text_of(node: &Node) -> String {
    let mut out = String::new();
    put(&mut out, node);
    out
}

fn put(out: &mut String, node: &Node) {
    match node {
        Node::Null | Node::Hole => out.push_str("null"),
        Node::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
        Node::Whole(whole) => out.push_str(&whole.to_string()),
        Node::Text(text) => put_text(out, text),
        Node::List(items) => put_list(out, items),
        Node::Object(entries) => put_object(out, entries),
    }
}

fn put_list(out: &mut String, items: &[Node]) {
    let mut before = '[';
    for item in items {
        out.push(before);
        put(out, item);
        before = ',';
    }
    out.push_str(if before == '[' { "[]" } else { "]" });
}

fn put_object(out: &mut String, entries: &[(String, Node)]) {
    let mut before = '{';
    // RFC 8785 sorts by UTF-16 code units, which differs from UTF-8 beyond the basic plane.
    for (key, value) in sorted(entries, |a, b| a.encode_utf16().cmp(b.encode_utf16())) {
        out.push(before);
        put_text(out, key);
        out.push(':');
        put(out, value);
        before = ',';
    }
    out.push_str(if before == '{' { "{}" } else { "}" });
}

fn put_text(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            control if control < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            plain => out.push(plain),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Map;

    fn canonical_of(text: &str) -> String {
        canonical(text).unwrap()
    }

    #[test]
    fn keys_are_sorted_by_utf16_code_units() {
        // The example of RFC 8785, section 3.2.3.
        let text = "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\
            \"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\",\"1\":\"One\",\
            \"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\",\
            \"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}";
        assert_eq!(
            canonical_of(text),
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\
             \"\u{f6}\":\"Latin Small Letter O With Diaeresis\",\"\u{20ac}\":\"Euro Sign\",\
             \"\u{1f600}\":\"Emoji: Grinning Face\",\
             \"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}"
        );
    }

    #[test]
    fn only_what_must_be_escaped_is_escaped() {
        assert_eq!(
            canonical_of(
                "\"\\u20ac$\\u000f\\nA'\\u0042\\u0022\\u005c\\\\\\\"\\/\\b\\f\\t\\u007f\""
            ),
            "\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\f\\t\u{7f}\""
        );
    }

    #[test]
    fn white_space_and_order_do_not_matter() {
        let one = canonical_of("{ \"b\" : [ 1 , -2, true, null, [], {} ],\n\"a\" : \"x\" }");
        assert_eq!(one, "{\"a\":\"x\",\"b\":[1,-2,true,null,[],{}]}");
        assert_eq!(canonical_of(&one), one);
    }

    #[test]
    fn values_are_written_canonically() {
        let value = Map::from([("\u{fb33}", 1_i64), ("\u{1f600}", i64::MIN)]);
        assert_eq!(write(&value), "{\"\u{1f600}\":-9223372036854775808,\"\u{fb33}\":1}");
    }

    #[test]
    fn digests_match_the_published_vectors() {
        assert_eq!(
            digest("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(digest(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
