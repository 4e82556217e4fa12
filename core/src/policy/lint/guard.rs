//! Neither too little nor too much: what options come to, as a share of the loss, in corner cases.
//!
//! Corner cases are made by settling every fact that decides at the ends of the pieces rules cut it into. What
//! they show is true of a case a customer may have; what they do not show is not proved.

use super::cases::Cases;
use super::search::Search;
use super::walk::Part;
use super::{Lint, entry, money};
use crate::document::policy::{Basis, FactKind, RemedyKind, Responsibility};
use crate::number::{Exact, Range, Truth};
use crate::policy::loss::{Band, Loss, Lost, Share, in_kind};
use crate::policy::vocabulary::{
    Choices, Fact, FactIndex, RESPONSIBILITIES, RESPONSIBILITY, Scene, State,
};
use crate::policy::{Offer, Policy, Problem};
use crate::remedy::needs_amount;

/// Corner cases looked at for each problem.
const CORNERS: u64 = 240;

/// Looks at every problem that says what was lost, and at every uplift.
pub(super) fn check<'p>(lint: &mut Lint<'p>, search: &Search<'_, 'p>) {
    for (index, problem) in lint.policy.problems.iter().enumerate() {
        let Some(loss) = &problem.loss else { continue };
        let desk = Desk { policy: lint.policy, index, problem, loss };
        let facts = search.cases.deciding(index, &desk.parts());
        let mut said = Vec::new();
        for corner in 0..CORNERS {
            let settled = settle(search, index, &facts, corner);
            let Some(day) = search.cases.days.first() else { continue };
            let Some(scene) = search.cases.scene(*day, index, &settled) else { continue };
            for (code, option, message, help) in desk.look(&scene) {
                if !said.contains(&(code, option)) {
                    said.push((code, option));
                    let case = search.words(&desk.told(&settled));
                    let at = option.map_or_else(
                        || entry("problems", index).at("loss"),
                        |option| entry("options", option),
                    );
                    lint.say(
                        code,
                        &at,
                        [&*message, " ", &*case].concat().trim_end().to_owned(),
                        help,
                    );
                }
            }
        }
    }
    uplifts(lint, search.cases);
}

/// Facts settled at ends of their pieces, another mixture for each corner.
fn settle(
    search: &Search<'_, '_>,
    problem: usize,
    facts: &[FactIndex],
    corner: u64,
) -> Vec<(FactIndex, State)> {
    let Some(blank) = search.cases.blank(problem).next() else { return Vec::new() };
    let mut settled = Vec::new();
    let mut mixed = corner;
    for fact in facts {
        let supplied = search.cases.policy.vocabulary.fact(*fact).is_some_and(|f| f.is_supplied());
        let states: Vec<State> = search.ends(*fact, blank).into_iter().flat_map(ends).collect();
        // Knuth's multiplier (MMIX): neighbouring corners differ in every fact.
        mixed =
            mixed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let count = u64::try_from(states.len()).unwrap_or(1).max(1);
        let pick = (mixed >> 33).checked_rem(count).unwrap_or(0);
        let state = states.get(usize::try_from(pick).unwrap_or(0));
        settled.extend(state.filter(|_| supplied).map(|state| (*fact, *state)));
    }
    settled
}

/// The points at the ends of a state; one choice of a group.
fn ends(state: State) -> Vec<State> {
    match state {
        State::Number(Range { low: Some(low), high }) => {
            let ends = [Some(low), high.filter(|high| *high != low)];
            ends.into_iter().flatten().map(|end| State::Number(Range::point(end))).collect()
        }
        State::Choice(open) => {
            let first = (0..64).find(|index| open.holds(*index));
            first.map(|first| State::Choice(Choices::one(first))).into_iter().collect()
        }
        State::Number(_)
        | State::YesNo(_)
        | State::Text(_)
        | State::List(..)
        | State::OpenList(..) => vec![state],
    }
}

type Doubt = (&'static str, Option<usize>, String, &'static str);

/// What is offered for one problem.
struct Desk<'p> {
    policy: &'p Policy,
    index: usize,
    problem: &'p Problem,
    loss: &'p Loss,
}

/// What one option comes to, minor units.
struct Worth {
    option: usize,
    /// Everything but uplifts.
    all: Exact,
    /// The part of it that is owed.
    owed: Exact,
    /// Money, uplifts too.
    money: Exact,
}

impl<'p> Desk<'p> {
    fn options(&self) -> impl Iterator<Item = (usize, &'p Offer)> {
        let options = self.policy.options.iter().enumerate();
        options.filter(|(_, option)| option.problems.contains(&self.index))
    }

    /// Everything that decides what the options come to.
    fn parts(&self) -> Vec<Part<'p>> {
        let mut parts =
            vec![Part::Formula(&self.loss.amount), Part::Condition(&self.loss.rejected)];
        parts.extend(self.problem.responsibility.iter().map(|(when, _)| Part::Condition(when)));
        let rules = self.problem.not_due.iter().chain(&self.problem.contradictions);
        parts.extend(rules.map(Part::Condition));
        parts.extend(self.options().map(|(_, option)| Part::Condition(&option.when)));
        let remedies = self.problem.remedies.iter().filter_map(|r| self.policy.remedies.get(*r));
        for remedy in remedies {
            let value = remedy.value.iter().map(Part::Formula);
            parts.extend(money::rules(remedy).chain(money::formulas(remedy)).chain(value));
        }
        parts.extend(self.policy.limits.per_case.iter().map(Part::Formula));
        parts
    }

    /// The facts of a case that the loss rests on: the others would fill a page.
    fn told(&self, settled: &[(FactIndex, State)]) -> Vec<(FactIndex, State)> {
        let mut read = Vec::new();
        self.loss.amount.reads(&mut |fact| read.push(fact));
        self.loss.rejected.reads(&mut |fact| read.push(fact));
        settled.iter().filter(|(fact, _)| read.contains(fact)).copied().collect()
    }

    /// What is doubtful in one case.
    fn look(&self, scene: &Scene) -> Vec<Doubt> {
        let Some((lost, worths)) = self.measured(scene) else { return Vec::new() };
        let mut doubts: Vec<Doubt> = too_little(&lost, &worths).into_iter().collect();
        for worth in &worths {
            let share = lost.share(worth.all, worth.owed);
            let Some(Share { percent, band, .. }) = share.filter(|share| share.by_goodwill) else {
                continue;
            };
            let (code, help) = match band {
                Band::Over => ("over-loss", "lower the goodwill, or cap it at the loss"),
                Band::FarOver => {
                    ("far-over-loss", "so much more than was lost puts people off: lower it")
                }
                Band::Under | Band::Fitting => continue,
            };
            let message = format!("comes to {} % of the loss", percent.to_trimmed_decimal(1));
            doubts.push((code, Some(worth.option), message, help));
        }
        doubts
    }

    /// What was lost and what each option comes to; none where it is not known, nobody of ours is at
    /// fault, goodwill is refused, or the loss is made good in kind.
    fn measured(&self, scene: &Scene) -> Option<(Lost, Vec<Worth>)> {
        let ours = RESPONSIBILITIES.iter().position(|(own, _)| *own == Responsibility::Ours)?;
        let responsible = scene.state(RESPONSIBILITY) == State::Choice(Choices::one(ours));
        let refused = self.problem.not_due.iter().chain(&self.problem.contradictions);
        if !responsible || money::any(self.policy, refused, scene) != Truth::False {
            return None;
        }
        let lost = self.loss.of(&self.policy.view(scene)).ok()??;
        let offered = self
            .options()
            .filter(|(_, option)| money::holds(self.policy, &option.when, scene) == Truth::True);
        let worths: Option<Vec<Worth>> =
            offered.map(|(index, option)| self.worth(index, option, scene)).collect();
        worths.filter(|worths| !worths.is_empty()).map(|worths| (lost, worths))
    }

    fn worth(&self, option: usize, offer: &Offer, scene: &Scene) -> Option<Worth> {
        let cap = self.policy.limits.per_case.as_ref();
        let mut room = cap.and_then(|cap| cap.range(&self.policy.view(scene)).ok()?.high);
        let mut worth = Worth { option, all: Exact::ZERO, owed: Exact::ZERO, money: Exact::ZERO };
        for index in &self.problem.remedies {
            let document = self.policy.document.remedies.get(*index)?;
            let goodwill = document.basis == Basis::Goodwill;
            if !goodwill || offer.remedies.contains(index) {
                self.add(*index, &mut worth, room.as_mut().filter(|_| goodwill), scene)?;
            }
        }
        Some(worth)
    }

    /// Adds what a remedy comes to, within the room that the cap leaves; none where it is not known, or the
    /// loss is made good in kind.
    fn add(
        &self,
        index: usize,
        worth: &mut Worth,
        room: Option<&mut Exact>,
        scene: &Scene,
    ) -> Option<()> {
        let document = self.policy.document.remedies.get(index)?;
        let remedy = self.policy.remedies.get(index)?;
        match money::due(self.policy, remedy, scene) {
            Truth::False => return Some(()),
            Truth::Unknown => return None,
            Truth::True => {}
        }
        let mut amount = match money::amount(self.policy, remedy, scene) {
            Some(amount) => Some(amount.ok()?.as_point()?.max(Exact::ZERO)),
            None => None,
        };
        if let (Some(amount), Some(room)) = (&mut amount, room) {
            *amount = (*amount).min(*room);
            *room = room.minus(*amount)?;
        }
        // A lower price is money where something was kept.
        if needs_amount(document.kind) && document.kind != RemedyKind::Voucher {
            worth.money = worth.money.plus(amount.unwrap_or(Exact::ZERO))?;
        }
        let value = match &remedy.value {
            Some(value) => Some(value.range(&self.policy.view(scene)).ok()?.as_point()?),
            None => amount,
        };
        if value.is_none() && in_kind(self.policy.document.problems.get(self.index)?, document.kind)
        {
            return None;
        }
        let value = value.filter(|_| document.uplift.is_none()).unwrap_or(Exact::ZERO);
        worth.all = worth.all.plus(value)?;
        if document.basis != Basis::Goodwill {
            worth.owed = worth.owed.plus(value)?;
        }
        Some(())
    }
}

/// Whether even the best option gives too little.
fn too_little(lost: &Lost, worths: &[Worth]) -> Option<Doubt> {
    let best = worths.iter().map(|worth| worth.all).max()?;
    if lost.rejected {
        let Share { percent, band, .. } = lost.share(best, best)?;
        let percent = percent.to_trimmed_decimal(1);
        let message = format!("the most that is offered comes to {percent} % of the loss");
        let help = "raise what is offered, or owe the loss back";
        return (band == Band::Under).then_some(("under-loss", None, message, help));
    }
    let message = "no option gives a first sum of money for what was kept".to_owned();
    let help = "give a small certain sum: of what was kept, the first money counts most";
    let none = worths.iter().all(|worth| worth.money == Exact::ZERO);
    none.then_some(("no-first-money", None, message, help))
}

/// Uplifts for effort or waiting that nothing on record decides.
fn uplifts(lint: &mut Lint<'_>, cases: &Cases<'_>) {
    let policy = lint.policy;
    for (i, (remedy, document)) in policy.remedies.iter().zip(&policy.document.remedies).enumerate()
    {
        if document.uplift.is_none() {
            continue;
        }
        let parts: Vec<Part<'_>> = money::rules(remedy).chain(money::formulas(remedy)).collect();
        let recorded = remedy.problems.iter().all(|problem| {
            let facts = cases.deciding(*problem, &parts);
            facts.iter().filter_map(|fact| policy.vocabulary.fact(*fact)).any(on_record)
        });
        if !recorded {
            let message = format!("`{}` is paid whatever is on record", document.id);
            let help =
                "let a number, a date or a yes/no fact decide it: visits, hours, days waited";
            lint.say("unrecorded-uplift", &entry("remedies", i), message, help);
        }
    }
}

/// Whether a fact can be checked, unlike a mood.
fn on_record(fact: &Fact) -> bool {
    fact.is_supplied()
        && match fact.kind {
            FactKind::Choice | FactKind::Text => false,
            FactKind::Money
            | FactKind::Number
            | FactKind::Percent
            | FactKind::Minutes
            | FactKind::Days
            | FactKind::Date
            | FactKind::YesNo => true,
        }
}
