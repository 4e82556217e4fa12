//! Problems from their documents: questions in an order that can be asked, rules that always decide.

use super::{figures, ids, refusals};
use crate::document::policy::{PolicyDocument, ProblemDocument};
use crate::fault::words;
use crate::number::Exact;
use crate::policy::Problem;
use crate::policy::compile::Compiler;
use crate::policy::condition::Condition;
use crate::policy::loss::Loss;
use crate::policy::place::Place;
use crate::policy::vocabulary::{Moment, Source};
use crate::quantity::Unit;
use crate::remedy::fitting_shares;

pub(super) fn problems(c: &mut Compiler, d: &PolicyDocument) -> Vec<Problem> {
    let root = Place::root().at("problems");
    ids(c, d.problems.iter().map(|other| other.id.as_str()), &root);
    ids(c, d.groups.iter().map(|other| other.id.as_str()), &Place::root().at("groups"));
    ids(c, d.wishes.iter().map(|other| other.id.as_str()), &Place::root().at("wishes"));
    ids(c, d.routes.iter().map(|other| other.id.as_str()), &Place::root().at("routes"));
    let groups = d.groups.iter().map(|group| group.id.as_str());
    let each = d.problems.iter().enumerate().map(|(index, document)| {
        let at = root.at(index);
        c.find("group", &document.group, groups.clone(), &at.at("group"));
        problem(c, document, &at)
    });
    each.collect()
}

fn problem(c: &mut Compiler, d: &ProblemDocument, at: &Place) -> Problem {
    let questions = questions(c, d, at);
    let rules = at.at("responsibility");
    let responsibility = d.responsibility.iter().enumerate().map(|(i, rule)| {
        let when = c.when(rule.when.as_ref(), &rules.at(i));
        too_early(c, &when, Moment::Supplied, &rules.at(i).at("when"));
        (when, rule.is)
    });
    let responsibility: Vec<_> = responsibility.collect();
    let last = d.responsibility.last().map(|rule| rule.when.is_none());
    ends_with_default(c, last, &rules);
    let rules = at.at("severity");
    let severity = d.severity.iter().enumerate().map(|(i, rule)| {
        let when = c.when(rule.when.as_ref(), &rules.at(i));
        too_early(c, &when, Moment::Responsibility, &rules.at(i).at("when"));
        (when, rule.is)
    });
    let severity: Vec<_> = severity.collect();
    ends_with_default(c, d.severity.last().map(|rule| rule.when.is_none()), &rules);
    let not_due = refusals(c, &d.not_due, &at.at("not_due"));
    let figures = figures(c, &d.figures, &at.at("figures"));
    let contradictions = contradictions(c, d, at);
    let (remedies, loss) = (Vec::new(), loss(c, d, &at.at("loss")));
    Problem {
        questions,
        responsibility,
        severity,
        not_due,
        figures,
        contradictions,
        remedies,
        loss,
    }
}

fn loss(c: &mut Compiler, d: &ProblemDocument, at: &Place) -> Option<Loss> {
    let document = d.loss.as_ref()?;
    let usual = fitting_shares(d.loss_kind);
    let mut share = |own: &Option<String>, usual: i64, key: &str| {
        let own = own.as_ref().and_then(|own| c.quantity(own, &Unit::Percent, &at.at(key)));
        own.unwrap_or(Exact::whole(usual))
    };
    let least = share(&document.at_least, usual.0, "at_least");
    let most = share(&document.at_most, usual.1, "at_most");
    let beyond = share(&document.never_above, usual.2, "never_above");
    if !(least <= most && most <= beyond) {
        let message = "the shares of the loss do not rise".to_owned();
        c.fault("band-overlap", at, message, "order them: at_least, at_most, never_above");
    }
    let trifle = document.trifle.as_ref();
    let trifle = trifle.and_then(|t| c.quantity(t, &Unit::Money, &at.at("trifle")));
    Some(Loss {
        trifle: trifle.unwrap_or(Exact::ZERO),
        amount: c.formula_of(&Unit::Money, &document.amount, &at.at("amount")),
        rejected: document
            .rejected
            .as_ref()
            .map_or(Condition::Always(true), |when| c.condition(when, &at.at("rejected"))),
        bands: (least, most, beyond),
    })
}

fn contradictions(c: &mut Compiler, d: &ProblemDocument, at: &Place) -> Vec<Condition> {
    let rules = d.contradictions.iter().enumerate().map(|(i, rule)| {
        let at = at.at("contradictions").at(i);
        c.fact(&rule.at, &at.at("at"));
        let when = c.condition(&rule.when, &at.at("when"));
        too_early(c, &when, Moment::Supplied, &at.at("when"));
        when
    });
    rules.collect()
}

fn ends_with_default(c: &mut Compiler, last_is_default: Option<bool>, at: &Place) {
    if last_is_default != Some(true) {
        let message = "no rule decides when none of these holds".to_owned();
        c.fault("rule-gap", at, message, "add a last rule without `when`");
    }
}

/// A rule may only read what is judged before it.
pub(super) fn too_early(c: &mut Compiler, when: &Condition, latest: Moment, at: &Place) {
    if c.moment(|see| when.reads(see)) > latest {
        let message = "this rule reads a judgement that is made later".to_owned();
        let help = "responsibility is judged first, then severity; read supplied facts here";
        c.fault("too-early", at, message, help);
    }
}

fn questions(c: &mut Compiler, d: &ProblemDocument, at: &Place) -> Vec<(usize, Condition)> {
    let mut questions: Vec<(usize, Condition)> = Vec::new();
    let asked: Vec<&str> = d.questions.iter().map(|question| question.fact.as_str()).collect();
    for (index, document) in d.questions.iter().enumerate() {
        let at = at.at("questions").at(index);
        let when = c.when(document.when.as_ref(), &at);
        let Some(fact) = c.fact(&document.fact, &at.at("fact")) else { continue };
        if questions.iter().any(|(other, _)| *other == fact) {
            let message = words!("`{}` is asked twice", document.fact);
            c.fault("duplicate-id", &at.at("fact"), message, "ask it once");
        }
        let source = c.vocabulary.fact(fact).map(|fact| fact.source.clone());
        if !matches!(source, Some(Source::Supplied(by)) if by.customer) {
            let message = words!("`{}` is not the customer's to answer", document.fact);
            let help = "add `customer` to its `supplied_by`, or do not ask what the company holds";
            c.fault("asks-what-is-held", &at.at("fact"), message, help);
        }
        let mut later = Vec::new();
        when.reads(&mut |read| later.push(read));
        let reads_later = later.iter().filter_map(|read| c.vocabulary.fact(*read)).any(|read| {
            let position = asked.iter().position(|id| *id == read.id);
            !(read.is_supplied() || read.id == "problem") || position.is_some_and(|p| p >= index)
        });
        if reads_later {
            let message =
                "this question depends on something that is not known before it".to_owned();
            let help = "`when` of a question reads supplied facts that are asked earlier";
            c.fault("too-early", &at.at("when"), message, help);
        }
        questions.push((fact, when));
    }
    questions
}
