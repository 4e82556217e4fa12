//! Numbers and amounts as people write them: grouped in several ways, with a currency or a unit before or behind.

use super::{Reader, Typed, among};
use crate::labels::key;
use amends_core::document::formula::Scalar;
use amends_core::language::Phrase;
use amends_core::money::Currency;

/// Where a comma is the decimal one (CLDR): languages that it is so in nearly everywhere, and regions.
const COMMA: &str = "de/fr/es/it/nl/pt/pl/ru/uk/sv/da/fi/nb/tr/id/vi/cs/ro/hu/el/\
    AT/BE/DE/DK/FI/NL/SE/SI/ZA/DZ/LY/MA/MR/TN";

/// What stands in an amount beside its digits and between them.
struct Parts<'t> {
    sign: &'static str,
    before: &'t str,
    number: &'t str,
    behind: &'t str,
}

/// Digits without grouping, the whole ones and those behind the decimal sign.
struct Decimal {
    whole: String,
    fraction: String,
    /// Whether the one sign in it could as well stand between two groups.
    doubtful: bool,
}

impl Reader<'_> {
    pub(super) fn money(&self, text: &str) -> Typed {
        let unreadable = Typed::Unreadable(key!("fault-money"));
        let Some(parts) = parts(text) else { return unreadable };
        for beside in [parts.before, parts.behind] {
            match self.is_own(beside) {
                Some(true) => {}
                Some(false) => return Typed::Unreadable(key!("fault-currency")),
                None => return unreadable,
            }
        }
        let Some(decimal) = self.decimal(parts.number) else { return unreadable };
        let places = Currency::of(self.currency).map_or(2, Currency::places);
        let kept = usize::try_from(places).unwrap_or_default();
        let (fraction, more) = decimal.fraction.split_at_checked(kept).unwrap_or_default();
        if decimal.doubtful && !more.is_empty() && more.bytes().all(|digit| digit == b'0') {
            let grouped = [parts.sign, &decimal.whole, &decimal.fraction].concat();
            let small = written(parts.sign, &decimal.whole, fraction);
            return Typed::Twofold(key!("fault-two-amounts"), [small, grouped]);
        }
        Typed::Value(Scalar::Text(written(parts.sign, &decimal.whole, &decimal.fraction)))
    }

    pub(super) fn number(&self, text: &str, units: &str) -> Typed {
        let read = parts(text).filter(|parts| {
            let known = parts.behind == units || among(units, parts.behind);
            parts.before.is_empty() && (known || parts.behind.is_empty())
        });
        let decimal = read.and_then(|parts| {
            let decimal = self.decimal(parts.number)?;
            Some(written(parts.sign, &decimal.whole, &decimal.fraction))
        });
        let Some(decimal) = decimal else { return Typed::Unreadable(key!("fault-number")) };
        Typed::Value(decimal.parse().map_or_else(|_| Scalar::Text(decimal.clone()), Scalar::Whole))
    }

    /// Whether what stands beside an amount names the policy's currency; none where it names no currency.
    fn is_own(&self, beside: &str) -> Option<bool> {
        if beside.is_empty() || beside.eq_ignore_ascii_case(self.currency) {
            return Some(true);
        }
        let code = beside.len() == 3 && beside.bytes().all(|it| it.is_ascii_alphabetic());
        let mut found = code.then_some(false);
        for words in self.language.pattern(Phrase::MoneyWords).split('|') {
            if let Some((code, words)) = words.split_at_checked(3)
                && among(words, beside)
            {
                found = Some(found == Some(true) || code == self.currency);
            }
        }
        found
    }

    /// Reads digits with signs between them; none when they are not grouped by threes, or half typed.
    fn decimal(&self, text: &str) -> Option<Decimal> {
        let signs: Vec<(usize, char)> =
            text.char_indices().filter(|(_, sign)| !sign.is_ascii_digit()).collect();
        let Some((at, last)) = signs.last().copied() else { return grouped(text, "", false) };
        let others = signs.iter().filter(|(_, sign)| *sign != last).count();
        let once = signs.len() == others.saturating_add(1);
        let (whole, rest) = text.split_at_checked(at)?;
        let fraction = rest.get(last.len_utf8()..)?;
        let comma = self.lives_in(COMMA);
        let decimal = match last {
            '٫' => true,
            // Of two kinds the last is the decimal one; of one, that of the locale.
            '.' | ',' => once && (others > 0 || (last == ',') == comma),
            _ => false,
        };
        if !decimal {
            return grouped(text, "", false);
        }
        let doubtful = last != '٫' && others == 0 && fraction.len() == 3;
        grouped(whole, fraction, doubtful)
    }
}

/// A decimal of its parts; none when the digits before are not in groups, all apart in the same way: three digits in the
/// last, two or three in those before (as in India), one to three in the first.
fn grouped(whole: &str, fraction: &str, doubtful: bool) -> Option<Decimal> {
    let digits = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
    let gap = whole.chars().find(|it| !it.is_ascii_digit()).unwrap_or(' ');
    let mut joined = String::new();
    let mut groups = whole.rsplit(gap).peekable();
    let mut last = true;
    while let Some(group) = groups.next() {
        let first = groups.peek().is_none();
        let least = if first {
            1
        } else if last {
            3
        } else {
            2
        };
        let fits = (first && last) || (least..=3).contains(&group.len());
        if !fits || !digits(group) {
            return None;
        }
        joined.insert_str(0, group);
        last = false;
    }
    if !matches!(gap, ' ' | ',' | '.' | '\'' | '٬') || !digits(fraction) {
        return None;
    }
    let short = joined.trim_start_matches('0');
    let doubtful = doubtful && !short.is_empty() && short.len() <= 3;
    let whole = if short.is_empty() { "0" } else { short };
    Some(Decimal { whole: whole.to_owned(), fraction: fraction.to_owned(), doubtful })
}

fn written(sign: &str, whole: &str, fraction: &str) -> String {
    [sign, whole, if fraction.is_empty() { "" } else { "." }, fraction].concat()
}

/// The number from its first digit to its last, and what stands around it.
fn parts(text: &str) -> Option<Parts<'_>> {
    let digit = |it: char| it.is_ascii_digit();
    let point = |it: char| matches!(it, '.' | '٫');
    let before = text.get(..text.find(digit)?)?;
    // A number may begin with its decimal sign.
    let before = before.strip_suffix(point).unwrap_or(before);
    let number = text.get(before.len()..)?;
    let end = number.rfind(digit)?.checked_add(1)?;
    let (number, behind) = number.split_at_checked(end)?;
    let before = before.trim();
    let bare = before.strip_prefix('-').or_else(|| before.strip_suffix('-'));
    let sign = if bare.is_some() { "-" } else { "" };
    Some(Parts { sign, before: bare.unwrap_or(before).trim(), number, behind: behind.trim() })
}
