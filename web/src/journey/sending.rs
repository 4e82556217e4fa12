//! Sending exactly once: idle → sending → unknown → received, refused or handed over.
//!
//! The key is made when the check page opens and stays the same on every retry. When the outcome is unknown the
//! service is asked by key before anything is sent again.

use super::{Effect, Field, Notice, Restored, Screen, State, Target};
use crate::labels::key;
use amends_core::document;
use amends_core::document::submission::{DifferenceFound, ReceiptDocument};
use amends_core::icalendar;

/// Questions by key before the customer is asked to try again.
const MOST_TRIES: u32 = 6;

/// How sending stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sending {
    /// Nothing is under way.
    Idle,
    /// On its way, after `tries` questions by key.
    Sending {
        /// Questions by key so far.
        tries: u32,
    },
    /// It may or may not have arrived; asked `tries` times so far.
    Unknown {
        /// Questions by key so far.
        tries: u32,
        /// False once the form has stopped asking by itself.
        asking: bool,
    },
    /// The service would not take it, and says why.
    Refused(Problem),
    /// The host sends it.
    HandedOver,
    /// Arrived.
    Received(Box<ReceiptDocument>),
}

impl Sending {
    /// True while answers must stay as they are.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Sending { .. } | Self::Unknown { .. } | Self::HandedOver)
    }
}

/// A problem document (RFC 9457) of the intake service, as far as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problem {
    /// Stable name of the problem.
    pub code: String,
    /// Short name of the problem.
    pub title: String,
    /// What is wrong in this case.
    pub detail: String,
    /// Figures that differ from what the policy gives.
    pub differences: Vec<DifferenceFound>,
}

/// What came of sending or asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// It is stored.
    Received(Box<ReceiptDocument>),
    /// It will not be taken.
    Refused(Problem),
    /// Nobody knows this key.
    NotFound,
    /// No usable answer: it may have arrived.
    Lost,
}

impl State {
    #[inline(never)]
    pub(super) fn submit(&mut self, effects: &mut Vec<Effect>) {
        if self.screen != Screen::Check || self.sending.is_busy() {
            return;
        }
        if let Some(screen) = self.first_incomplete() {
            self.go(screen, effects);
            self.returning = true;
            self.show_faults();
            effects.push(Effect::Focus(Target::Summary));
            return;
        }
        if let Some(message) = self.evidence_under_way() {
            self.go(Screen::Story, effects);
            self.returning = true;
            self.shown.set(&Field::Evidence, message);
            self.summary = true;
            effects.push(Effect::Focus(Target::Summary));
            return;
        }
        if self.must_accept() {
            effects.push(Effect::Focus(Target::Notice));
            return;
        }
        self.send(0, effects);
    }

    /// Whether the customer has yet to take the figures of another policy.
    fn must_accept(&self) -> bool {
        matches!(self.restored, Some(Restored::NewPolicy(_)))
    }

    /// Sends under the key of this check page.
    fn send(&mut self, tries: u32, effects: &mut Vec<Effect>) {
        let (Some(key), Some(quote)) = (self.key.clone(), self.quote.as_ref()) else {
            return;
        };
        // The canonical submission document: its members in order, each canonical.
        let complaint = self.complaint();
        let uploads = if complaint.evidence.is_empty() {
            String::new()
        } else {
            [",\"upload_key\":", &document::write(self.upload_key())].concat()
        };
        let complaint = document::write(&complaint);
        let members = ["{\"complaint\":", &complaint, ",\"key\":\"", &key, "\",\"quote\":"];
        let body = [&members.concat(), document::write(&**quote).as_str(), &uploads, "}"].concat();
        self.sending = Sending::Sending { tries };
        effects.push(Effect::Keep);
        effects.push(Effect::Send { key, body });
    }

    #[inline(never)]
    pub(super) fn try_again(&mut self, effects: &mut Vec<Effect>) {
        if matches!(self.sending, Sending::Unknown { asking: false, .. }) {
            self.find(0, effects);
        }
    }

    /// What came of sending.
    #[inline(never)]
    pub(super) fn sent(&mut self, reply: Reply, effects: &mut Vec<Effect>) {
        let Sending::Sending { tries } = self.sending else { return };
        match reply {
            Reply::Received(receipt) => self.received(receipt, effects),
            Reply::Refused(problem) => self.refused(problem, effects),
            Reply::NotFound => self.refused(Problem::default(), effects),
            Reply::Lost => {
                effects.push(Effect::Tell(Notice::Failed("unreachable", None)));
                self.find(tries.saturating_add(1), effects);
            }
        }
    }

    /// What came of asking by key.
    #[inline(never)]
    pub(super) fn found(&mut self, reply: Reply, effects: &mut Vec<Effect>) {
        let Sending::Unknown { tries, .. } = self.sending else { return };
        match reply {
            Reply::Received(receipt) => self.received(receipt, effects),
            Reply::NotFound if tries < MOST_TRIES => self.never_arrived(tries, effects),
            Reply::NotFound | Reply::Refused(_) | Reply::Lost => {
                self.find(tries.saturating_add(1), effects);
            }
        }
    }

    /// It never arrived: the same once more under the same key, unless a restored draft lacks answers or its figures
    /// are other ones now.
    fn never_arrived(&mut self, tries: u32, effects: &mut Vec<Effect>) {
        let incomplete = self.first_incomplete();
        if incomplete.is_none() && !self.must_accept() {
            return self.send(tries, effects);
        }
        let screen = incomplete.unwrap_or(Screen::Check);
        self.sending = Sending::Idle;
        self.go(screen, effects);
        self.returning = true;
    }

    /// Asks by key: at once, then after 1, 2, 4 … seconds, then when the customer says so.
    fn find(&mut self, tries: u32, effects: &mut Vec<Effect>) {
        let asking = tries < MOST_TRIES;
        self.sending = Sending::Unknown { tries, asking };
        effects.push(Effect::Keep);
        if let (true, Some(key)) = (asking, self.key.clone()) {
            let pause = if tries == 0 { 0 } else { 500_u32 << tries.min(6) };
            effects.push(Effect::Find { key, pause });
        }
    }

    fn received(&mut self, receipt: Box<ReceiptDocument>, effects: &mut Vec<Effect>) {
        let reference = receipt.reference.clone();
        self.sending = Sending::Received(receipt);
        self.show_receipt(effects);
        effects.push(Effect::Tell(Notice::Submitted(reference)));
    }

    #[inline(never)]
    pub(super) fn handed_over(&mut self, effects: &mut Vec<Effect>) {
        self.sending = Sending::HandedOver;
        self.show_receipt(effects);
    }

    fn show_receipt(&mut self, effects: &mut Vec<Effect>) {
        self.screen = Screen::Receipt;
        effects.push(Effect::Forget);
        effects.push(Effect::Focus(Target::Heading));
        effects.push(Effect::Tell(Notice::Changed(Screen::Receipt)));
    }

    /// Refused: nothing was stored, so the next sending has a key of its own.
    fn refused(&mut self, problem: Problem, effects: &mut Vec<Effect>) {
        let outdated = problem.code == "unknown-policy";
        self.sending = Sending::Refused(problem);
        self.key = None;
        self.requote();
        effects.push(Effect::MakeKey);
        effects.push(Effect::Keep);
        effects.push(Effect::Focus(Target::Summary));
        effects.push(Effect::Tell(match outdated {
            true => Notice::Failed("outdated", None),
            false => Notice::Failed("refused", None),
        }));
    }

    /// The promises of the receipt, for the customer's own calendar.
    #[inline(never)]
    pub(super) fn save_promises(&self, effects: &mut Vec<Effect>) {
        if let Sending::Received(receipt) = &self.sending {
            effects.push(Effect::Calendar(icalendar::promises(receipt)));
        }
    }

    /// Says whether copying worked.
    #[inline(never)]
    pub(super) fn copied(&mut self, done: bool) {
        let key = if done { key!("copied") } else { key!("copy-failed") };
        self.announced = self.setting.labels.t(key).to_owned();
    }

    /// The receipt as plain text, to keep.
    #[inline(never)]
    pub(super) fn receipt_text(&self) -> String {
        let setting = &self.setting;
        let mut text = setting.text(&setting.policy.document().institution).to_owned();
        if let Sending::Received(receipt) = &self.sending {
            let reference = [("reference", receipt.reference.as_str())];
            text.push('\n');
            text.push_str(&setting.labels.fill(key!("receipt-reference"), &reference));
            for promise in &receipt.commitments {
                let due = setting.date(&promise.due);
                let line = ["\n", due.as_str(), "  ", &promise.title, " – ", &promise.by.title];
                text.push_str(&line.concat());
            }
        }
        text
    }
}
