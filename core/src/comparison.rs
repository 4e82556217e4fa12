//! What helps to choose: what was asked for beside what is possible, what may be split or given up, what no
//! choice takes away, and who looks at the case.

use crate::assessment::Assessment;
use crate::commitments::{Unpromised, due};
use crate::date;
use crate::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use crate::document::policy::RouteKind;
use crate::document::quote::{
    AskedDocument, Due, EscalatedDocument, GivenUpDocument, SplitOfferedDocument, WishMadeDocument,
};
use crate::fault::Fault;
use crate::language::Phrase;
use crate::number::{Exact, Range, Truth};
use crate::options::{Offered, Offers};
use crate::wording::Wording;

/// A choice must be one of the options offered.
pub(crate) fn chosen(
    wording: &Wording<'_>,
    complaint: &ComplaintDocument,
    offers: &Offers,
) -> Result<(), Vec<Fault>> {
    let Some(choice) = &complaint.choice else { return Ok(()) };
    let offered =
        offers.offered.iter().filter_map(|o| wording.policy.document.options.get(o.option));
    let offered: Vec<&str> = offered.map(|option| option.id.as_str()).collect();
    let fault = |code, phrase, id: &str| {
        let at = choice_at(choice);
        Err(vec![Fault::new(code, at, wording.language().say(phrase, &[id]))])
    };
    if let Some(id) = choice.options().into_iter().find(|id| !offered.contains(id)) {
        return fault("unknown-option", Phrase::UnknownOption, id);
    }
    if let ChoiceMadeDocument::Split(split) = choice
        && offers.split.as_ref().is_none_or(|offered| offered.split.is_none())
    {
        return fault("not-split", Phrase::NotSplit, &split.option);
    }
    let empty = matches!(choice, ChoiceMadeDocument::Ranking(ids) if ids.is_empty());
    if empty { fault("unknown-option", Phrase::UnknownOption, "") } else { Ok(()) }
}

fn choice_at(choice: &ChoiceMadeDocument) -> &'static str {
    match choice {
        ChoiceMadeDocument::Option(_) => "/choice/option",
        ChoiceMadeDocument::SomethingElse(_) => "/choice/something_else",
        ChoiceMadeDocument::Ranking(_) => "/choice/ranking",
        ChoiceMadeDocument::Split(_) => "/choice/split",
        ChoiceMadeDocument::InsteadOfMoney(_) => "/choice/instead_of_money",
    }
}

/// That turning everything down loses no right.
pub(crate) fn rights(wording: &Wording<'_>, offers: &Offers) -> String {
    if offers.owed_money.high == Some(Exact::ZERO) {
        return wording.language().say(Phrase::Rights, &[]);
    }
    wording.language().say(Phrase::RightsOwed, &[&wording.money(offers.owed_money)])
}

/// That nothing material is due, kindly, with the way to a person.
pub(crate) fn nothing_due(wording: &Wording<'_>, offers: &Offers) -> Option<String> {
    if offers.due(wording.policy, wording.scene) != Due::No {
        return None;
    }
    let mut routes = wording.policy.document.routes.iter();
    let human = routes.find(|route| route.kind == RouteKind::Human);
    let human = human.map(|route| wording.raw(&route.title)).unwrap_or_default();
    Some(wording.language().say(Phrase::NothingDue, &[human]))
}

/// What the customer asked for beside what is possible; none when nothing particular was asked for.
pub(crate) fn asked_for(
    wording: &Wording<'_>,
    complaint: &ComplaintDocument,
    offers: &Offers,
) -> Option<AskedDocument> {
    let wish = complaint.wish.as_ref();
    let amount = wish.and_then(|wish| wish.amount.as_ref());
    let ids = wish.map(|wish| wish.ids.as_slice()).unwrap_or_default();
    let elsewhere = matches!(complaint.choice, Some(ChoiceMadeDocument::SomethingElse(_)));
    if amount.is_none() && ids.is_empty() && !elsewhere {
        return None;
    }
    let says = match amount.and_then(|amount| wording.policy.currency.minor(amount)) {
        Some(minor) => {
            let within = offers.range.high.is_none_or(|high| minor <= high);
            let phrase = if within { Phrase::AskedWithin } else { Phrase::AskedBeyond };
            let most = offers.range.high.or(offers.range.low).unwrap_or(Exact::ZERO);
            let words = [minor, most].map(|amount| wording.money(Range::point(amount)));
            wording.language().say(phrase, &words.each_ref().map(String::as_str))
        }
        None if elsewhere => wording.language().say(Phrase::SomethingElse, &[]),
        None => String::new(),
    };
    Some(AskedDocument {
        amount: amount.cloned(),
        possible: wording.amount(offers.range),
        wishes: ids.iter().filter_map(|id| wish_made(wording, id, offers)).collect(),
        says,
    })
}

/// A wish with the options that surely hold a remedy that fulfils it.
fn wish_made(wording: &Wording<'_>, id: &str, offers: &Offers) -> Option<WishMadeDocument> {
    let document = &wording.policy.document;
    let wish = document.wishes.iter().find(|wish| wish.id == id)?;
    let fulfils = |offered: &&Offered| {
        let sure = offered.components.iter().filter(|component| component.certain);
        let mut remedies = sure.filter_map(|c| document.remedies.get(c.remedy));
        offered.certain && remedies.any(|remedy| wish.kinds.contains(&remedy.kind))
    };
    let options = offers.offered.iter().filter(fulfils);
    let options = options.filter_map(|offered| document.options.get(offered.option));
    Some(WishMadeDocument {
        id: wish.id.clone(),
        title: wording.raw(&wish.title).to_owned(),
        options: options.map(|option| option.id.clone()).collect(),
    })
}

/// Money owed that an option takes the place of.
pub(crate) fn given_up(wording: &Wording<'_>, offered: &Offered) -> Vec<GivenUpDocument> {
    let each = offered.given_up.iter().filter_map(|component| {
        let document = wording.policy.document.remedies.get(component.remedy)?;
        Some(GivenUpDocument {
            remedy: document.id.clone(),
            title: wording.raw(&document.title).to_owned(),
            amount: wording.amount(component.amount?),
        })
    });
    each.collect()
}

/// What may be taken in part another way.
pub(crate) fn split_offered(
    wording: &Wording<'_>,
    offered: &Offered,
) -> Option<SplitOfferedDocument> {
    let (of, into) = offered.split.as_deref()?;
    let remedies = &wording.policy.document.remedies;
    let (own, other) = (remedies.get(*of)?, remedies.get(into.remedy)?);
    Some(SplitOfferedDocument {
        of: wording.named(&own.id, &own.title),
        into: wording.named(&other.id, &other.title),
        amount: wording.amount(into.amount?),
    })
}

/// Why the case is handled with more care; what a missing fact still decides is not said.
pub(crate) fn escalated(
    wording: &Wording<'_>,
    assessment: &Assessment,
) -> Result<Vec<EscalatedDocument>, Unpromised> {
    let view = wording.policy.view(&assessment.scene);
    let mut made = Vec::new();
    for (rule, document) in wording.policy.escalations_of(wording.complaint.problem) {
        if rule.when.holds(&view)? != Truth::True {
            continue;
        }
        let day = match rule.commitment {
            Some(commitment) => due(wording, commitment)?,
            None => None,
        };
        made.push(EscalatedDocument {
            kind: document.kind,
            because: wording.loose(&document.because, &[]),
            by: document.by.as_ref().map(|by| wording.role(by)),
            due: day.map(|day| date::write(day.latest)),
            cites: document.cites.clone(),
        });
    }
    Ok(made)
}
