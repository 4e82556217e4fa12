//! The quote: every stage in order, put into one document in the customer's language.

use crate::apology::apologise;
use crate::assessment::{Assessment, contradictions, verdict};
use crate::commitments::{Promises, Unpromised, commit, due};
use crate::comparison::{
    asked_for, chosen, escalated, given_up, nothing_due, rights, split_offered,
};
use crate::complaint::{Complaint, unanswered};
use crate::date;
use crate::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use crate::document::policy::{FactKind, LossKind, ProblemDocument, Text};
use crate::document::quote::{
    AssessmentDocument, CitedReason, ComponentDocument, Due, FigureMadeDocument, MissingDocument,
    NotOfferedDocument, OfferDocument, PolicyName, QuoteDocument, RouteMadeDocument,
    SettlementDocument, TraceDocument,
};
use crate::due::{Dated, DueDate, last_day};
use crate::entitlements::{entitlements, figures, nothing_left, parts_trace};
use crate::evaluation::{Entitlement, evaluate};
use crate::fault::Fault;
use crate::language::Phrase;
use crate::number::Truth;
use crate::options::{Capped, Component, Fit, Offered, Offers, offer};
use crate::policy::formula::Formula;
use crate::policy::{Policy, Remedy};
use crate::wording::Wording;
use chrono::NaiveDate;

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
        let (components, offered) = self.spoken(recommended);
        let options = self.offers.offered.iter().map(|offered| self.option(offered, recommended));
        let problem = document.problems.get(wording.complaint.problem);
        let problem = problem.ok_or(Unpromised::Overflow)?;
        let Promises { made, refused } = commit(wording, components, offered)?;
        let apology = apologise(wording, self.assessment, components, &made)?;
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
            options: options.collect::<Result<_, _>>()?,
            not_offered: self.not_offered(),
            rights: rights(wording, self.offers),
            nothing_due: nothing_due(wording, self.offers),
            asked: asked_for(wording, complaint, self.offers),
            split: match &self.offers.split {
                Some(split) => Some(self.option(split, None)?),
                None => None,
            },
            missing,
            next_question,
            commitments: made,
            not_promised: refused,
            apology,
            routes: self.routes()?,
            group_incident: problem.group_incident.as_ref().map(|text| wording.loose(text, &[])),
            automated_decision: wording.loose(&document.notices.automated_decision, &[]),
            privacy: wording.loose(&document.notices.privacy, &[]),
        })
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

    fn option(
        &self,
        offered: &Offered,
        recommended: Option<&Offered>,
    ) -> Result<OfferDocument, Unpromised> {
        let options = &self.wording.policy.document.options;
        let document = options.get(offered.option).ok_or(Unpromised::Overflow)?;
        let recommended = recommended.is_some_and(|other| other.option == offered.option);
        let mut components = Vec::with_capacity(offered.components.len());
        for component in &offered.components {
            components.push(self.component(component)?);
        }
        let settlement = self.settlement(offered)?;
        let done_by = self.done_by(&components, &settlement);
        Ok(OfferDocument {
            id: document.id.clone(),
            title: self.wording.raw(&document.title).to_owned(),
            because: self.wording.reason(&document.because, &[]),
            recommended,
            recommended_because: recommended.then(|| self.recommended_because(offered)).flatten(),
            certain: offered.certain,
            total: self.wording.amount(offered.total),
            owed: self.wording.amount(offered.owed),
            value: self.wording.amount(offered.value),
            components,
            in_place_of: given_up(&self.wording, offered),
            splits: split_offered(&self.wording, offered),
            capped: offered.capped.iter().map(|capped| self.capped(*capped)).collect(),
            settlement,
            done_by,
        })
    }

    /// The day by which everything in an option is done, its decision first; none while one of them has
    /// no last day.
    fn done_by(
        &self,
        components: &[ComponentDocument],
        settlement: &SettlementDocument,
    ) -> Option<String> {
        let decided = Some(&settlement.decided_by).filter(|_| !settlement.at_once);
        let days = components.iter().map(|component| &component.due).chain(decided);
        let days: Option<Vec<&String>> = days.map(Option::as_ref).collect();
        let last = days?.into_iter().max().cloned();
        last.or_else(|| Some(date::write(self.wording.complaint.today)))
    }

    fn recommended_because(&self, offered: &Offered) -> Option<String> {
        let problems = &self.wording.policy.document.problems;
        let problem = problems.get(self.wording.complaint.problem)?;
        let phrase = match (offered.fit, problem.loss_kind) {
            (Fit::Preferred, _) => Phrase::PolicyPrefers,
            (Fit::OnTop, _) => Phrase::OnTop,
            (Fit::Other, _) => return None,
            (Fit::LikeForLike(_), _) if !problem.like_for_like.is_empty() => Phrase::PolicyPrefers,
            (Fit::LikeForLike(_), LossKind::Money) => Phrase::LikeMoney,
            (Fit::LikeForLike(_), LossKind::Product) => Phrase::LikeProduct,
            (Fit::LikeForLike(_), LossKind::Service) => Phrase::LikeService,
            (Fit::LikeForLike(_), LossKind::Attention) => Phrase::LikeAttention,
        };
        Some(self.wording.language().say(phrase, &[]))
    }

    fn capped(&self, capped: Capped) -> CitedReason {
        let limits = &self.wording.policy.document.limits;
        let (phrase, values, cites) = match capped {
            Capped::PerCase(cap) => {
                let cites = limits.per_case.as_ref().map(|limit| limit.cites.clone());
                (Phrase::CapPerCase, vec![self.wording.money(cap)], cites)
            }
            Capped::PerCustomer(cap, left) => {
                let limit = limits.per_customer.as_ref();
                let period = limit.map(|limit| self.wording.raw(&limit.period).to_owned());
                let values = vec![
                    self.wording.money(cap),
                    period.unwrap_or_default(),
                    self.wording.money(left),
                ];
                (Phrase::CapPerCustomer, values, limit.map(|limit| limit.cites.clone()))
            }
        };
        let cites = cites.unwrap_or_default();
        let mut values: Vec<&str> = values.iter().map(String::as_str).collect();
        values.push(&cites);
        CitedReason { because: self.wording.language().say(phrase, &values), cites }
    }

    fn settlement(&self, offered: &Offered) -> Result<SettlementDocument, Unpromised> {
        let Some((role, commitment)) = &offered.approver else {
            return Ok(SettlementDocument { at_once: true, approval_by: None, decided_by: None });
        };
        Ok(SettlementDocument {
            at_once: false,
            approval_by: Some(self.wording.role(role)),
            decided_by: due(&self.wording, *commitment)?.map(DueDate::last),
        })
    }

    fn component(&self, component: &Component) -> Result<ComponentDocument, Unpromised> {
        let (wording, policy) = (&self.wording, self.wording.policy);
        let document =
            policy.document.remedies.get(component.remedy).ok_or(Unpromised::Overflow)?;
        let remedy = policy.remedies.get(component.remedy).ok_or(Unpromised::Overflow)?;
        let amount = component.amount.map(|amount| wording.money(amount)).unwrap_or_default();
        let due = due(wording, remedy.commitment)?;
        let day = due.map_or_else(|| "…".to_owned(), |due| wording.language().date(due.latest));
        let by = wording.role(&document.by);
        let extras = [("amount", amount.as_str()), ("due", &day), ("by", &by.title)];
        let expires = match &remedy.expires {
            Some(expires) => Some(self.last_day(expires)?),
            None => None,
        };
        Ok(ComponentDocument {
            remedy: document.id.clone(),
            kind: document.kind,
            title: wording.raw(&document.title).to_owned(),
            because: wording.reason(&document.because, &extras),
            basis: document.basis,
            amount: component.amount.map(|amount| self.wording.amount(amount)),
            conditions: document.conditions.as_ref().map(|text| wording.loose(text, &extras)),
            arrives: document.arrives.as_ref().map(|text| wording.loose(text, &extras)),
            expires,
            by: by.clone(),
            commitment: document.commitment.clone(),
            due: due.map(DueDate::last),
            due_from: due.and_then(DueDate::from),
            certain: component.certain,
            cites: document.cites.clone(),
            from: document.from.clone(),
            trace: self.trace(component, remedy)?,
        })
    }

    fn trace(
        &self,
        component: &Component,
        remedy: &Remedy,
    ) -> Result<Option<TraceDocument>, Unpromised> {
        let own = self.entitlements.iter().find(|due| due.remedy == component.remedy);
        let Some(own) = own else { return Ok(None) };
        if let (false, Some(amount)) = (remedy.parts.is_empty(), own.amount) {
            return Ok(Some(parts_trace(&self.wording, remedy, amount)?));
        }
        Ok(own.traces.last().map(|trace| trace.document(&self.wording)))
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
        let refused = refused.filter_map(|(i, own)| Some((document.options.get(*i)?, *own)));
        let reasons = refused.map(|(option, own_condition)| {
            let phrase =
                if own_condition { Phrase::NotForThisCase } else { Phrase::NothingApplies };
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
