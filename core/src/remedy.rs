//! What is known of each kind of remedy: its family, whether it carries money, what it is good for.

use crate::document::policy::{LossKind, RemedyKind};

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

/// Whether a kind is like for like with a loss (Roschk & Gelbrich 2014, meta-analysis): money for
/// money, a product for a product, the service again for a service, attention for attention.
pub fn is_like_for_like(kind: RemedyKind, loss: LossKind) -> bool {
    match loss {
        LossKind::Money => is_money(kind),
        LossKind::Product => matches!(kind, RemedyKind::Replacement | RemedyKind::Refund),
        LossKind::Service => family(kind) == Family::Service,
        LossKind::Attention => family(kind) == Family::Emotional,
    }
}
