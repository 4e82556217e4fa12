//! Formulas and conditions as they are written: closed trees of domain primitives.
//!
//! A formula is a literal (`"25.00 CNY"`, `"3"`) or an object with one key, the primitive.
//! A condition is `true`, `false`, or an object: `all`, `any`, `not`, or a test of a fact or formula.

use super::policy::document;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;

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

/// The formula primitives; a closed set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Primitive {
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

/// A test: exactly one of `all`, `any`, `not`, `fact`, `value`; comparisons go with `fact` or `value`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
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

struct FormulaVisitor;

impl<'de> Visitor<'de> for FormulaVisitor {
    type Value = FormulaDocument;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a literal such as \"25.00 CNY\", or an object with one formula primitive")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(FormulaDocument::Literal(text.to_owned()))
    }

    fn visit_i64<E: de::Error>(self, whole: i64) -> Result<Self::Value, E> {
        Ok(FormulaDocument::Whole(whole))
    }

    fn visit_u64<E: de::Error>(self, whole: u64) -> Result<Self::Value, E> {
        self.visit_i64(i64::try_from(whole).map_err(E::custom)?)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let primitive = Primitive::deserialize(de::value::MapAccessDeserializer::new(map))?;
        Ok(FormulaDocument::Primitive(Box::new(primitive)))
    }
}

impl<'de> Deserialize<'de> for FormulaDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FormulaVisitor)
    }
}

struct ConditionVisitor;

impl<'de> Visitor<'de> for ConditionVisitor {
    type Value = ConditionDocument;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, false, or a condition object")
    }

    fn visit_bool<E: de::Error>(self, always: bool) -> Result<Self::Value, E> {
        Ok(ConditionDocument::Always(always))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let test = TestDocument::deserialize(de::value::MapAccessDeserializer::new(map))?;
        Ok(ConditionDocument::Test(Box::new(test)))
    }
}

impl<'de> Deserialize<'de> for ConditionDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ConditionVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, true, false or a whole number")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(text.to_owned()))
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Self::Value, E> {
        Ok(Scalar::YesNo(yes))
    }

    fn visit_i64<E: de::Error>(self, whole: i64) -> Result<Self::Value, E> {
        Ok(Scalar::Whole(whole))
    }

    fn visit_u64<E: de::Error>(self, whole: u64) -> Result<Self::Value, E> {
        self.visit_i64(i64::try_from(whole).map_err(E::custom)?)
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}
