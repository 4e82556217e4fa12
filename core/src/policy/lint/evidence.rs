//! Evidence that few can give: limits below what telephones make, or beyond what a telephone sends while one waits.

use super::reach::NEVER;
use super::search::{Found, Search};
use super::walk::Part;
use super::{Lint, entry, money};
use crate::document::policy::EvidenceDocument;
use crate::policy::place::Place;

/// Photos of the usual telephones are up to this large: 5 MiB.
const PHOTO: u32 = 5 << 20;
/// What takes minutes on a slow connection: 50 MiB.
const MUCH: u64 = 50 << 20;

/// Looks at every kind of evidence.
pub(super) fn check<'p>(lint: &mut Lint<'p>, search: &Search<'_, 'p>) {
    let policy = lint.policy;
    for (index, (wanted, kind)) in policy.evidence.iter().zip(&policy.document.evidence).enumerate()
    {
        let at = entry("evidence", index);
        limits(lint, kind, &at);
        let all = (0..policy.problems.len()).collect();
        let problems = if wanted.problems.is_empty() { all } else { wanted.problems.clone() };
        let parts = [Part::Condition(&wanted.when)];
        let holds = |scene: &_| money::holds(policy, &wanted.when, scene);
        if problems.iter().all(|problem| search.find(*problem, &parts, &holds) == Found::Never) {
            let message = "this evidence is never asked for".to_owned();
            lint.say(NEVER, &at, message, "correct the condition, or remove it");
        }
    }
}

fn limits(lint: &mut Lint<'_>, kind: &EvidenceDocument, at: &Place) {
    let photos = kind.media_types.iter().any(|own| own.starts_with("image/"));
    if photos && kind.at_most_bytes < PHOTO {
        let message = format!("photos of {} bytes and more are refused", kind.at_most_bytes);
        let help = "telephones make photos of up to 5 MiB: raise `at_most_bytes` to 5242880";
        lint.say("small-limit", &at.at("at_most_bytes"), message, help);
    }
    let whole = u64::from(kind.at_most_bytes).saturating_mul(u64::from(kind.at_most_files));
    if whole > MUCH {
        let message = format!("one complaint may bring {whole} bytes of `{}`", kind.id);
        let help = "a telephone sends that in many minutes: keep files times bytes below 50 MiB";
        lint.say("large-limit", &at.at("at_most_files"), message, help);
    }
}
