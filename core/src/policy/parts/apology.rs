//! What an apology is composed from: the conditions of its sentences, of a repetition, of text messages.

use super::{commitment, for_problems, role};
use crate::document::policy::PolicyDocument;
use crate::policy::compile::Compiler;
use crate::policy::condition::Condition;
use crate::policy::place::Place;

/// The conditions of an apology.
pub(super) struct Apology {
    /// Of each sentence, with the commitment that backs it.
    pub elements: Vec<(Condition, Option<usize>)>,
    /// That the customer has had an apology already.
    pub repeated: Condition,
    /// Of each text message.
    pub messages: Vec<Condition>,
}

pub(super) fn apology(c: &mut Compiler, d: &PolicyDocument) -> Apology {
    let root = Place::root().at("apology");
    senders(c, d, &root.at("senders"));
    let elements = d.apology.elements.iter().enumerate().map(|(index, element)| {
        let at = root.at("elements").at(index);
        for_problems(c, d, &element.for_problems, &at);
        let backing = element.commitment.as_ref();
        let backing = backing.and_then(|id| commitment(c, d, id, &at.at("commitment")));
        (c.when(element.when.as_ref(), &at), backing)
    });
    let elements = elements.collect();
    let repeated = match &d.apology.repeated {
        Some(repeated) => c.condition(repeated, &root.at("repeated")),
        None => Condition::Always(false),
    };
    let messages = d.apology.text_messages.iter().enumerate().map(|(index, message)| {
        let at = root.at("text_messages").at(index);
        for_problems(c, d, &message.for_problems, &at);
        c.when(message.when.as_ref(), &at)
    });
    Apology { elements, repeated, messages: messages.collect() }
}

/// Somebody signs whatever the case is; a second apology is signed by somebody else than the first.
fn senders(c: &mut Compiler, d: &PolicyDocument, at: &Place) {
    for (index, sender) in d.apology.senders.iter().enumerate() {
        role(c, d, &sender.role, &at.at(index).at("role"));
    }
    let last = d.apology.senders.last();
    if last.is_none_or(|sender| !sender.severity.is_empty() || sender.repeated) {
        let message = "nobody signs when no sender fits".to_owned();
        c.fault("rule-gap", at, message, "add a last sender with nothing but `role`");
    }
}
