//! Formulas and conditions as they are written: closed trees of domain primitives.
//!
//! A formula is a literal (`"25.00 CNY"`, `"3"`) or an object with one key, the primitive.
//! A condition is `true`, `false`, or an object: `all`, `any`, `not`, or a test of a fact or formula.

use super::node::Node;
use super::readable::{document, from_serde};
use super::{Read, Reader, Write, Written};
use crate::packing::{Pack, Packer, Unpacker, pack};
use serde::Serialize;

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
        /// A literal, spelled out.
        Fixed(String),
        /// The value of a fact.
        Fact(String),
        /// A percentage of an amount or number.
        Percent(PercentDocument),
        /// A count of an amount or number.
        Times(TimesDocument),
        /// The sum of all.
        Sum(Vec<FormulaDocument>),
        /// The first less the second.
        Difference(DifferenceDocument),
        /// The least of all.
        Least(Vec<FormulaDocument>),
        /// The greatest of all.
        Greatest(Vec<FormulaDocument>),
        /// Raised to a minimum.
        Floor(BoundDocument),
        /// Limited to a maximum.
        Cap(BoundDocument),
        /// A table by a number.
        Bands(BandsDocument),
        /// An amount for each whole day beyond a grace period.
        PerDay(PerDayDocument),
        /// The first row whose condition holds.
        Choose(ChooseDocument),
        /// A monthly fee for a number of months.
        MonthsOf(MonthsOfDocument),
        /// Simple interest for a number of days.
        Interest(InterestDocument),
        /// Days from one date to another: first day out, last day in.
        DaysBetween(DaysBetweenDocument),
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
    /// A table by a number: rows in rising order without gap, the last one `above`.
    pub struct BandsDocument {
        /// The number looked up.
        pub by: FormulaDocument,
        /// Rows.
        pub rows: Vec<BandDocument>,
    }
}

document! {
    /// One row: exactly one of `below`, `up_to` and `above`.
    pub struct BandDocument {
        /// Less than this literal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub below: Option<String>,
        /// Less than or equal to this literal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub up_to: Option<String>,
        /// Everything above the row before: the open top.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub above: bool,
        /// The value of the row.
        pub give: FormulaDocument,
    }
}

document! {
    /// `give` for each whole day of `days` beyond `grace`.
    pub struct PerDayDocument {
        /// Number of days.
        pub days: FormulaDocument,
        /// Days that are not counted.
        pub grace: FormulaDocument,
        /// Amount a day.
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
    }
}

document! {
    /// `months` times a monthly `fee`.
    pub struct MonthsOfDocument {
        /// Fee of one month.
        pub fee: FormulaDocument,
        /// How many months.
        pub months: FormulaDocument,
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
    /// Days from one date to another.
    pub struct DaysBetweenDocument {
        /// First day; not counted.
        pub from: FormulaDocument,
        /// Last day; counted.
        pub to: FormulaDocument,
    }
}

/// A condition: `true`, `false`, or a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum ConditionDocument {
    /// Always or never.
    Always(bool),
    /// A test.
    Test(Box<TestDocument>),
}

document! {
    /// A test: exactly one of `all`, `any`, `not`, `fact`, `value`; comparisons go with `fact` or `value`.
    #[derive(Default)]
    pub struct TestDocument {
        /// Every one holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub all: Option<Vec<ConditionDocument>>,
        /// At least one holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub any: Option<Vec<ConditionDocument>>,
        /// It does not hold.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub not: Option<ConditionDocument>,
        /// A fact; alone, a yes/no fact that is true.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub fact: Option<String>,
        /// A formula, for comparisons.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub value: Option<FormulaDocument>,
        /// Equal to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub is: Option<Scalar>,
        /// One of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub is_one_of: Option<Vec<Scalar>>,
        /// Greater than or equal to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at_least: Option<FormulaDocument>,
        /// Greater than.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub more_than: Option<FormulaDocument>,
        /// Less than or equal to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at_most: Option<FormulaDocument>,
        /// Less than.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub less_than: Option<FormulaDocument>,
    }
}

/// A single written value: text, true or false, or a whole number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Scalar {
    /// Text: a choice, a literal or words.
    Text(String),
    /// True or false.
    YesNo(bool),
    /// A whole number.
    Whole(i64),
}

impl Read for FormulaDocument {
    fn read(reader: &mut Reader<'_>) -> Self {
        match reader.node() {
            Node::Text(text) => Self::Literal(text.clone()),
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
    fn tree(&self) -> Written {
        match self {
            Self::Literal(text) => text.tree(),
            Self::Whole(whole) => whole.tree(),
            Self::Primitive(primitive) => primitive.tree(),
        }
    }
}

impl Read for ConditionDocument {
    fn read(reader: &mut Reader<'_>) -> Self {
        match reader.node() {
            Node::Bool(always) => Self::Always(*always),
            Node::Object(_) => Self::Test(Box::new(Read::read(reader))),
            Node::Null | Node::Whole(_) | Node::Text(_) | Node::List(_) | Node::Hole => {
                reader.wrong_type("true, false, or a condition object");
                Self::Test(Box::default())
            }
        }
    }
}
from_serde!(ConditionDocument);

impl Write for ConditionDocument {
    fn tree(&self) -> Written {
        match self {
            Self::Always(always) => always.tree(),
            Self::Test(test) => test.tree(),
        }
    }
}

impl Read for Scalar {
    fn read(reader: &mut Reader<'_>) -> Self {
        match reader.node() {
            Node::Text(text) => Self::Text(text.clone()),
            Node::Bool(yes) => Self::YesNo(*yes),
            Node::Whole(whole) => Self::Whole(*whole),
            Node::Null | Node::List(_) | Node::Object(_) | Node::Hole => {
                reader.wrong_type("text, true, false or a whole number");
                Self::Text(String::new())
            }
        }
    }
}
from_serde!(Scalar);

impl Write for Scalar {
    fn tree(&self) -> Written {
        match self {
            Self::Text(text) => text.tree(),
            Self::YesNo(yes) => yes.tree(),
            Self::Whole(whole) => whole.tree(),
        }
    }
}
pack!(
    enum Scalar {
        Text(text),
        YesNo(yes),
        Whole(whole),
    }
);

/// What has been compiled is not packed as it was written: something empty stands in.
macro_rules! compiled_away {
    ($type:ty, $empty:expr) => {
        impl Pack for $type {
            fn pack(&self, _: &mut Packer<'_>) {}
            fn unpack(_: &mut Unpacker<'_>) -> Self {
                $empty
            }
        }
    };
}
compiled_away!(FormulaDocument, Self::Whole(0));
compiled_away!(ConditionDocument, Self::Always(false));
