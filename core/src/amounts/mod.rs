//! Amounts: what a policy gives for a complaint in money, without words, dates or reasons.
//!
//! The stages are those of the quote; what only speaks to people is left out, so that a policy can be
//! tried on a whole history of complaints.

mod line;

pub use crate::options::{Capped, Component, Fit, Offered, Offers};

use crate::assessment::{Assessment, contradictions};
use crate::complaint::{Complaint, in_force, overflow};
use crate::document::complaint::ComplaintDocument;
use crate::document::quote::Due;
use crate::evaluation::evaluate;
use crate::fault::Fault;
use crate::guard::{Lost, lost};
use crate::options::offer;
use crate::policy::Policy;
use crate::policy::formula::Overflow;
use chrono::NaiveDate;
pub use line::{Line, Lines, QuotedLine};

/// What a policy gives for one complaint, in money: minor units of its currency, ranges while facts are
/// missing.
#[derive(Debug, Clone)]
pub struct Amounts {
    /// The problem, by index in the policy's document.
    pub problem: usize,
    /// Whether anything material is due.
    pub due: Due,
    /// Whether the policy was in force on the day.
    pub in_force: bool,
    /// Everything offered.
    pub offers: Offers,
    /// What was lost, where the policy says so and all is known.
    pub lost: Option<Lost>,
}

/// What a policy gives for a complaint on a day, as if it were in force on every day.
///
/// Everything in it is what [`quote`](crate::quote()) says of the same complaint. Three things of the quote
/// are not looked at, because the question is what a policy would have paid: whether it was in force,
/// whether its calendars reach the days of its promises, and whether the complaint's choice is offered.
///
/// # Errors
/// Every other fault of the complaint, in the customer's language.
pub fn amounts(
    policy: &Policy,
    complaint: &ComplaintDocument,
    today: NaiveDate,
) -> Result<Amounts, Vec<Fault>> {
    let understood = Complaint::read_on_any_day(policy, complaint, today)?;
    let contradictions = contradictions(policy, &understood);
    if !contradictions.is_empty() {
        return Err(contradictions);
    }
    let language = understood.language;
    stages(policy, understood).map_err(|Overflow| vec![overflow(language)])
}

/// The stages that give amounts.
fn stages(policy: &Policy, mut complaint: Complaint) -> Result<Amounts, Overflow> {
    let assessment = Assessment::judge_scene(policy, complaint.problem, complaint.take_scene())?;
    let entitlements = evaluate(policy, &complaint, &assessment, false)?;
    let offers = offer(policy, &complaint, &assessment, &entitlements)?;
    Ok(Amounts {
        problem: complaint.problem,
        due: offers.due(policy, &assessment.scene),
        in_force: in_force(policy, complaint.today),
        lost: lost(policy, complaint.problem, &assessment)?,
        offers,
    })
}
