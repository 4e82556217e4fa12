//! The vocabulary of a policy, compiled: facts by index, their units, limits and sources.

use crate::document::Map;
use crate::document::policy::{FactKind, Responsibility, Severity};
use crate::number::{Exact, Range, Truth};
use crate::packing::{Pack, Packer, Unpacker, pack};
use crate::policy::condition::Condition;
use crate::policy::formula::{Formula, Overflow};
use crate::policy::value::View;
use crate::quantity::{Literal, Unit};

pub use crate::policy::scene::{Entries, Scene};

/// Index of a fact in its vocabulary.
pub type FactIndex = usize;

/// The built-in choice fact that holds the problem's id.
pub const PROBLEM: FactIndex = 0;
/// The built-in choice fact that holds whose responsibility it is.
pub const RESPONSIBILITY: FactIndex = 1;
/// The built-in choice fact that holds how bad it is.
pub const SEVERITY: FactIndex = 2;

/// How many facts are built in; those of the document follow in its order.
pub const BUILT_IN: usize = 3;

/// Every responsibility with its document id, in the order of its bit.
pub const RESPONSIBILITIES: [(Responsibility, &str); 5] = [
    (Responsibility::Ours, "ours"),
    (Responsibility::Shared, "shared"),
    (Responsibility::ThirdParty, "third_party"),
    (Responsibility::OutsideEvent, "outside_event"),
    (Responsibility::Unclear, "unclear"),
];

/// Every severity with its document id, in the order of its bit.
pub const SEVERITIES: [(Severity, &str); 4] = [
    (Severity::Minor, "minor"),
    (Severity::Moderate, "moderate"),
    (Severity::Serious, "serious"),
    (Severity::Critical, "critical"),
];

/// A set of choices, one bit each; a choice fact has at most 64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choices(u64);

impl Pack for Choices {
    fn pack(&self, to: &mut Packer<'_>) {
        self.0.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        Self(u64::unpack(from))
    }
}

impl Choices {
    /// The most choices a fact can have.
    pub const MOST: usize = 64;

    /// None of them.
    pub const NONE: Self = Self(0);

    /// The one at `index`; none when the index is beyond [`Choices::MOST`].
    pub fn one(index: usize) -> Self {
        let bit = u32::try_from(index).ok().and_then(|i| 1_u64.checked_shl(i));
        Self(bit.unwrap_or(0))
    }

    /// The first `count`.
    pub fn first(count: usize) -> Self {
        (0..count).map(Self::one).fold(Self::NONE, Self::union)
    }

    /// In either.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the one at `index` is in it.
    pub fn holds(self, index: usize) -> bool {
        self.0 & Self::one(index).0 != 0
    }

    /// The index, when there is exactly one.
    pub fn only(self) -> Option<usize> {
        (self.0.count_ones() == 1).then(|| usize::try_from(self.0.trailing_zeros()).ok())?
    }

    /// Whether the choice is in `set`, when it is one of these.
    pub fn within(self, set: Self) -> Truth {
        match (self.0 & set.0, self.0 & !set.0) {
            (_, 0) => Truth::True,
            (0, _) => Truth::False,
            (_, _) => Truth::Unknown,
        }
    }
}

/// What is known of a fact in one complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A number or date lies in this range.
    Number(Range),
    /// A yes/no fact.
    YesNo(Truth),
    /// The choices still possible.
    Choice(Choices),
    /// Words: whether there are any.
    Text(bool),
    /// The values of a list: their first place in the scene, and how many.
    List(usize, usize),
    /// A list not known yet: what each value may be, and the most there may be.
    OpenList(Range, u32),
}
pack!(
    enum State {
        Number(range),
        YesNo(truth),
        Choice(choices),
        Text(there),
        List(first, count),
        OpenList(each, most),
    }
);

impl State {
    /// The smallest state that holds both; states of different kinds do not meet.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => Self::Number(a.hull(b)),
            (Self::YesNo(a), Self::YesNo(b)) if a == b => self,
            (Self::YesNo(_), Self::YesNo(_)) => Self::YesNo(Truth::Unknown),
            (Self::Choice(a), Self::Choice(b)) => Self::Choice(a.union(b)),
            (_, Self::OpenList(..)) => other,
            (
                Self::Number(_)
                | Self::YesNo(_)
                | Self::Choice(_)
                | Self::Text(_)
                | Self::List(..)
                | Self::OpenList(..),
                _,
            ) => self,
        }
    }

    /// Whether nothing about it is open any more.
    pub fn is_known(self) -> bool {
        match self {
            Self::Number(range) => range.as_point().is_some(),
            Self::YesNo(truth) => truth != Truth::Unknown,
            Self::Choice(choices) => choices.only().is_some(),
            Self::Text(there) => there,
            Self::List(..) => true,
            Self::OpenList(..) => false,
        }
    }
}

/// Where a fact comes from.
#[derive(Debug, Clone)]
pub enum Source {
    /// The engine.
    BuiltIn,
    /// Customer, portal, or either.
    Supplied(Suppliers),
    /// A formula.
    Formula(Formula),
    /// A condition.
    Condition(Condition),
    /// Rules in order, each with its choice; the first that holds decides.
    Cases(Vec<(Condition, usize)>),
}
pack!(
    enum Source {
        BuiltIn,
        Supplied(by),
        Formula(formula),
        Condition(condition),
        Cases(rules),
    }
);

impl Source {
    /// Calls `see` with every fact it is derived from.
    pub fn reads(&self, see: &mut dyn FnMut(FactIndex)) {
        match self {
            Self::BuiltIn | Self::Supplied(_) => {}
            Self::Formula(formula) => formula.reads(see),
            Self::Condition(condition) => condition.reads(see),
            Self::Cases(rules) => rules.iter().for_each(|(when, _)| when.reads(see)),
        }
    }

    /// The state it gives a fact; none when nothing is derived.
    pub fn derived(&self, view: &View<'_>) -> Result<Option<State>, Overflow> {
        Ok(match self {
            Self::BuiltIn | Self::Supplied(_) => None,
            Self::Formula(formula) => Some(State::Number(formula.range(view)?)),
            Self::Condition(condition) => Some(State::YesNo(condition.holds(view)?)),
            Self::Cases(rules) => {
                let mut possible = Choices::NONE;
                for (when, choice) in rules {
                    let holds = when.holds(view)?;
                    if holds != Truth::False {
                        possible = possible.union(Choices::one(*choice));
                    }
                    if holds == Truth::True {
                        break;
                    }
                }
                Some(State::Choice(possible))
            }
        })
    }
}

/// Who may supply a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suppliers {
    /// The customer may be asked.
    pub customer: bool,
    /// The portal may know it.
    pub portal: bool,
}
pack!(struct Suppliers { customer, portal });

/// What holds of a fact that is not asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// This.
    State(State),
    /// The day of the quote.
    Today,
}
pack!(
    enum Preset {
        State(state),
        Today,
    }
);

/// A fact, compiled.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Id.
    pub id: String,
    /// Kind.
    pub kind: FactKind,
    /// Unit of a number.
    pub unit: Unit,
    /// Most values, when it is a list.
    pub list: Option<u32>,
    /// Least value.
    pub at_least: Option<Literal>,
    /// Largest value.
    pub at_most: Option<Literal>,
    /// Ids of the choices.
    pub choices: Vec<String>,
    /// What holds when no question asks for it.
    pub default: Option<Preset>,
    /// Where it comes from.
    pub source: Source,
    /// Earliest moment it can be computed.
    pub moment: Moment,
}
pack!(struct Fact { id, kind, unit, list, at_least, at_most, choices, default, source, moment });

/// The moment of an evaluation at which something becomes computable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// From supplied facts alone.
    Supplied,
    /// Once responsibility is judged.
    Responsibility,
    /// Once severity is judged.
    Severity,
}
pack!(names Moment { Supplied, Responsibility, Severity });

impl Fact {
    /// The state of the fact while nothing is known of it.
    pub fn unknown(&self, today: Exact) -> State {
        let bound = |literal: &Option<Literal>| match literal {
            Some(Literal::Fixed(value, _)) => Some(*value),
            Some(Literal::Today) => Some(today),
            None => None,
        };
        match self.kind {
            FactKind::Choice => State::Choice(Choices::first(self.choices.len())),
            FactKind::YesNo => State::YesNo(Truth::Unknown),
            FactKind::Text => State::Text(false),
            FactKind::Money
            | FactKind::Number
            | FactKind::Percent
            | FactKind::Minutes
            | FactKind::Days
            | FactKind::Date => {
                let least = bound(&self.at_least);
                // Before the first day a date can be, "not after today" leaves that day alone.
                let most = bound(&self.at_most).map(|most| least.map_or(most, |l| l.max(most)));
                let range = Range::between(least, most);
                self.list.map_or(State::Number(range), |most| State::OpenList(range, most))
            }
        }
    }

    /// The state of the fact when no question asks for it and the portal does not know it.
    pub fn unasked(&self, today: Exact) -> State {
        match self.default {
            Some(Preset::State(state)) => state,
            Some(Preset::Today) => State::Number(Range::point(today)),
            None => self.unknown(today),
        }
    }

    /// Whether a customer or portal supplies it.
    pub fn is_supplied(&self) -> bool {
        matches!(self.source, Source::Supplied(_))
    }
}

/// All facts of a policy.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Facts by index; the first three are built in.
    pub facts: Vec<Fact>,
    /// Index by id.
    pub index: Map<FactIndex>,
    /// Derived facts in the order they can be computed.
    pub derived: Vec<FactIndex>,
    /// Values of the defaults of list facts.
    pub entries: Vec<Exact>,
}
pack!(struct Vocabulary { facts, index, derived, entries });

impl Vocabulary {
    /// Index of a fact.
    pub fn find(&self, id: &str) -> Option<FactIndex> {
        self.index.get(id).copied()
    }

    /// A fact.
    pub fn fact(&self, index: FactIndex) -> Option<&Fact> {
        self.facts.get(index)
    }
}
