//! Formulas and conditions as they are written: closed trees of domain primitives.
//!
//! A formula is a literal (`"25.00 CNY"`, `"3"`) or an object with one key, the primitive.
//! A condition is `true`, `false`, or an object: `all`, `any`, `not`, or a test of a fact or formula.

/// What has been compiled is not packed as it was written: something empty stands in.
macro_rules! compiled_away {
    ($type:ty, $empty:expr) => {
        impl $crate::packing::Pack for $type {
            fn pack(&self, _: &mut $crate::packing::Packer<'_>) {}
            fn unpack(_: &mut $crate::packing::Unpacker<'_>) -> Self {
                $empty
            }
        }
    };
}
mod conditions;
mod dates;

use super::node::Node;
use super::policy::Text;
use super::readable::{document, from_serde};
use super::{Read, Reader, Write};
use serde::Serialize;

pub use conditions::*;
pub use dates::*;

/// What a formula may be.
const FORMULA: &str = "a literal such as \"25.00 CNY\", or an object with one formula primitive";

/// A formula: a literal, or one primitive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum FormulaDocument {
    /// `"25.00 CNY"`, `"30 min"`, `"2 days"`, `"25 %"`, `"3"`, `"2026-03-01"`, `"today"`.
    Literal(String),
    /// A whole number without unit.
    Whole(i64),
    /// One primitive.
    Primitive(Box<Primitive>),
}

document! {
    /// The formula primitives; a closed set.
    pub choice Primitive {
        /// The value of a fact.
        Fact(String),
        /// A percentage of an amount or number.
        Percent(PercentDocument),
        /// A count of an amount or number.
        Times(TimesDocument),
        /// An amount or number divided by a count.
        Divide(DivideDocument),
        /// How many times one quantity goes into another of the same unit.
        Ratio(RatioDocument),
        /// The sum of all.
        Sum(Vec<FormulaDocument>),
        /// The first less the second.
        Difference(DifferenceDocument),
        /// The least of all; of dates the earliest.
        Least(Vec<FormulaDocument>),
        /// The greatest of all; of dates the latest.
        Greatest(Vec<FormulaDocument>),
        /// Raised to a minimum.
        Floor(BoundDocument),
        /// Limited to a maximum.
        Cap(BoundDocument),
        /// Rounded here and now.
        Round(RoundDocument),
        /// A table by a number or date.
        Bands(BandsDocument),
        /// The first row whose condition holds.
        Choose(ChooseDocument),
        /// An amount for each period beyond a grace.
        Per(PerDocument),
        /// Simple interest for a number of days.
        Interest(InterestDocument),
        /// Days from one date to another.
        DaysBetween(DaysBetweenDocument),
        /// Whole calendar months from one date to another.
        MonthsBetween(BetweenDatesDocument),
        /// The last day of a span that begins after, or ends before, a day.
        Deadline(DeadlineDocument),
        /// The value of a history on a day.
        ValueOn(ValueOnDocument),
        /// The average of a history over days.
        Average(AverageDocument),
        /// Something taken over the values of a list fact.
        Over(OverDocument),
        /// A result that is a range by judgement.
        Between(BetweenDocument),
    }
}

document! {
    /// `rate` per hundred of `of`.
    pub struct PercentDocument {
        /// A percentage.
        pub rate: FormulaDocument,
        /// What it is of.
        pub of: FormulaDocument,
    }
}

document! {
    /// `count` times `of`.
    pub struct TimesDocument {
        /// A number that is not money.
        pub count: FormulaDocument,
        /// What is counted.
        pub of: FormulaDocument,
    }
}

document! {
    /// `of` divided by a count.
    pub struct DivideDocument {
        /// What is divided.
        pub of: FormulaDocument,
        /// A number that is not money, surely above zero.
        pub by: FormulaDocument,
    }
}

document! {
    /// `of` divided by something of the same unit: a plain number.
    pub struct RatioDocument {
        /// What is measured.
        pub of: FormulaDocument,
        /// The measure, surely above zero; the same unit.
        pub to: FormulaDocument,
    }
}

document! {
    /// `of` less `less`.
    pub struct DifferenceDocument {
        /// From.
        pub of: FormulaDocument,
        /// Taken away; the same unit.
        pub less: FormulaDocument,
    }
}

document! {
    /// `of`, bounded `at`.
    pub struct BoundDocument {
        /// What is bounded.
        pub of: FormulaDocument,
        /// The bound; the same unit.
        pub at: FormulaDocument,
    }
}

document! {
    /// `of`, rounded `to` a multiple.
    pub struct RoundDocument {
        /// What is rounded.
        pub of: FormulaDocument,
        /// The step, a literal of the same unit above zero: `"0.01 GBP"`, `"1 day"`.
        pub to: String,
        /// What happens between two steps.
        pub mode: RoundingMode,
    }
}

document! {
    /// What happens to an amount between two rounding units.
    pub enum RoundingMode {
        /// To the nearest unit; a tie goes away from zero.
        HalfUp,
        /// To the nearest unit; a tie goes towards zero.
        HalfDown,
        /// To the nearest unit; a tie goes to the even one.
        HalfEven,
        /// To the next unit up: in the customer's favour.
        Up,
        /// To the next unit down.
        Down,
    }
}

document! {
    /// A table by a number or date: the first row that fits. Edges all rise (`less_than`, `at_most`) or
    /// all fall (`at_least`, `more_than`).
    pub struct BandsDocument {
        /// The number or date looked up.
        pub by: FormulaDocument,
        /// Rows.
        pub rows: Vec<BandDocument>,
        /// When no row fits; may be left out when the limits of the fact looked up show that one always does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub otherwise: Option<FormulaDocument>,
    }
}

document! {
    /// One row: exactly one of the four edges.
    pub struct BandDocument {
        /// Fits what is less than this literal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub less_than: Option<String>,
        /// Fits what is less than or equal to this literal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at_most: Option<String>,
        /// Fits what is greater than or equal to this literal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at_least: Option<String>,
        /// Fits what is greater than this literal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub more_than: Option<String>,
        /// The value of the row.
        pub give: FormulaDocument,
    }
}

document! {
    /// The first row that holds, else `otherwise`.
    pub struct ChooseDocument {
        /// Rows in order.
        pub rows: Vec<ChooseRow>,
        /// When no row holds.
        pub otherwise: FormulaDocument,
    }
}

document! {
    /// One row of a choice.
    pub struct ChooseRow {
        /// Holds when.
        pub when: ConditionDocument,
        /// The value.
        pub give: FormulaDocument,
        /// Why this row, for the customer; said where the amount is explained, when the row decides.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub because: Option<Text>,
    }
}

document! {
    /// `give` for each period of `every` in `of` beyond `after`.
    pub struct PerDocument {
        /// What is cut into periods.
        pub of: FormulaDocument,
        /// The grace, not counted; nothing when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub after: Option<FormulaDocument>,
        /// Length of a period, surely above zero; the same unit.
        pub every: FormulaDocument,
        /// For each period.
        pub give: FormulaDocument,
        /// Whether a begun period counts.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub begun: bool,
    }
}

document! {
    /// Simple interest: principal x rate x days / (100 x basis).
    pub struct InterestDocument {
        /// Amount that bears interest.
        pub principal: FormulaDocument,
        /// Percent a year.
        pub rate: FormulaDocument,
        /// Number of days.
        pub days: FormulaDocument,
        /// Days in a year: 360, 365 or 366.
        pub basis: u32,
    }
}

document! {
    /// `low` to `high`, by judgement.
    pub struct BetweenDocument {
        /// The least.
        pub low: FormulaDocument,
        /// The most; open when absent. The same unit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub high: Option<FormulaDocument>,
    }
}

document! {
    /// What is taken over the values of a list fact.
    pub struct OverDocument {
        /// The list fact.
        pub list: String,
        /// What is taken.
        pub take: Take,
        /// Which values count; all when absent. May read the fact `item`.
        #[serde(rename = "where", default, skip_serializing_if = "Option::is_none")]
        pub filter: Option<ConditionDocument>,
        /// What each value gives; itself when absent. May read the fact `item`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub give: Option<FormulaDocument>,
        /// The greatest or least of no values at all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub otherwise: Option<FormulaDocument>,
    }
}

document! {
    /// What is taken over a list.
    pub enum Take {
        /// The sum.
        Sum,
        /// How many.
        Count,
        /// The greatest; of dates the latest.
        Greatest,
        /// The least; of dates the earliest.
        Least,
    }
}

impl Read for FormulaDocument {
    fn read(reader: &mut Reader<'_>) -> Self {
        match reader.node() {
            Node::Text(text) => Self::Literal(text.clone().into_owned()),
            Node::Whole(whole) => Self::Whole(*whole),
            Node::Object(_) => Self::Primitive(Box::new(Read::read(reader))),
            Node::Null | Node::Bool(_) | Node::List(_) | Node::Hole => {
                reader.wrong_type(FORMULA);
                Self::Literal(String::new())
            }
        }
    }
}
from_serde!(FormulaDocument);

impl Write for FormulaDocument {
    fn put(&self, to: &mut String) {
        match self {
            Self::Literal(text) => text.put(to),
            Self::Whole(whole) => whole.put(to),
            Self::Primitive(primitive) => primitive.put(to),
        }
    }
}

compiled_away!(FormulaDocument, Self::Whole(0));
