//! Canonical JSON (RFC 8785) and its digest: the same document is the same bytes everywhere.

use super::json;
use super::node::{Node, sorted};
use super::writer::Write;
use crate::fault::Fault;
use sha2::{Digest, Sha256};
use std::cmp::Ordering;
use std::fmt::Write as _;

/// Writes a document as canonical JSON (RFC 8785): sorted keys, no white space.
///
/// Documents hold text, whole numbers, lists and objects only, so writing cannot fail.
#[inline(never)]
pub fn write<T: Write + ?Sized>(value: &T) -> String {
    let mut out = String::new();
    value.put(&mut out);
    out
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
pub(crate) fn text_of(node: &Node<'_>) -> String {
    write(node)
}

impl Write for Node<'_> {
    fn put(&self, to: &mut String) {
        match self {
            Self::Null | Self::Hole => to.push_str("null"),
            Self::Bool(yes) => yes.put(to),
            Self::Whole(whole) => whole.put(to),
            Self::Text(text) => put_text(to, text),
            Self::List(items) => items.put(to),
            Self::Object(entries) => {
                let entries = entries.iter().map(|(name, value)| -> Entry<'_> { (name, value) });
                if entries.clone().is_sorted_by(|(one, _), (other, _)| by_utf16(one, other).is_le())
                {
                    put_ordered(to, entries);
                } else {
                    put_entries(to, entries);
                }
            }
        }
    }
}

/// A name and what it holds.
pub(super) type Entry<'e> = (&'e str, &'e dyn Write);

/// Adds an object of entries in any order.
pub(super) fn put_entries<'e>(to: &mut String, entries: impl Iterator<Item = Entry<'e>>) {
    put_in_order(to, &entries.collect::<Vec<_>>());
}

/// RFC 8785 sorts by UTF-16 code units. UTF-8 sorts alike but for what lies beyond the basic plane, which begins with
/// 0xf0 or more: in UTF-16 that comes before U+E000, which begins with 0xee.
fn by_utf16(one: &str, other: &str) -> Ordering {
    let place = |byte: u8| if matches!(byte, 0xee | 0xef) { byte | 0x10 } else { byte };
    one.bytes().map(place).cmp(other.bytes().map(place))
}

fn put_in_order(to: &mut String, entries: &[Entry<'_>]) {
    let order = sorted(entries.iter().map(|(name, _)| *name), by_utf16);
    put_ordered(to, order.into_iter().filter_map(|(place, _)| entries.get(place).copied()));
}

/// Adds an object of entries in their order.
fn put_ordered<'e>(to: &mut String, entries: impl Iterator<Item = Entry<'e>>) {
    let mut before = '{';
    for (name, value) in entries {
        to.push(before);
        put_text(to, name);
        to.push(':');
        value.put(to);
        before = ',';
    }
    to.push_str(if before == '{' { "{}" } else { "}" });
}

/// Adds a text in quotation marks, escaped where it must be.
pub(super) fn put_text(to: &mut String, text: &str) {
    to.push('"');
    let special = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    // Every byte is looked at before any is escaped: that is many at once, and most texts need nothing more.
    if text.bytes().fold(false, |found, byte| found | special(byte)) {
        text.chars().for_each(|letter| put_letter(to, letter));
    } else {
        to.push_str(text);
    }
    to.push('"');
}

fn put_letter(to: &mut String, letter: char) {
    match letter {
        '"' => to.push_str("\\\""),
        '\\' => to.push_str("\\\\"),
        '\u{8}' => to.push_str("\\b"),
        '\t' => to.push_str("\\t"),
        '\n' => to.push_str("\\n"),
        '\u{c}' => to.push_str("\\f"),
        '\r' => to.push_str("\\r"),
        control if control < ' ' => {
            let _ = write!(to, "\\u{:04x}", u32::from(control));
        }
        plain => to.push(plain),
    }
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
