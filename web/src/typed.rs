//! What a person typed, read as the value of a fact.
//!
//! Reads generously (full-width digits, grouping, currency marks, unit words) and never guesses: what could
//! mean two things is unreadable, with a message that says what to write.

use crate::labels::key;
use amends_core::document::formula::Scalar;
use amends_core::document::policy::FactKind;

/// What typed text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// Nothing was typed.
    Nothing,
    /// It cannot be read; the key of the message that says what to write.
    Unreadable(&'static str),
    /// The value, as a complaint document holds it.
    Value(Scalar),
}

/// Reads typed text as a fact of a kind; `currency` is the policy's ISO 4217 code, `unit` a number's unit.
///
/// ```
/// use amends_core::document::{formula::Scalar, policy::FactKind};
/// use amends_web::typed::{Typed, typed};
/// let value = typed(FactKind::Money, "CNY", None, "1,200.50 元");
/// assert_eq!(value, Typed::Value(Scalar::Text("1200.50".into())));
/// ```
pub fn typed(kind: FactKind, currency: &str, unit: Option<&str>, raw: &str) -> Typed {
    let text = narrow(raw);
    if text.is_empty() {
        return Typed::Nothing;
    }
    match kind {
        FactKind::Money => money(&text, currency),
        FactKind::Minutes => number(&text, &["分钟", "分", "minutes", "minute", "mins", "min"]),
        FactKind::Days => number(&text, &["天", "日", "days", "day"]),
        FactKind::Percent => decimal(strip_words(&text, &["%"])),
        FactKind::Number => number(&text, unit.as_slice()),
        FactKind::Date => date(&text),
        FactKind::YesNo => Typed::Value(Scalar::YesNo(text == "yes")),
        FactKind::Choice => Typed::Value(Scalar::Text(text)),
        FactKind::Text => Typed::Value(Scalar::Text(raw.trim().to_owned())),
    }
}

/// Reads typed text as a list: values separated by semicolons or line ends, each read by [`typed`].
///
/// ```
/// use amends_core::document::{formula::Scalar, policy::FactKind};
/// use amends_web::typed::{Typed, typed_list};
/// let values = vec![Scalar::Text("12.50".into()), Scalar::Text("8".into())];
/// assert_eq!(typed_list(FactKind::Money, "GBP", None, "£12.50; 8"), Typed::Value(Scalar::List(values)));
/// ```
pub fn typed_list(kind: FactKind, currency: &str, unit: Option<&str>, raw: &str) -> Typed {
    let mut values = Vec::new();
    for part in raw.split([';', '；', '\n']) {
        match typed(kind, currency, unit, part) {
            Typed::Value(value) => values.push(value),
            Typed::Nothing => {}
            Typed::Unreadable(key) => return Typed::Unreadable(key),
        }
    }
    if values.is_empty() { Typed::Nothing } else { Typed::Value(Scalar::List(values)) }
}

/// Trims, and turns full-width forms into their ASCII twins and the ideographic comma and full stop into theirs.
fn narrow(raw: &str) -> String {
    let twin = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c).wrapping_sub(0xfee0)).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{202f}' => ' ',
        '。' => '.',
        '、' => ',',
        '−' => '-',
        '￥' => '¥',
        _ => c,
    };
    raw.chars().map(twin).collect::<String>().trim().to_owned()
}

/// Marks people write with an amount, and the currencies they can stand for; longer marks first.
const MARKS: [(&str, &[&str]); 14] = [
    ("人民币", &["CNY"]),
    ("欧元", &["EUR"]),
    ("美元", &["USD"]),
    ("rmb", &["CNY"]),
    ("us$", &["USD"]),
    ("hk$", &["HKD"]),
    ("元", &["CNY", "TWD", "HKD"]),
    ("圆", &["CNY"]),
    ("块", &["CNY"]),
    ("円", &["JPY"]),
    ("¥", &["CNY", "JPY"]),
    ("€", &["EUR"]),
    ("£", &["GBP"]),
    ("$", &["USD", "AUD", "CAD", "HKD", "SGD", "NZD", "TWD", "MXN"]),
];

fn money(text: &str, currency: &str) -> Typed {
    let mut rest = text.to_ascii_lowercase();
    let own_code = currency.to_ascii_lowercase();
    if let Some(bare) = rest.strip_prefix(&own_code).or_else(|| rest.strip_suffix(&own_code)) {
        rest = bare.trim().to_owned();
    }
    for (mark, currencies) in &MARKS {
        let Some(bare) = strip_mark(&rest, mark) else { continue };
        if !currencies.contains(&currency) {
            return Typed::Unreadable(key!("fault-currency"));
        }
        rest = bare;
    }
    if is_foreign_code(&rest) {
        return Typed::Unreadable(key!("fault-currency"));
    }
    match plain_decimal(&rest) {
        Some(amount) => Typed::Value(Scalar::Text(amount)),
        None => Typed::Unreadable(key!("fault-money")),
    }
}

/// The text without a mark before (after a sign) or behind it; `None` when the mark is not there.
fn strip_mark(text: &str, mark: &str) -> Option<String> {
    let (sign, unsigned) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest.trim()));
    let bare = unsigned.strip_prefix(mark).or_else(|| unsigned.strip_suffix(mark))?;
    Some([sign, bare.trim()].concat())
}

/// Whether three letters stand before or behind the number: an ISO 4217 code that is not the policy's.
fn is_foreign_code(text: &str) -> bool {
    let letters: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    letters.len() == 3
        && text.chars().any(|c| c.is_ascii_digit())
        && (text.starts_with(&letters) || text.ends_with(&letters))
}

fn number(text: &str, units: &[&str]) -> Typed {
    decimal(strip_words(text, units))
}

fn decimal(text: &str) -> Typed {
    let Some(plain) = plain_decimal(text) else {
        return Typed::Unreadable(key!("fault-number"));
    };
    Typed::Value(plain.parse().map_or_else(|_| Scalar::Text(plain.clone()), Scalar::Whole))
}

/// The text without the first unit word that stands behind it.
fn strip_words<'a>(text: &'a str, words: &[&str]) -> &'a str {
    let bare = words.iter().find_map(|word| text.strip_suffix(word));
    bare.unwrap_or(text).trim()
}

/// A decimal with grouping removed; `None` when it is none, or when a comma could be a decimal one.
fn plain_decimal(text: &str) -> Option<String> {
    let (sign, unsigned) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest.trim()));
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let groups: Vec<&str> = whole.split(&[',', ' ', '\''][..]).collect();
    let grouped = groups.len() > 1;
    let whole_is_fine = groups.iter().enumerate().all(|(index, group)| {
        let fits = if index == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
        digits(group) && (fits || !grouped)
    });
    if !whole_is_fine || !digits(fraction) {
        return None;
    }
    let joined = groups.concat();
    let trimmed = joined.trim_start_matches('0');
    let whole = if trimmed.is_empty() { "0" } else { trimmed };
    let point = if unsigned.contains('.') { [".", fraction].concat() } else { String::new() };
    Some([sign, whole, &point].concat())
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Reads a native picker's value, `2026/3/2` and `2026年3月2日`.
fn date(text: &str) -> Typed {
    let parts: Vec<&str> = text
        .trim_end_matches('日')
        .split(&['-', '/', '.', '年', '月'][..])
        .map(str::trim)
        .collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 && [year, month, day].iter().all(|p| digits(p)) => {
            let two = |part: &str| if part.len() == 1 { ["0", part].concat() } else { part.into() };
            Typed::Value(Scalar::Text([*year, "-", &two(month), "-", &two(day)].concat()))
        }
        _ => Typed::Unreadable(key!("fault-date")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(raw: &str) -> Typed {
        typed(FactKind::Money, "CNY", None, raw)
    }

    #[test]
    fn money_as_people_write_it() {
        let cases = [
            ("1200.50", "1200.50"),
            (" 1,200.50 ", "1200.50"),
            ("1200元", "1200"),
            ("１，２００．５０", "1200.50"),
            ("￥1 200", "1200"),
            ("¥1,234,567", "1234567"),
            ("人民币300元", "300"),
            ("RMB 80", "80"),
            ("CNY 12.5", "12.5"),
            ("0", "0"),
            ("007", "7"),
            ("-5", "-5"),
            ("¥-5", "-5"),
        ];
        for (raw, amount) in cases {
            assert_eq!(yuan(raw), Typed::Value(Scalar::Text(amount.into())), "{raw}");
        }
    }

    #[test]
    fn half_typed_and_ambiguous_money_is_not_guessed() {
        for raw in ["12,5", "1,2,3", ".", "5.", "12..5", "about 50", "1.200,50", "--5", "¥"] {
            assert_eq!(yuan(raw), Typed::Unreadable("fault-money"), "{raw}");
        }
        assert_eq!(yuan("  "), Typed::Nothing);
    }

    #[test]
    fn another_currency_is_named_as_such() {
        for raw in ["$100", "100 USD", "eur 5", "5欧元", "£3"] {
            assert_eq!(yuan(raw), Typed::Unreadable("fault-currency"), "{raw}");
        }
        let dollars = typed(FactKind::Money, "USD", None, "$100");
        assert_eq!(dollars, Typed::Value(Scalar::Text("100".into())));
    }

    #[test]
    fn numbers_with_their_unit() {
        let read = |kind, unit, raw| typed(kind, "CNY", unit, raw);
        assert_eq!(read(FactKind::Minutes, None, "90 分钟"), Typed::Value(Scalar::Whole(90)));
        assert_eq!(read(FactKind::Days, None, "３天"), Typed::Value(Scalar::Whole(3)));
        assert_eq!(
            read(FactKind::Number, Some("km"), "1,500 km"),
            Typed::Value(Scalar::Whole(1500))
        );
        assert_eq!(read(FactKind::Percent, None, "2.5%"), Typed::Value(Scalar::Text("2.5".into())));
        assert_eq!(read(FactKind::Days, None, "soon"), Typed::Unreadable("fault-number"));
        let huge = "99999999999999999999";
        assert_eq!(read(FactKind::Days, None, huge), Typed::Value(Scalar::Text(huge.into())));
    }

    #[test]
    fn dates_from_the_picker_and_from_the_keyboard() {
        let read = |raw| typed(FactKind::Date, "CNY", None, raw);
        for raw in ["2026-03-02", "2026/3/2", "2026年3月2日", "２０２６-03-02"] {
            assert_eq!(read(raw), Typed::Value(Scalar::Text("2026-03-02".into())), "{raw}");
        }
        for raw in ["2/3", "2026-03", "yesterday", "26-03-02"] {
            assert_eq!(read(raw), Typed::Unreadable("fault-date"), "{raw}");
        }
    }
}
