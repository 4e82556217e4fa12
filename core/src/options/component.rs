//! One remedy inside an option, and what it comes to.

use crate::number::{Exact, Range};

/// One remedy inside an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Remedy by index.
    pub remedy: usize,
    /// Money after caps.
    pub amount: Option<Range>,
    /// What it is worth.
    pub value: Option<Range>,
    /// False while a missing fact decides whether it is due.
    pub certain: bool,
}

impl Component {
    /// Whether it is an amount that is surely zero: nothing to promise.
    pub(super) fn comes_to_nothing(&self) -> bool {
        self.amount.is_some_and(|amount| amount.high == Some(Exact::ZERO))
    }

    pub(super) fn may_come_to_nothing(&self) -> bool {
        self.amount.is_some_and(|amount| amount.low == Some(Exact::ZERO))
    }

    /// What it is worth; from zero while its amount may still come to nothing.
    pub(super) fn worth(&self) -> Option<Range> {
        let may_be_none = self.may_come_to_nothing();
        self.value
            .map(|value| if may_be_none { value.hull(Range::point(Exact::ZERO)) } else { value })
    }
}
