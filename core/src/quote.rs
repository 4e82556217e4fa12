//! The quote: every stage in order, put into one document in the customer's language.

use crate::apology::apologise;
use crate::assessment::{Assessment, contradictions, verdict};
use crate::commitments::{Unpromised, commit};
use crate::comparison::{asked_for, chosen, escalated, nothing_due, rights};
use crate::complaint::{Complaint, unanswered};
use crate::date;
use crate::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use crate::document::policy::{FactKind, ProblemDocument, Text};
use crate::document::quote::{
    AssessmentDocument, Due, FigureMadeDocument, MissingDocument, NotOfferedDocument,
    OfferDocument, PolicyName, QuoteDocument, RouteMadeDocument,
};
use crate::due::{Dated, last_day};
use crate::entitlements::{entitlements, figures, nothing_left};
use crate::evaluation::{Entitlement, evaluate};
use crate::fault::Fault;
use crate::language::Phrase;
use crate::number::Truth;
use crate::options::{Component, Offered, Offers, Refusal, offer};
use crate::policy::Policy;
use crate::policy::formula::Formula;
use crate::wording::Wording;
use chrono::NaiveDate;

mod offers;

/// Quotes a complaint: what is offered, how much, by when and why, and the apology.
///
/// A pure function: the same policy, complaint and day give the same document, byte for byte, in the
/// browser and on the server.
///
/// # Errors
/// Every fault of the complaint, in the customer's language.
pub fn quote(
    policy: &Policy,
    complaint: &ComplaintDocument,
    today: NaiveDate,
) -> Result<QuoteDocument, Vec<Fault>> {
    with_quote(policy, complaint, today, |_, _, quote| Ok(quote))
}

/// Quotes a complaint and looks at the quote together with what was known and judged.
pub(crate) fn with_quote<T>(
    policy: &Policy,
    complaint: &ComplaintDocument,
    today: NaiveDate,
    look: impl FnOnce(&Wording<'_>, &Assessment, QuoteDocument) -> Result<T, Unpromised>,
) -> Result<T, Vec<Fault>> {
    let understood = Complaint::read(policy, complaint, today)?;
    let contradictions = contradictions(policy, &understood);
    if !contradictions.is_empty() {
        return Err(contradictions);
    }
    let overflow = |_| vec![crate::complaint::overflow(understood.language)];
    let assessment = Assessment::judge(policy, &understood).map_err(overflow)?;
    let entitlements = evaluate(policy, &understood, &assessment, true).map_err(overflow)?;
    let offers = offer(policy, &understood, &assessment, &entitlements).map_err(overflow)?;
    let wording = Wording::new(policy, &understood, &assessment.scene);
    chosen(&wording, complaint, &offers)?;
    let (assessment, entitlements, offers) = (&assessment, &entitlements, &offers);
    let desk = Desk { wording, assessment, entitlements, offers };
    let looked = desk.quote(complaint).and_then(|quote| look(&desk.wording, assessment, quote));
    looked.map_err(|unpromised| vec![unpromised.fault(understood.language)])
}

/// Puts a quote together.
struct Desk<'a> {
    wording: Wording<'a>,
    assessment: &'a Assessment,
    entitlements: &'a [Entitlement<'a>],
    offers: &'a Offers,
}

impl Desk<'_> {
    fn quote(&self, complaint: &ComplaintDocument) -> Result<QuoteDocument, Unpromised> {
        let (wording, document) = (&self.wording, &self.wording.policy.document);
        let today = wording.complaint.today;
        let missing = self.missing(complaint);
        let next_question = self.next_question(&missing);
        let recommended = self.offers.recommended();
        let problem = document.problems.get(wording.complaint.problem);
        let problem = problem.ok_or(Unpromised::Overflow)?;
        let options = self.options(recommended)?;
        let (components, offered) = self.spoken(recommended);
        let promises = commit(wording, components, offered)?;
        Ok(QuoteDocument {
            policy: PolicyName {
                id: document.id.clone(),
                version: document.version.clone(),
                digest: wording.policy.digest.clone(),
                institution: wording.raw(&document.institution).to_owned(),
            },
            today: date::write(today),
            open_until: self.last_day(&wording.policy.quote_open)?,
            language: wording.complaint.tag.clone(),
            currency: document.currency.clone(),
            problem: wording.named(&problem.id, &problem.title),
            assessment: self.assessed(problem)?,
            entitlements: entitlements(wording, self.entitlements)?,
            figures: self.figures(problem)?,
            owed: self.wording.amount(self.offers.owed_money),
            range: self.wording.amount(self.offers.range),
            options,
            not_offered: self.not_offered(),
            rights: rights(wording, self.offers),
            nothing_due: nothing_due(wording, self.offers),
            asked: asked_for(wording, complaint, self.offers),
            split: self.split()?,
            missing,
            next_question,
            apology: apologise(wording, self.assessment, components, &promises)?,
            commitments: promises.made,
            not_promised: promises.refused,
            routes: self.routes()?,
            group_incident: problem.group_incident.as_ref().map(|text| wording.loose(text, &[])),
            automated_decision: wording.loose(&document.notices.automated_decision, &[]),
            privacy: wording.loose(&document.notices.privacy, &[]),
        })
    }

    /// The offer that is taken in parts, where one is.
    fn split(&self) -> Result<Option<OfferDocument>, Unpromised> {
        self.offers.split.as_ref().map(|split| self.option(split, None, &[])).transpose()
    }

    /// The latest day of a date formula, as a document writes it.
    fn last_day(&self, day: &Formula) -> Result<String, Unpromised> {
        let Dated::By(due) = last_day(self.wording.policy, self.wording.scene, day)? else {
            return Err(Unpromised::OutsideCalendar);
        };
        Ok(due.last())
    }

    fn missing(&self, complaint: &ComplaintDocument) -> Vec<MissingDocument> {
        let open = unanswered(self.wording.policy, complaint, self.wording.complaint);
        let open = open.map(|question| MissingDocument {
            fact: question.fact.clone(),
            step: question.step,
            required: !question.optional,
        });
        open.collect()
    }

    /// The missing fact to ask for next: one that rules can read before mere words, required ones first.
    fn next_question(&self, missing: &[MissingDocument]) -> Option<String> {
        let facts = &self.wording.policy.document.facts;
        let tells = |m: &&MissingDocument| {
            facts.get(&m.fact).is_some_and(|fact| fact.kind != FactKind::Text)
        };
        let mut telling = missing.iter().filter(tells);
        let required = telling.clone().find(|missing| missing.required);
        required.or_else(|| telling.next()).or(missing.first()).map(|missing| missing.fact.clone())
    }

    /// The components that promises and apology speak of: those of the choice, else of the
    /// recommended option, else what is owed.
    fn spoken<'a>(
        &'a self,
        recommended: Option<&'a Offered>,
    ) -> (&'a [Component], Option<&'a Offered>) {
        let document = &self.wording.policy.document;
        let find = |id: &str| {
            self.offers.offered.iter().find(|offered| {
                document.options.get(offered.option).is_some_and(|option| option.id == id)
            })
        };
        let offered = match &self.wording.complaint.choice {
            Some(ChoiceMadeDocument::Split(_)) => self.offers.split.as_ref(),
            Some(choice) => choice.option().and_then(find),
            None => recommended,
        };
        (offered.map_or(self.offers.owed.as_slice(), |offered| &offered.components), offered)
    }

    fn assessed(&self, problem: &ProblemDocument) -> Result<AssessmentDocument, Unpromised> {
        let reason = |text: Option<&Text>| text.map(|text| self.wording.reason(text, &[]));
        let responsibility = |i: usize| reason(problem.responsibility.get(i).map(|r| &r.because));
        let severity = |i: usize| {
            let own = reason(problem.severity.get(i).map(|r| &r.because))?;
            let more = self.second_failure();
            let gap =
                if !more.is_empty() && own.ends_with(|c: char| c.is_ascii()) { " " } else { "" };
            Some([own.as_str(), gap, more].concat())
        };
        let mut not_due = self.wording.reasons(&problem.not_due, &self.assessment.not_due);
        let due = self.offers.due(self.wording.policy, self.wording.scene);
        if due == Due::No {
            not_due.extend(nothing_left(&self.wording, self.entitlements)?);
        }
        Ok(AssessmentDocument {
            loss_kind: problem.loss_kind,
            responsibility: verdict(&self.assessment.responsibility, responsibility),
            severity: verdict(&self.assessment.severity, severity),
            due,
            escalations: escalated(&self.wording, self.assessment)?,
            not_due,
        })
    }

    /// Why the severity is raised, where it is.
    fn second_failure(&self) -> &str {
        let follow_up = self.wording.policy.document.follow_up.as_ref();
        let rule = follow_up.and_then(|follow_up| follow_up.second_failure.as_ref());
        let failed = self.assessment.second_failure == Truth::True;
        rule.filter(|_| failed).map_or("", |rule| self.wording.raw(&rule.because))
    }

    fn figures(&self, problem: &ProblemDocument) -> Result<Vec<FigureMadeDocument>, Unpromised> {
        let compiled = self.wording.policy.problems.get(self.wording.complaint.problem);
        let compiled = compiled.map(|problem| problem.figures.as_slice()).unwrap_or_default();
        Ok(figures(&self.wording, &problem.figures, compiled)?)
    }

    fn not_offered(&self) -> Vec<NotOfferedDocument> {
        let document = &self.wording.policy.document;
        let problem = document.problems.get(self.wording.complaint.problem);
        let refusals = self.assessment.not_due.iter().filter(|(_, holds)| *holds == Truth::True);
        let mut rules = refusals.filter_map(|(i, _)| problem?.not_due.get(*i));
        let refusal = rules.next().map(|rule| self.wording.reason(&rule.because, &[]));
        let refused = self.offers.refused.iter();
        let refused = refused.filter_map(|(i, why)| Some((document.options.get(*i)?, *why)));
        let reasons = refused.map(|(option, why)| {
            let phrase = match why {
                Refusal::Condition => Phrase::NotForThisCase,
                Refusal::Nothing => Phrase::NothingApplies,
                Refusal::Open => Phrase::NotYetSure,
            };
            let general = || self.wording.language().say(phrase, &[]);
            NotOfferedDocument {
                id: option.id.clone(),
                title: self.wording.raw(&option.title).to_owned(),
                because: refusal.clone().unwrap_or_else(general),
            }
        });
        reasons.collect()
    }

    fn routes(&self) -> Result<Vec<RouteMadeDocument>, Unpromised> {
        let policy = self.wording.policy;
        let routes = policy.document.routes.iter().zip(&policy.routes);
        let dated = routes.map(|(route, after)| {
            let from = match after {
                Some(after) => Some(self.last_day(after)?),
                None => None,
            };
            Ok(RouteMadeDocument {
                id: route.id.clone(),
                kind: route.kind,
                title: self.wording.raw(&route.title).to_owned(),
                detail: self.wording.loose(&route.detail, &[]),
                link: route.link.clone(),
                from,
            })
        });
        dated.collect()
    }
}
