//! Reads JSON text (RFC 8259) into a tree, and says in plain words where a text stops being JSON.
//!
//! Written here because the tree must be read around its faults, which parsers for typed data do not do:
//! a fraction or a name that comes twice is reported and reading goes on, so that all faults of a
//! text are reported at once. It is also a quarter of their size in the widget.

use super::node::{self, MOST_FAULTS, Named, Node, Step, push_step, short, sorted};
use crate::fault::Fault;
use crate::fault::words;
use std::borrow::Cow;

/// Longest text that is read, in bytes.
pub(super) const MOST_BYTES: usize = 2_097_152;

/// Deepest nesting that is read.
const MOST_LEVELS: usize = 127;

/// Reads a text: the tree, and the faults that did not stop the reading.
pub(super) fn parse(text: &str) -> Result<(Node<'_>, Vec<Fault>), Fault> {
    if text.len() > MOST_BYTES {
        let message = words!("{} bytes are more than the {MOST_BYTES} allowed", text.len());
        return Err(Fault::new("too-large", "", message).help("shorten the document"));
    }
    let (path, items, entries, faults) = Default::default();
    let mut parser = Parser { text, at: 0, path, items, entries, faults };
    let read = parser.value().and_then(|node| match parser.peek() {
        None => Ok(node),
        Some(_) => Err("something follows the end of the document"),
    });
    match read {
        Ok(node) => Ok((node, parser.faults)),
        Err(what) => Err(parser.stopped(what)),
    }
}

/// So many names are compared with each other faster than sorted.
const FEW: usize = 12;

/// Why reading stops; where is where the parser is.
type Stop = &'static str;

const TOO_DEEP: Stop = "lists and objects are nested too deep";
const NO_VALUE: Stop = "a value is expected here";
const OPEN_TEXT: Stop = "the text ends inside quotation marks";

struct Parser<'t> {
    text: &'t str,
    /// Offset of the next byte.
    at: usize,
    /// Place of the value that is read.
    path: Vec<Step<Cow<'t, str>>>,
    /// What is in the lists and objects that are open, outermost first: each becomes a list of just its length.
    items: Vec<Node<'t>>,
    entries: Vec<Named<'t>>,
    faults: Vec<Fault>,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn forward(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.byte() {
            self.forward(1);
        }
        self.byte()
    }

    /// Takes the next byte that is no white space if it is this one.
    fn takes(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.forward(1);
        }
        found
    }

    fn value(&mut self) -> Result<Node<'t>, Stop> {
        match self.peek() {
            None => Err("the text ends where a value is expected"),
            Some(b'{') => self.inside(Self::object),
            Some(b'[') => self.inside(Self::list),
            Some(b'"') => self.string().map(Node::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => self.word(),
        }
    }

    fn word(&mut self) -> Result<Node<'t>, Stop> {
        let words =
            [("null", Node::Null), ("true", Node::Bool(true)), ("false", Node::Bool(false))];
        for (word, node) in words {
            if self.rest().starts_with(word) {
                self.forward(word.len());
                return Ok(node);
            }
        }
        Err(NO_VALUE)
    }

    /// Reads what stands in brackets.
    fn inside(&mut self, read: fn(&mut Self) -> Result<Node<'t>, Stop>) -> Result<Node<'t>, Stop> {
        if self.path.len() == MOST_LEVELS {
            return Err(TOO_DEEP);
        }
        self.forward(1);
        read(self)
    }

    fn list(&mut self) -> Result<Node<'t>, Stop> {
        let first = self.items.len();
        if self.takes(b']') {
            return Ok(Node::List(Vec::new()));
        }
        loop {
            self.path.push(Step::Index(self.items.len().saturating_sub(first)));
            let item = self.value()?;
            self.items.push(item);
            self.path.pop();
            if self.ends(b']', "the text ends inside a list", "expected `,` or `]`")? {
                return Ok(Node::List(self.items.drain(first..).collect()));
            }
        }
    }

    fn object(&mut self) -> Result<Node<'t>, Stop> {
        let first = self.entries.len();
        if self.takes(b'}') {
            return Ok(Node::Object(Vec::new()));
        }
        loop {
            match self.peek() {
                Some(b'"') => {}
                None => return Err("the text ends inside an object"),
                Some(_) => return Err("a name in quotation marks is expected here"),
            }
            let key = self.string()?;
            if !self.takes(b':') {
                return Err("expected `:`");
            }
            self.path.push(Step::Name(key));
            let value = self.value()?;
            if let Some(Step::Name(key)) = self.path.pop() {
                self.entries.push((key, value));
            }
            if self.ends(b'}', "the text ends inside an object", "expected `,` or `}`")? {
                let mut entries = self.entries.drain(first..).collect();
                self.keep_first(&mut entries);
                return Ok(Node::Object(entries));
            }
        }
    }

    /// Keeps the first of each name and reports the others. More than a few are sorted, because comparing each name with
    /// all before it takes minutes for the largest texts.
    fn keep_first(&mut self, entries: &mut Vec<Named<'t>>) {
        let mut rest = entries.as_slice();
        while let ([(name, _), others @ ..], true) = (rest, entries.len() <= FEW) {
            if others.iter().any(|(other, _)| other == name) {
                break;
            }
            rest = others;
        }
        if rest.is_empty() {
            return;
        }
        let sorted = sorted(entries.iter().map(|(name, _)| name.as_ref()), str::cmp);
        let names = sorted.iter().map(|(_, name)| *name);
        let twice = names.clone().zip(names.skip(1)).filter(|(one, two)| one == two);
        let mut twice: Vec<(String, bool)> =
            twice.take(MOST_FAULTS).map(|(name, _)| (name.to_owned(), false)).collect();
        twice.dedup();
        if twice.is_empty() {
            return;
        }
        entries.retain(|(key, _)| {
            let place = twice.binary_search_by(|(name, _)| name.as_str().cmp(key));
            let Some((_, seen)) = place.ok().and_then(|place| twice.get_mut(place)) else {
                return true;
            };
            if *seen {
                self.twice(key);
            }
            !std::mem::replace(seen, true)
        });
    }

    fn twice(&mut self, key: &str) {
        let mut at = self.pointer();
        push_step(&mut at, key);
        let message = words!("`{}` is written twice in the same object", short(key));
        self.report("duplicate-key", at, message, "keep one of them");
    }

    /// Whether the bracket closes here; a comma says that it does not.
    fn ends(&mut self, bracket: u8, open: Stop, other: Stop) -> Result<bool, Stop> {
        if self.takes(bracket) {
            return Ok(true);
        }
        if !self.takes(b',') {
            return Err(if self.byte().is_none() { open } else { other });
        }
        match self.peek() {
            Some(next) if next == bracket => Err("a comma stands before the closing bracket"),
            _ => Ok(false),
        }
    }

    /// A whole number; a hole, and a fault, for any other.
    fn number(&mut self) -> Result<Node<'t>, Stop> {
        let rest = self.rest();
        let end =
            rest.bytes().position(|b| !matches!(b, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9'));
        let number = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        if !is_number(number) {
            return Err("this is not a number");
        }
        self.forward(number.len());
        match number.parse::<i64>() {
            Ok(whole) if number != "-0" => Ok(Node::Whole(whole)),
            _ => {
                let message = "this number has a fraction, an exponent or too many digits";
                let help = "write decimals as text, for example \"12.50\"";
                self.report("inexact-number", self.pointer(), words!("{message}"), help);
                Ok(Node::Hole)
            }
        }
    }

    fn string(&mut self) -> Result<Cow<'t, str>, Stop> {
        self.forward(1);
        let mut text = Cow::Borrowed("");
        loop {
            let rest = self.rest();
            let plain = rest.bytes().position(|b| matches!(b, b'"' | b'\\' | 0..=0x1f));
            let plain = plain.unwrap_or(rest.len());
            let words = rest.get(..plain).unwrap_or_default();
            if text.is_empty() {
                text = Cow::Borrowed(words);
            } else {
                text.to_mut().push_str(words);
            }
            self.forward(plain);
            match self.byte() {
                None => return Err(OPEN_TEXT),
                Some(b'"') => {
                    self.forward(1);
                    return Ok(text);
                }
                Some(b'\\') => text.to_mut().push(self.escape()?),
                Some(_) => return Err("a control character must be written as an escape"),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Stop> {
        self.forward(1);
        let letter = self.byte().ok_or(OPEN_TEXT)?;
        let found = match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.code_point(),
            _ => return Err("this escape is not known"),
        };
        self.forward(1);
        Ok(found)
    }

    /// A character by its UTF-16 code units.
    fn code_point(&mut self) -> Result<char, Stop> {
        const HALF: Stop = "this escape is half of a character";
        let first = self.code_unit()?;
        let decoded = match char::decode_utf16([first]).next() {
            Some(Ok(letter)) => return Ok(letter),
            _ if !self.rest().starts_with("\\u") => return Err(HALF),
            _ => {
                self.forward(1);
                char::decode_utf16([first, self.code_unit()?]).next()
            }
        };
        decoded.and_then(Result::ok).ok_or(HALF)
    }

    fn code_unit(&mut self) -> Result<u16, Stop> {
        let digits = self.rest().get(1..5).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
        self.forward(5);
        unit.ok_or("four hexadecimal digits are expected here")
    }

    fn report(&mut self, code: &'static str, at: String, message: String, help: &str) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault::new(code, at, message).help(help));
        }
    }

    /// The place of the value that is read, a JSON Pointer (RFC 6901).
    fn pointer(&self) -> String {
        node::pointer(&self.path)
    }

    /// Where reading stopped and why; columns are counted in characters.
    fn stopped(&self, what: Stop) -> Fault {
        let before = self.text.get(..self.at).unwrap_or(self.text);
        let lines = before.matches('\n').count().saturating_add(1);
        let line = before.rsplit('\n').next().unwrap_or_default();
        let column = line.chars().count().saturating_add(1);
        let message = words!("line {lines}, column {column}: {what}");
        if what == TOO_DEEP {
            let help = words!("nest at most {MOST_LEVELS} levels");
            return Fault::new("too-deep", "", message).help(help);
        }
        Fault::new("not-json", "", message).help("correct the JSON text there")
    }
}

/// The grammar of numbers: RFC 8259, section 6.
fn is_number(text: &str) -> bool {
    let (whole, exponent) = match text.split_once(['e', 'E']) {
        Some((whole, exponent)) => (whole, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match whole.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (whole, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    let exponent = exponent.map(|text| text.strip_prefix(['+', '-']).unwrap_or(text));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let fault = parse(text).unwrap_err();
        format!("{} {fault}", fault.code)
    }

    fn reported(text: &str) -> Vec<String> {
        let (_, faults) = parse(text).unwrap();
        faults.iter().map(|fault| format!("{} {}", fault.code, fault.at)).collect()
    }

    fn nested(levels: usize) -> String {
        format!("{}{}", "[".repeat(levels), "]".repeat(levels))
    }

    #[test]
    fn order_is_kept() {
        let (node, faults) = parse("{\"b\":[1,null],\"a\":{\"x\":\"\\u00e9\"}}").unwrap();
        assert_eq!(faults, []);
        let x = Node::Object(vec![("x".into(), Node::Text("é".into()))]);
        let b = Node::List(vec![Node::Whole(1), Node::Null]);
        assert_eq!(node, Node::Object(vec![("b".into(), b), ("a".into(), x)]));
    }

    #[test]
    fn every_duplicate_is_reported_and_the_first_kept() {
        let text = "{\"a\":1,\"a\":2,\"l\":[{\"x/y~\":1,\"x/y~\":2}]}";
        assert_eq!(reported(text), ["duplicate-key /l/0/x~1y~0", "duplicate-key /a"]);
        let (node, faults) = parse(text).unwrap();
        assert_eq!(node.child("a"), Some(&Node::Whole(1)));
        assert_eq!(
            faults.last().unwrap().to_string(),
            "/a: `a` is written twice in the same object; keep one of them"
        );
    }

    #[test]
    fn many_names_are_compared_in_no_time() {
        // Each compared with all before it, the same names in two megabytes took a minute and a half.
        let names: Vec<String> = (0..60_000).map(|i| format!("\"n{i:06}\":{i}")).collect();
        let text = format!("{{{}}}", names.join(","));
        let (node, faults) = parse(&text).unwrap();
        assert_eq!((faults.len(), node.child("n059999")), (0, Some(&Node::Whole(59_999))));
        let text = format!("{{{},{}}}", names.join(","), names.join(","));
        let (node, faults) = parse(&text).unwrap();
        assert_eq!((faults.len(), node.child("n000000")), (MOST_FAULTS, Some(&Node::Whole(0))));
    }

    #[test]
    fn every_inexact_number_is_reported_and_the_rest_is_read() {
        let text = "{\"a\":1.5,\"b\":[1,2e999,3],\"c\":18446744073709551615,\"d\":4}";
        let found = ["inexact-number /a", "inexact-number /b/1", "inexact-number /c"];
        assert_eq!(reported(text), found);
        let (node, faults) = parse(text).unwrap();
        assert_eq!(
            faults.first().unwrap().to_string(),
            "/a: this number has a fraction, an exponent or too many digits; \
             write decimals as text, for example \"12.50\""
        );
        assert_eq!(node.child("a"), Some(&Node::Hole));
        assert_eq!(node.child("c"), Some(&Node::Hole));
        let kept = Node::List(vec![Node::Whole(1), Node::Hole, Node::Whole(3)]);
        assert_eq!(node.child("b"), Some(&kept));
        assert_eq!(node.child("d"), Some(&Node::Whole(4)));
        assert_eq!(reported("1.5"), ["inexact-number "]);
    }

    #[test]
    fn whole_numbers_reach_their_limits() {
        let text = "[9223372036854775807,-9223372036854775808]";
        let limits = Node::List(vec![Node::Whole(i64::MAX), Node::Whole(i64::MIN)]);
        assert_eq!(parse(text).unwrap(), (limits, vec![]));
    }

    #[test]
    fn a_text_that_is_not_json_is_refused_in_plain_words() {
        for (text, message) in [
            ("", "line 1, column 1: the text ends where a value is expected"),
            ("{\"a\":1,}", "line 1, column 8: a comma stands before the closing bracket"),
            ("{\n  \"a\" 1}", "line 2, column 7: expected `:`"),
            ("{a:1}", "line 1, column 2: a name in quotation marks is expected here"),
            ("[1", "line 1, column 3: the text ends inside a list"),
            ("{} x", "line 1, column 4: something follows the end of the document"),
            ("{\"a\":tru}", "line 1, column 6: a value is expected here"),
            ("[01]", "line 1, column 2: this is not a number"),
            ("[\"夜\", +1]", "line 1, column 7: a value is expected here"),
            ("\"\\x\"", "line 1, column 3: this escape is not known"),
            ("\"\\ud800\"", "line 1, column 8: this escape is half of a character"),
            ("\"\\u12\"", "line 1, column 7: four hexadecimal digits are expected here"),
            ("\"a\nb\"", "line 1, column 3: a control character must be written as an escape"),
        ] {
            let full = format!("not-json the document: {message}; correct the JSON text there");
            assert_eq!(refused(text), full);
        }
    }

    #[test]
    fn deep_texts_are_refused() {
        assert!(parse(&nested(127)).is_ok());
        for levels in [128, 100_000] {
            assert_eq!(
                refused(&nested(levels)),
                "too-deep the document: line 1, column 128: \
                 lists and objects are nested too deep; nest at most 127 levels"
            );
        }
    }

    #[test]
    fn large_texts_are_refused() {
        let text = format!("\"{}\"", "x".repeat(10_485_760));
        assert_eq!(
            refused(&text),
            "too-large the document: 10485762 bytes are more than the 2097152 allowed; \
             shorten the document"
        );
        let most = format!("\"{}\"", "x".repeat(MOST_BYTES - 2));
        assert!(parse(&most).is_ok());
    }
}
