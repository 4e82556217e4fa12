//! Words of the apology: places, promises bound to commitments, nothing that spoils it.

use super::{Place, Texts};
use crate::document::policy::{Element, ElementDocument, Responsibility, TextMessageDocument};
use crate::fault::words;
use crate::language::{Language, manners};

/// Places of a text message: what the apology says of each, and the promises.
const MESSAGE: [&str; 5] = ["acknowledgement", "responsibility", "explanation", "regret", "repair"];

const WITHOUT: &str = "promise-without-commitment";
const UNDATED: &str = "undated-promise";

impl Texts<'_, '_> {
    /// Checks sentences, letter, text messages and the promises of remedies.
    pub(super) fn apology(&mut self) {
        let (apology, root) = (&self.d.apology, Place::root().at("apology"));
        for (i, element) in apology.elements.iter().enumerate() {
            self.element(element, &root.at("elements").at(i));
        }
        if let Some(letter) = &apology.letter {
            let at = root.at("letter");
            for (i, salutation) in letter.salutations.iter().enumerate() {
                self.sentence(salutation, &["customer"], &at.at("salutations").at(i));
                self.mannered(salutation, &at.at("salutations").at(i));
            }
            self.sentence(&letter.closing, &[], &at.at("closing"));
            self.mannered(&letter.closing, &at.at("closing"));
        }
        for (i, message) in apology.text_messages.iter().enumerate() {
            self.message(message, &root.at("text_messages").at(i).at("text"));
        }
        for (i, remedy) in self.d.remedies.iter().enumerate() {
            self.mannered(&remedy.promise, &Place::root().at("remedies").at(i).at("promise"));
        }
        self.repetition(&root);
    }

    fn element(&mut self, element: &ElementDocument, at: &Place) {
        let dated = element.commitment.is_some();
        let extras: &[&str] = if dated { &["due", "by"] } else { &[] };
        self.sentence(&element.text, extras, &at.at("text"));
        self.mannered(&element.text, &at.at("text"));
        if matches!(element.element, Element::Change | Element::Repair) && !dated {
            let message = "this promise needs a commitment".to_owned();
            self.c.fault(WITHOUT, at, message, "name it under `commitment`");
        }
        for (tag, words) in &element.text {
            if dated && !words.contains("{due}") {
                let message = "this promise has no date".to_owned();
                self.c.fault(UNDATED, &at.at("text").at(tag), message, "say by when, with `{due}`");
            }
        }
        if element.element == Element::Responsibility && too_much(&element.responsibility) {
            let message = "this sentence takes responsibility where it is not ours".to_owned();
            let help = "list `ours`, `shared` or `third_party` under `responsibility`; \
                        what is unclear is said by `explanation`";
            self.c.fault("admits-too-much", &at.at("responsibility"), message, help);
        }
    }

    fn message(&mut self, message: &TextMessageDocument, at: &Place) {
        self.sentence(&message.text, &MESSAGE, at);
        self.mannered(&message.text, at);
        for (tag, words) in &message.text {
            if !words.contains("{repair}") {
                let message = "this message does not say what is done".to_owned();
                self.c.fault("message-without-repair", &at.at(tag), message, "add `{repair}`");
            }
        }
    }

    /// A second apology is signed by somebody who did not sign the first.
    fn repetition(&mut self, root: &Place) {
        let apology = &self.d.apology;
        let signed = apology.senders.iter().any(|sender| sender.repeated);
        if apology.repeated.is_some() != signed {
            let message = "a second apology needs both a condition and somebody else to sign it";
            let help = "write `repeated` and a first sender with `\"repeated\": true`, or neither";
            let at = root.at(if signed { "senders" } else { "repeated" });
            self.c.fault("repeat-without-cost", &at, message.to_owned(), help);
        }
    }

    /// Phrases that spoil an apology, those of the policy included.
    fn mannered(&mut self, text: &crate::document::policy::Text, at: &Place) {
        for (tag, words) in text {
            let language = Language::of(tag).into_iter();
            for (phrase, reason) in language.flat_map(|language| manners::found(language, words)) {
                let message = words!("“{phrase}” spoils an apology");
                self.c.fault("forbidden-phrase", &at.at(tag), message, reason.advice());
            }
            let Some(own) = self.d.apology.forbidden.get(tag) else { continue };
            let lower = words.to_lowercase();
            for phrase in own.iter().filter(|phrase| lower.contains(&phrase.to_lowercase())) {
                let message = words!("“{phrase}” is on this policy's list of forbidden phrases");
                let help = "say specifically what happened";
                self.c.fault("forbidden-phrase", &at.at(tag), message, help);
            }
        }
    }
}

/// Whether a list lets responsibility be taken for an outside event, or before it is clear whose it is.
fn too_much(responsibility: &[Responsibility]) -> bool {
    let outside = |one: &Responsibility| {
        matches!(one, Responsibility::OutsideEvent | Responsibility::Unclear)
    };
    responsibility.is_empty() || responsibility.iter().any(outside)
}
