//! Conditions and single values as they are written.

use super::FormulaDocument;
use crate::document::node::Node;
use crate::document::readable::{document, from_serde};
use crate::document::{Read, Reader, Write};
use crate::packing::pack;
use serde::Serialize;

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

/// A written value: text, true or false, a whole number, or a list of such.
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
    /// The values of a list fact.
    List(Vec<Scalar>),
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
compiled_away!(ConditionDocument, Self::Always(false));

impl Write for ConditionDocument {
    fn put(&self, to: &mut String) {
        match self {
            Self::Always(always) => always.put(to),
            Self::Test(test) => test.put(to),
        }
    }
}

impl Read for Scalar {
    fn read(reader: &mut Reader<'_>) -> Self {
        match reader.node() {
            Node::Text(text) => Self::Text(text.clone().into_owned()),
            Node::Bool(yes) => Self::YesNo(*yes),
            Node::Whole(whole) => Self::Whole(*whole),
            Node::List(_) => Self::List(Read::read(reader)),
            Node::Null | Node::Object(_) | Node::Hole => {
                reader.wrong_type("text, true, false, a whole number or a list of them");
                Self::Text(String::new())
            }
        }
    }
}
from_serde!(Scalar);
pack!(
    enum Scalar {
        Text(text),
        YesNo(yes),
        Whole(whole),
        List(values),
    }
);

impl Write for Scalar {
    fn put(&self, to: &mut String) {
        match self {
            Self::Text(text) => text.put(to),
            Self::YesNo(yes) => yes.put(to),
            Self::Whole(whole) => whole.put(to),
            Self::List(values) => values.put(to),
        }
    }
}
