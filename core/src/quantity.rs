//! Quantities: numbers with a unit, as literals of a policy write them.

use crate::date;
use crate::fault::words;
use crate::money::Currency;
use crate::number::Exact;
use crate::packing::pack;

/// The unit of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// Minor units of the policy's currency.
    Money,
    /// Percent.
    Percent,
    /// Minutes.
    Minutes,
    /// Days.
    Days,
    /// A date, as a day number.
    Date,
    /// A count without unit.
    Plain,
    /// A unit the policy names, such as `km`.
    Named(String),
}
pack!(
    enum Unit {
        Money,
        Percent,
        Minutes,
        Days,
        Date,
        Plain,
        Named(name),
    }
);

impl Unit {
    /// The unit as messages name it.
    pub fn name(&self) -> &str {
        match self {
            Self::Money => "an amount of money",
            Self::Percent => "a percentage",
            Self::Minutes => "minutes",
            Self::Days => "days",
            Self::Date => "a date",
            Self::Plain => "a plain number",
            Self::Named(name) => name,
        }
    }
}

/// A unit the policy names; `month` and `months` are one unit, as are weeks, hours and years.
pub fn named(name: &str) -> Unit {
    Unit::Named(match name {
        "hour" | "week" | "month" | "year" => [name, "s"].concat(),
        _ => name.to_owned(),
    })
}

/// Months, the unit of what lies between two dates by the calendar.
pub fn months() -> Unit {
    named("months")
}

/// A literal: a fixed quantity, or the day of the quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// A quantity.
    Fixed(Exact, Unit),
    /// The day of the quote.
    Today,
}
pack!(
    enum Literal {
        Fixed(value, unit),
        Today,
    }
);

/// Reads a literal of a policy in `currency`; the error says what a literal looks like.
///
/// ```
/// use amends_core::{money::Currency, number::Exact, quantity::{self, Literal, Unit}};
/// let yuan = Currency::of("CNY").unwrap();
/// assert_eq!(quantity::read("12.50 CNY", yuan), Ok(Literal::Fixed(Exact::whole(1250), Unit::Money)));
/// assert_eq!(quantity::read("30 min", yuan), Ok(Literal::Fixed(Exact::whole(30), Unit::Minutes)));
/// assert!(quantity::read("12.50 EUR", yuan).unwrap_err().contains("CNY"));
/// ```
pub fn read(text: &str, currency: Currency) -> Result<Literal, String> {
    if text == "today" {
        return Ok(Literal::Today);
    }
    if let Some(day) = date::read(text) {
        return Ok(Literal::Fixed(date::to_number(day), Unit::Date));
    }
    let (number, unit) = text.split_once(' ').unwrap_or((text, ""));
    let plain = Exact::decimal(number).ok_or_else(|| not_a_literal(text))?;
    let unit = match unit {
        "" => Unit::Plain,
        "%" => Unit::Percent,
        "min" => Unit::Minutes,
        "day" | "days" => Unit::Days,
        code if code == currency.code() => {
            let minor = currency.minor(number).ok_or_else(|| {
                words!("`{text}` has more decimal places than {} has", currency.code())
            })?;
            return Ok(Literal::Fixed(minor, Unit::Money));
        }
        code if looks_like_currency(code) => {
            return Err(words!(
                "`{text}` is in {code}, but this policy's currency is {}",
                currency.code()
            ));
        }
        word if !word.contains(' ') => named(word),
        _ => return Err(not_a_literal(text)),
    };
    Ok(Literal::Fixed(plain, unit))
}

fn looks_like_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase())
}

fn not_a_literal(text: &str) -> String {
    words!(
        "`{text}` is not a literal; write a number with its unit, such as `25.00 CNY`, `30 min`, \
         `2 days`, `25 %`, `3`, or a date such as `2026-03-01` or `today`"
    )
}
