//! Menus that fit: something like for like with the loss, and every family of remedy that belongs to it.

use super::{Lint, entry};
use crate::document::policy::{Basis, LossKind, ProblemDocument, RemedyKind};
use crate::policy::Policy;
use crate::remedy::{Family, family};

/// Looks at what every problem may be answered with.
pub(super) fn check(lint: &mut Lint<'_>) {
    let policy = lint.policy;
    for (index, problem) in policy.document.problems.iter().enumerate() {
        let menu = menu(policy, index);
        unlike(lint, index, problem, &menu);
        one_sided(lint, index, problem, &menu);
    }
}

/// Kinds of everything that is owed or offered for a problem.
fn menu(policy: &Policy, problem: usize) -> Vec<RemedyKind> {
    let listed = |remedy: usize| {
        let mut options = policy.options.iter().filter(|option| option.problems.contains(&problem));
        options.any(|option| option.remedies.contains(&remedy))
    };
    let own = policy.problems.get(problem).into_iter().flat_map(|problem| &problem.remedies);
    let documents = own.filter_map(|r| Some((*r, policy.document.remedies.get(*r)?)));
    let there = documents.filter(|(r, d)| d.basis != Basis::Goodwill || listed(*r));
    there.map(|(_, document)| document.kind).collect()
}

fn unlike(lint: &mut Lint<'_>, index: usize, problem: &ProblemDocument, menu: &[RemedyKind]) {
    if menu.iter().any(|kind| problem.place(*kind).is_some()) {
        return;
    }
    let fitting = match problem.loss_kind {
        _ if !problem.like_for_like.is_empty() => "one of the kinds in `like_for_like`",
        LossKind::Money => "money",
        LossKind::Product => "a replacement or the money back",
        LossKind::Service => "doing it again, better, or other work",
        LossKind::Attention => "an apology or a personal contact",
    };
    let message = format!("nothing offered for `{}` is like for like with the loss", problem.id);
    let help = format!("offer {fitting}, or correct `loss_kind`");
    lint.say("no-like-for-like", &entry("problems", index), message, &help);
}

fn one_sided(lint: &mut Lint<'_>, index: usize, problem: &ProblemDocument, menu: &[RemedyKind]) {
    let belonging: &[(Family, &str)] = match problem.loss_kind {
        LossKind::Money | LossKind::Product => {
            &[(Family::Material, "money or goods"), (Family::Emotional, "words from a person")]
        }
        LossKind::Service => &[
            (Family::Material, "money or goods"),
            (Family::Service, "work done"),
            (Family::Emotional, "words from a person"),
        ],
        LossKind::Attention => &[(Family::Emotional, "words from a person")],
    };
    let missing =
        belonging.iter().filter(|(own, _)| !menu.iter().any(|kind| family(*kind) == *own));
    let missing: Vec<&str> = missing.map(|(_, words)| *words).collect();
    if !missing.is_empty() {
        let lacking = missing.join(" and ");
        let message = format!("what is offered for `{}` lacks {lacking}", problem.id);
        let help = "material, service and emotional remedies work together: add one of that family";
        lint.say("one-sided-menu", &entry("problems", index), message, help);
    }
}
