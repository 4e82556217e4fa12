//! A checked policy as bytes for one language: what the form downloads. The compiler, its checks and the
//! other languages' texts stay behind; the core's own phrases in the language travel along.
//!
//! The bytes are no document: they belong to one release of this crate and say so, and the digest in them
//! is that of the document they were made from. A submission names that digest; the company's side
//! computes with the document.

use super::Policy;
use crate::document::Map;
use crate::document::policy::PolicyDocument;
use crate::language::Language;
use crate::packing::{Pack, Packer, Unpacker, pack};

/// Media type of packed policies.
pub const MEDIA_TYPE: &str = "application/vnd.amends.policy";

/// Begins packed policies; the last byte counts the changes of their form.
const MARK: &[u8] = b"AMENDS\x06";

pack!(struct Policy {
    document, digest, vocabulary, currency, rounding, unit, valid, quote_open, tables, problems,
    remedies, options, evidence, escalations, limits, commitments, elements, second_failure, repeated, messages,
    routes
});

impl Policy {
    /// Packs the policy with its texts in one of its languages; none when it does not have it.
    ///
    /// ```
    /// # let text = include_str!("../../../www/policies/bank.json");
    /// let policy = amends_core::policy::Policy::read(text)?;
    /// let bytes = policy.pack("en").ok_or_else(Vec::new)?;
    /// let same = amends_core::policy::Policy::unpack(&bytes).ok_or_else(Vec::new)?;
    /// assert_eq!(same.digest(), policy.digest());
    /// assert!(policy.pack("tlh").is_none());
    /// # Ok::<(), Vec<amends_core::fault::Fault>>(())
    /// ```
    pub fn pack(&self, language: &str) -> Option<Vec<u8>> {
        if !self.document.languages.iter().any(|known| known == language) {
            return None;
        }
        let mut lean = self.clone();
        leave_behind(&mut lean.document, language);
        lean.messages = Vec::new();
        lean.problems.iter_mut().for_each(|problem| problem.loss = None);
        let mut packer = Packer::new(language);
        lean.pack_into(&mut packer);
        Language::of(language)?.phrases().pack(&mut packer);
        Some([MARK, &packer.finish()].concat())
    }

    /// Takes a policy out of its bytes; none when they are incomplete or of another release.
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        let (policy, sound) = Self::unpack_anyhow(bytes);
        Some(policy).filter(|_| sound)
    }

    /// As [`unpack`](Self::unpack), to stay until the program ends: a page that never lets go of a policy needs no code
    /// that takes one apart.
    pub fn unpack_for_good(bytes: &[u8]) -> Option<&'static Self> {
        let (policy, sound) = Self::unpack_anyhow(bytes);
        let policy = Box::leak(Box::new(policy));
        sound.then_some(policy)
    }

    /// A policy, and whether the bytes were those of one.
    fn unpack_anyhow(bytes: &[u8]) -> (Self, bool) {
        let packed = bytes.strip_prefix(MARK).unwrap_or_default();
        let mut unpacker = Unpacker::new(packed);
        let policy = <Self as Pack>::unpack(&mut unpacker);
        let phrases = String::unpack(&mut unpacker);
        let language = policy.document.languages.first().and_then(|tag| Language::of(tag));
        let sound = unpacker.is_done() && language.is_some();
        if let (true, Some(language)) = (sound, language) {
            language.bring(phrases);
        }
        (policy, sound)
    }

    /// Whether bytes begin as those of a policy packed by this release do.
    pub fn is_packed(bytes: &[u8]) -> bool {
        bytes.starts_with(MARK)
    }

    fn pack_into(&self, packer: &mut Packer<'_>) {
        Pack::pack(self, packer);
    }
}

/// Empties what only a compiler and the service read, and what is sent rather than shown.
fn leave_behind(document: &mut PolicyDocument, language: &str) {
    document.schema = None;
    document.note = None;
    document.languages = vec![language.to_owned()];
    document.calendars = Map::new();
    document.histories = Map::new();
    document.apology.forbidden = Map::new();
    if let Some(follow_up) = &mut document.follow_up {
        follow_up.waiting = None;
    }
    for commitment in &mut document.commitments {
        commitment.missed = None;
    }
    document.apology.letter = None;
    document.apology.text_messages = Vec::new();
    document.problems.iter_mut().for_each(|problem| problem.loss = None);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use crate::document::complaint::ComplaintDocument;

    fn bank() -> Policy {
        Policy::read(include_str!("../../../www/policies/bank.json")).unwrap()
    }

    #[test]
    fn a_packed_policy_quotes_as_its_document_does() {
        let complaint =
            r#"{"problem": "no-cash", "language": "en", "answers": {"amount": "500.00"}}"#;
        let complaint: ComplaintDocument = document::read(complaint).unwrap();
        let today = crate::date::read("2026-11-23").unwrap();
        let quote = |policy: &Policy| {
            crate::quote(policy, &complaint, today).map_err(|faults| format!("{faults:?}"))
        };
        let packed = Policy::unpack(&bank().pack("en").unwrap()).unwrap();
        assert_eq!(quote(&packed), quote(&bank()));
    }

    #[test]
    fn only_one_language_travels() {
        let packed = Policy::unpack(&bank().pack("en").unwrap()).unwrap();
        assert_eq!(packed.document.languages, ["en"]);
        assert!(packed.document.institution.get("en").is_some());
        assert!(packed.document.institution.get("zh-Hans").is_none());
    }

    #[test]
    fn the_phrases_of_the_language_travel_along() {
        let bytes = |language| bank().pack(language).unwrap();
        let holds = |bytes: &[u8], text: &str| {
            bytes.windows(text.len()).any(|window| window == text.as_bytes())
        };
        assert!(holds(&bytes("en"), "Please enter a number such as 3 or 2.5."));
        assert!(holds(&bytes("zh-Hant"), "請填寫數字，例如 3 或 2.5。"));
        assert!(!holds(&bytes("zh-Hant"), "Please enter a number"));
    }

    #[test]
    fn incomplete_and_foreign_bytes_are_refused() {
        let bytes = bank().pack("en").unwrap();
        for length in (0..bytes.len()).step_by(997) {
            assert!(Policy::unpack(bytes.get(..length).unwrap()).is_none(), "{length}");
        }
        assert!(Policy::unpack(b"{\"id\": \"bank\"}").is_none());
        let mut other = bytes.clone();
        *other.get_mut(6).unwrap() = 0xff;
        assert!(Policy::unpack(&other).is_none(), "another release");
    }
}
