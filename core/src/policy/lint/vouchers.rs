//! Money is never harder to reach than a voucher: beside every voucher stands money, and before it.

use super::search::{Found, Search};
use super::walk::Part;
use super::{Lint, entry, money};
use crate::document::policy::{Basis, RemedyKind};
use crate::number::{Exact, Truth};
use crate::policy::vocabulary::Scene;
use crate::policy::{Offer, Policy, Problem};
use crate::remedy::{Family, family, is_money};

/// Looks at every problem that is answered with vouchers.
pub(super) fn check<'p>(lint: &mut Lint<'p>, search: &Search<'_, 'p>) {
    for problem in 0..lint.policy.problems.len() {
        let Some(desk) = Desk::of(lint.policy, problem) else { continue };
        without_money(lint, search, &desk);
        before_money(lint, &desk);
    }
}

/// What is offered for one problem.
struct Desk<'p> {
    policy: &'p Policy,
    index: usize,
    problem: &'p Problem,
    /// Options with a voucher and no money of their own, by index.
    vouchers: Vec<usize>,
    /// Options with money, by index.
    money: Vec<usize>,
    /// Money owed, by remedy: part of every option.
    owed: Vec<usize>,
}

impl<'p> Desk<'p> {
    /// None when there is no voucher, or no money at all: that is a fault of its own.
    fn of(policy: &'p Policy, index: usize) -> Option<Self> {
        let problem = policy.problems.get(index)?;
        let mut desk = Self {
            policy,
            index,
            problem,
            vouchers: Vec::new(),
            money: Vec::new(),
            owed: Vec::new(),
        };
        let offered = policy.options.iter().enumerate();
        for (i, option) in offered.filter(|(_, option)| option.problems.contains(&index)) {
            if desk.listed(option, is_money).next().is_some() {
                desk.money.push(i);
            } else if desk.listed(option, |kind| kind == RemedyKind::Voucher).next().is_some() {
                desk.vouchers.push(i);
            }
        }
        let owed = problem.remedies.iter().copied();
        desk.owed = owed.filter(|r| !desk.is_goodwill(*r) && desk.is(*r, is_money)).collect();
        let some = !(desk.money.is_empty() && desk.owed.is_empty());
        Some(desk).filter(|desk| some && !desk.vouchers.is_empty())
    }

    fn is(&self, remedy: usize, kind: impl Fn(RemedyKind) -> bool) -> bool {
        self.policy.document.remedies.get(remedy).is_some_and(|document| kind(document.kind))
    }

    fn is_goodwill(&self, remedy: usize) -> bool {
        let document = self.policy.document.remedies.get(remedy);
        document.is_some_and(|document| document.basis == Basis::Goodwill)
    }

    /// Remedies of an option that answer the problem and are of some kind.
    fn listed(
        &self,
        option: &'p Offer,
        kind: impl Fn(RemedyKind) -> bool,
    ) -> impl Iterator<Item = usize> {
        let own = option.remedies.iter().copied();
        own.filter(move |remedy| self.problem.remedies.contains(remedy) && self.is(*remedy, &kind))
    }

    /// Whether a remedy is due and comes to something.
    fn due(&self, remedy: usize, scene: &Scene) -> Truth {
        let Some(remedy) = self.policy.remedies.get(remedy) else { return Truth::False };
        let amount = money::amount(self.policy, remedy, scene).and_then(Result::ok);
        if amount.is_some_and(|amount| amount.high.is_some_and(|high| high <= Exact::ZERO)) {
            return Truth::False;
        }
        money::due(self.policy, remedy, scene)
    }

    /// Whether an option is offered with one of some remedies in it.
    fn offered(&self, option: usize, kind: fn(RemedyKind) -> bool, scene: &Scene) -> Truth {
        let Some(option) = self.policy.options.get(option) else { return Truth::False };
        let any = |remedies: &mut dyn Iterator<Item = usize>| {
            remedies.map(|remedy| self.due(remedy, scene)).fold(Truth::False, Truth::or)
        };
        // What stands in place of money is offered only where that money is due.
        let up = &option.in_place_of;
        let in_place = if up.is_empty() { Truth::True } else { any(&mut up.iter().copied()) };
        let listed = any(&mut self.listed(option, kind)).and(in_place);
        money::holds(self.policy, &option.when, scene).and(listed)
    }

    /// Whether goodwill is refused, or the answers surely contradict each other.
    fn refused(&self, scene: &Scene) -> Truth {
        let contradicts = |rule| money::holds(self.policy, rule, scene) == Truth::True;
        let contradicting = self.problem.contradictions.iter().any(contradicts);
        Truth::of(contradicting).or(money::any(self.policy, &self.problem.not_due, scene))
    }

    /// Everything that decides what is offered.
    fn parts(&self) -> Vec<Part<'p>> {
        let mut parts: Vec<Part<'p>> = Vec::new();
        for option in self.vouchers.iter().chain(&self.money) {
            let Some(option) = self.policy.options.get(*option) else { continue };
            parts.push(Part::Condition(&option.when));
            let remedies = option.remedies.iter().filter_map(|r| self.policy.remedies.get(*r));
            parts.extend(remedies.flat_map(money::rules));
        }
        let owed = self.owed.iter().filter_map(|remedy| self.policy.remedies.get(*remedy));
        for remedy in owed {
            parts.extend(money::rules(remedy).chain(money::formulas(remedy)));
        }
        let rules = self.problem.not_due.iter().chain(&self.problem.contradictions);
        parts.extend(rules.map(Part::Condition));
        parts
    }

    /// Where an option stands among the others while nothing recommends one.
    fn rank(&self, option: usize) -> usize {
        let problem = self.policy.document.problems.get(self.index);
        let remedies = self.policy.options.get(option).map(|option| self.listed(option, |_| true));
        let documents = remedies.into_iter().flatten();
        let documents = documents.filter_map(|remedy| self.policy.document.remedies.get(remedy));
        let place = documents.filter_map(|document| problem?.place(document.kind)).min();
        place.unwrap_or(usize::MAX)
    }

    /// Whether vouchers are all an option gives beside words.
    fn gives_vouchers_only(&self, option: usize) -> bool {
        let other = |kind| family(kind) != Family::Emotional && kind != RemedyKind::Voucher;
        let option = self.policy.options.get(option);
        option.is_some_and(|option| self.listed(option, other).next().is_none())
    }
}

/// Cases in which a voucher is offered and no money is.
fn without_money<'p>(lint: &mut Lint<'p>, search: &Search<'_, 'p>, desk: &Desk<'p>) {
    let parts = desk.parts();
    for option in &desk.vouchers {
        let alone = |scene: &Scene| {
            let voucher = desk.offered(*option, |kind| kind == RemedyKind::Voucher, scene);
            let options = desk.money.iter().map(|other| desk.offered(*other, is_money, scene));
            let owed = desk.owed.iter().map(|remedy| desk.due(*remedy, scene));
            let money = options.chain(owed).fold(Truth::False, Truth::or);
            voucher.and(desk.refused(scene).not()).and(money.not())
        };
        if let Found::In(settled) = search.find(desk.index, &parts, &alone) {
            let case = search.words(&settled);
            let id = lint.policy.document.options.get(*option).map_or("", |option| &option.id);
            let message =
                format!("`{id}` offers a voucher and no money is offered beside it {case}");
            let help = "offer money in the same cases, or the voucher in fewer";
            lint.say(
                "money-harder",
                &entry("options", *option),
                message.trim_end().to_owned(),
                help,
            );
        }
    }
}

/// Vouchers shown before any money.
fn before_money(lint: &mut Lint<'_>, desk: &Desk<'_>) {
    let first_money = desk.money.iter().map(|option| desk.rank(*option)).min();
    let Some(first_money) = first_money.filter(|_| desk.owed.is_empty()) else { return };
    let problem = lint.policy.document.problems.get(desk.index).map_or("", |problem| &problem.id);
    for option in desk.vouchers.iter().filter(|option| desk.gives_vouchers_only(**option)) {
        if desk.rank(*option) < first_money {
            let id = lint.policy.document.options.get(*option).map_or("", |option| &option.id);
            let message =
                format!("for `{problem}` customers see `{id}` before any option of money");
            let help = "list an option of money first";
            lint.say("money-harder", &entry("options", *option), message, help);
        }
    }
}
