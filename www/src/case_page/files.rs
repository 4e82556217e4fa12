//! Files added to a case on its page: all that were chosen, or none of them.

use super::Opened;
use crate::api::Service;
use crate::asked::Asked;
use crate::chosen::{Chosen, types};
use crate::follow_up::Added;
use crate::intake::{self, Intake, unavailable};
use crate::language::Language;
use crate::pages::text_in;
use crate::problem::{Code, Problem};
use amends_core::complaint::evidence_asked;
use amends_core::document::policy::EvidenceDocument;
use amends_core::evidence::endings;
use amends_core::follow_up::{Why, again};
use amends_web::drawing::files::{FILE, size};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// Adds files to a case, as facts are: a retry with the same ones adds nothing.
///
/// # Errors
/// No file was chosen, or one cannot be taken; the case does not open or takes nothing any more; or the store fails.
/// Nothing is kept then.
pub fn add<'a>(
    service: &'a Service,
    opened: &Opened<'a>,
    open: impl Fn() -> Result<Opened<'a>, Problem>,
    chosen: Vec<Chosen>,
    asked: &Asked,
) -> Result<(), Problem> {
    let key = intake::new_key()?;
    let added = take(service, opened, open, chosen, asked, &key);
    // What did not become part of the case is forgotten.
    forget(&service.intake, &key)?;
    added
}

fn take<'a>(
    service: &'a Service,
    opened: &Opened<'a>,
    open: impl Fn() -> Result<Opened<'a>, Problem>,
    chosen: Vec<Chosen>,
    asked: &Asked,
    key: &str,
) -> Result<(), Problem> {
    let (intake, case) = (&service.intake, &opened.stored.case);
    if chosen.is_empty() {
        return Err(Code::FilesRefused.into());
    }
    let mut complaint = again(&opened.policy, case, Why::FactsAdded, intake.clock.today());
    let mut refused = Vec::new();
    for one in chosen {
        let Some(kind) = one.kind(&opened.policy.document().evidence) else { continue };
        refused.extend(intake.take_file(asked, key, kind, one, &mut complaint.evidence)?);
    }
    if !refused.is_empty() {
        return Err(Problem::with_faults(Code::FilesRefused, refused));
    }
    if complaint.evidence.len() > case.complaint.evidence.len() {
        let upload_key = Some(key.to_owned());
        let added = Added { complaint, sent: None, words: String::new(), upload_key };
        intake.add(&added, |_| Ok(()), open)?;
        service.metrics.event("facts_added");
    }
    Ok(())
}

fn forget(intake: &Intake, key: &str) -> Result<(), Problem> {
    for file in intake.store.uploads(key).map_err(unavailable)? {
        intake.store.take_back(key, &file.sha256).map_err(unavailable)?;
    }
    Ok(())
}

/// The kinds of file that can be added now: those asked for with the answers there are.
pub fn kinds(opened: &Opened<'_>, language: Language) -> Vec<Value> {
    let (case, policy) = (&opened.stored.case, &opened.policy);
    let day = case.quote.today.parse().unwrap_or(NaiveDate::MIN);
    let all = &policy.document().evidence;
    let asked = evidence_asked(policy, &case.complaint, day).into_iter();
    asked.filter_map(|place| all.get(place)).map(|own| kind(own, language)).collect()
}

fn kind(kind: &EvidenceDocument, language: Language) -> Value {
    let accept =
        kind.media_types.iter().flat_map(|own| [own.as_str(), endings(own).unwrap_or_default()]);
    let (size, count) = (size(kind.at_most_bytes.into()), kind.at_most_files.to_string());
    let types = types(kind, language.tag());
    let values = [("types", types.as_str()), ("size", &size), ("count", &count)];
    let limits = amends_web::plain::fill(language.tag(), "file-limits", &values);
    let name = [FILE, &kind.id].concat();
    json!({ "name": name, "label": text_in(&kind.label, language), "why": text_in(&kind.why, language),
            "limits": limits, "accept": accept.collect::<Vec<_>>().join(",") })
}
