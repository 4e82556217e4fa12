//! What was kept of an earlier visit, and what has changed since.

/// What was kept of an earlier visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restored {
    /// The answers, under the same policy.
    Same,
    /// The answers; the policy has changed since: the amounts then and now, and the options where they differ. Nothing
    /// is sent before they are taken.
    NewPolicy([String; 2]),
}

impl Restored {
    /// What has changed between two [offers in words](State::offer_words).
    #[inline(never)]
    pub(crate) fn between(before: String, now: String) -> Self {
        Self::NewPolicy(match (before.split_once(OFFERED), now.split_once(OFFERED)) {
            (Some((before, same)), Some((now, options))) if same == options => {
                [before, now].map(str::to_owned)
            }
            _ => [before, now],
        })
    }
}

/// Stands between amounts and options in words.
pub(super) const OFFERED: &str = " (";
