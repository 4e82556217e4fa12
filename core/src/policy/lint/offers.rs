//! Remedies and options: what is offered nowhere, never due, or owed and sold again.

use super::cases::Cases;
use super::{Lint, entry};
use crate::document::policy::{Basis, RemedyKind};
use crate::remedy::is_money;

/// What the lists say, whatever the conditions are.
pub(super) fn listed(lint: &mut Lint<'_>) {
    remedies(lint);
    options(lint);
    problems(lint);
}

fn remedies(lint: &mut Lint<'_>) {
    let policy = lint.policy;
    for (i, (remedy, document)) in policy.remedies.iter().zip(&policy.document.remedies).enumerate()
    {
        let at = || entry("remedies", i);
        let offered = policy.options.iter().any(|option| {
            option.remedies.contains(&i)
                && option.problems.iter().any(|problem| remedy.problems.contains(problem))
        });
        if document.basis == Basis::Goodwill && !offered {
            let message = format!("`{}` is in no option for its problems", document.id);
            lint.say("never-reachable", &at(), message, "offer it in an option, or remove it");
        }
        if document.basis != Basis::Goodwill && offered {
            let message =
                format!("`{}` is owed, so it is part of every option already", document.id);
            lint.say("owed-in-option", &at(), message, "remove it from the options that list it");
        }
    }
}

fn options(lint: &mut Lint<'_>) {
    let policy = lint.policy;
    for (i, (option, document)) in policy.options.iter().zip(&policy.document.options).enumerate() {
        let at = entry("options", i);
        if document.remedies.is_empty() {
            let message = "the option is empty".to_owned();
            lint.say("empty-list", &at.at("remedies"), message, "list remedies");
            continue;
        }
        for (j, problem) in option.problems.iter().enumerate() {
            let remedies = option.remedies.iter().filter_map(|remedy| policy.remedies.get(*remedy));
            let mut answers = remedies.map(|remedy| remedy.problems.contains(problem));
            // An unknown remedy has been reported already.
            let whole = option.remedies.len() == document.remedies.len();
            if whole && !answers.any(|answers| answers) {
                let id = document.for_problems.get(j).map_or("", String::as_str);
                let message = format!("none of its remedies answers `{id}`");
                let help = "add a remedy that is `for` this problem, or remove it here";
                lint.say("never-reachable", &at.at("for").at(j), message, help);
            }
        }
    }
}

fn problems(lint: &mut Lint<'_>) {
    let policy = lint.policy;
    for (problem, document) in policy.document.problems.iter().enumerate() {
        let at = entry("problems", problem);
        let offers: Vec<_> =
            policy.options.iter().filter(|option| option.problems.contains(&problem)).collect();
        if offers.is_empty() {
            let message = format!("nothing is offered for `{}`", document.id);
            lint.say("no-option", &at, message, "add an option, even if it is an apology");
        }
        let kinds = |wanted: &dyn Fn(RemedyKind) -> bool| {
            let offered = offers.iter().flat_map(|offer| &offer.remedies);
            let mut kinds =
                offered.filter_map(|r| policy.document.remedies.get(*r)).map(|r| r.kind);
            kinds.any(wanted)
        };
        let owed_money = policy.remedies.iter().zip(&policy.document.remedies).any(|(r, d)| {
            r.problems.contains(&problem) && d.basis != Basis::Goodwill && is_money(d.kind)
        });
        if kinds(&|kind| kind == RemedyKind::Voucher) && !kinds(&is_money) && !owed_money {
            let message = format!("`{}` offers vouchers but never money", document.id);
            lint.say("voucher-only", &at, message, "offer money beside the voucher");
        }
    }
}

/// Remedies that are never due and options that are never offered, whatever is answered.
pub(super) fn never_due(lint: &mut Lint<'_>, cases: &Cases<'_>) {
    let (policy, help) = (lint.policy, "correct `when` or `for`, or remove it");
    for (i, (remedy, document)) in policy.remedies.iter().zip(&policy.document.remedies).enumerate()
    {
        if !cases.possible(&remedy.when, &remedy.problems) {
            let message = format!("`{}` can never be due: its condition never holds", document.id);
            lint.say("never-reachable", &entry("remedies", i), message, help);
        }
    }
    for (i, (option, document)) in policy.options.iter().zip(&policy.document.options).enumerate() {
        if !cases.possible(&option.when, &option.problems) {
            let message = format!("`{}` can never be offered", document.id);
            lint.say("never-reachable", &entry("options", i), message, help);
        }
    }
}
