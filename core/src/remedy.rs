//! What is known of each kind of remedy: its family, whether it carries money, what it is good for.

use crate::document::policy::{LossKind, ProblemDocument, RemedyKind};

/// The three families of redress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Money or goods.
    Material,
    /// Work done for the customer.
    Service,
    /// Words, attention and change.
    Emotional,
}

/// The family of a kind.
///
/// ```
/// use amends_core::{document::policy::RemedyKind, remedy::{family, Family}};
/// assert_eq!(family(RemedyKind::FeeWaiver), Family::Material);
/// assert_eq!(family(RemedyKind::PersonalCall), Family::Emotional);
/// ```
pub fn family(kind: RemedyKind) -> Family {
    match kind {
        RemedyKind::Refund
        | RemedyKind::Payment
        | RemedyKind::FeeRefund
        | RemedyKind::FeeWaiver
        | RemedyKind::Discount
        | RemedyKind::Voucher
        | RemedyKind::Gift
        | RemedyKind::Replacement => Family::Material,
        RemedyKind::PriorityHandling
        | RemedyKind::Consultation
        | RemedyKind::ServiceExtension
        | RemedyKind::ServiceUpgrade
        | RemedyKind::Redo
        | RemedyKind::ExtraService => Family::Service,
        RemedyKind::NamedContact
        | RemedyKind::Apology
        | RemedyKind::Explanation
        | RemedyKind::PersonalCall
        | RemedyKind::Correction
        | RemedyKind::Improvement => Family::Emotional,
    }
}

/// Whether a kind must state an amount.
pub fn needs_amount(kind: RemedyKind) -> bool {
    is_money(kind) || matches!(kind, RemedyKind::Discount | RemedyKind::Voucher)
}

/// Whether a kind is money the customer can spend anywhere, or need not pay.
pub fn is_money(kind: RemedyKind) -> bool {
    matches!(
        kind,
        RemedyKind::Refund | RemedyKind::Payment | RemedyKind::FeeRefund | RemedyKind::FeeWaiver
    )
}

/// How well a kind makes a loss good, like for like (Roschk & Gelbrich 2014, meta-analysis): 0 is best, 1 is
/// near, none is another way.
///
/// Money for money, at once rather than bit by bit; the product again, else the money back; the service
/// again or better, else other work; for want of attention an apology and somebody who cares.
///
/// ```
/// use amends_core::{document::policy::{LossKind, RemedyKind}, remedy::likeness};
/// assert_eq!(likeness(RemedyKind::Replacement, LossKind::Product), Some(0));
/// assert_eq!(likeness(RemedyKind::Refund, LossKind::Product), Some(1));
/// assert_eq!(likeness(RemedyKind::Voucher, LossKind::Product), None);
/// ```
pub fn likeness(kind: RemedyKind, loss: LossKind) -> Option<usize> {
    let (best, near) = match loss {
        LossKind::Money => (is_money(kind) && kind != RemedyKind::FeeWaiver, is_money(kind)),
        LossKind::Product => (kind == RemedyKind::Replacement, kind == RemedyKind::Refund),
        LossKind::Service => (
            matches!(kind, RemedyKind::Redo | RemedyKind::ServiceUpgrade),
            family(kind) == Family::Service,
        ),
        LossKind::Attention => (
            matches!(
                kind,
                RemedyKind::Apology | RemedyKind::PersonalCall | RemedyKind::NamedContact
            ),
            family(kind) == Family::Emotional,
        ),
    };
    if best { Some(0) } else { near.then_some(1) }
}

/// Shares of a loss, in percent, between which an answer is fitting where the customer turned the product or
/// service down, and the one never to go beyond: satisfaction rises most between 60 % and 120 % (Gelbrich,
/// Gäthke & Grégoire 2015) and falls above 150 % (Haesevoets et al. 2017). Want of attention needs no money.
pub fn fitting_shares(loss: LossKind) -> (i64, i64, i64) {
    match loss {
        LossKind::Money | LossKind::Product | LossKind::Service => (60, 120, 150),
        LossKind::Attention => (0, 120, 150),
    }
}

impl ProblemDocument {
    /// How well a kind makes the loss of this problem good, 0 best; none when it is another way.
    pub fn place(&self, kind: RemedyKind) -> Option<usize> {
        if self.like_for_like.is_empty() {
            return likeness(kind, self.loss_kind);
        }
        self.like_for_like.iter().position(|own| *own == kind)
    }
}
