//! An apology in the channel it is sent by: on a screen, as a letter, as a text message.
//!
//! Only the company's side sends; the widget shows the sentences of the quote as they are.

use crate::apology::lists;
use crate::assessment::Assessment;
use crate::commitments::Unpromised;
use crate::document::complaint::ComplaintDocument;
use crate::document::policy::{Element, RemedyDocument, RemedyKind};
use crate::document::quote::{ApologyMadeDocument, QuoteDocument, SentenceDocument};
use crate::fault::Fault;
use crate::language::{Language, Phrase};
use crate::number::Truth;
use crate::policy::Policy;
use crate::quote::with_quote;
use crate::remedy::is_money;
use crate::wording::{Extra, Wording};
use chrono::NaiveDate;

/// Where an apology is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// On a screen: every sentence, promises as a list, who signs.
    Screen,
    /// As a letter: date, reference, salutation, paragraphs, closing, who signs.
    Letter,
    /// As a text message of at most two segments.
    Text,
}

/// What a letter carries beside the apology.
#[derive(Debug, Clone, Copy, Default)]
pub struct Envelope<'a> {
    /// Reference of the complaint, if it has one yet.
    pub reference: Option<&'a str>,
    /// How the customer is addressed, for example “Ms Chen”; fills `{customer}` of a salutation.
    pub addressee: Option<&'a str>,
}

/// The apology of a case as it is sent.
///
/// # Errors
/// Every fault of the complaint, in the customer's language.
///
/// ```
/// use amends_core::{channel::{Channel, Envelope, apology}, date, document, policy::Policy};
/// # let policy = Policy::read(include_str!("../../www/policies/bank.json"))?;
/// let complaint = document::read(r#"{"problem": "atm-no-cash", "language": "en"}"#)?;
/// let today = date::read("2026-03-02").ok_or_else(Vec::new)?;
/// let envelope = Envelope { reference: Some("A-17"), addressee: Some("Ms Chen") };
/// let letter = apology(&policy, &complaint, today, Channel::Letter, envelope)?;
/// assert!(letter.contains("A-17") && letter.contains("Dear Ms Chen,"));
/// # Ok::<(), Vec<amends_core::fault::Fault>>(())
/// ```
pub fn apology(
    policy: &Policy,
    complaint: &ComplaintDocument,
    today: NaiveDate,
    channel: Channel,
    envelope: Envelope<'_>,
) -> Result<String, Vec<Fault>> {
    with_quote(policy, complaint, today, |wording, assessment, quote| {
        Ok(match channel {
            Channel::Screen => screen(wording.language(), &quote.apology),
            Channel::Letter => letter(wording, &quote, envelope),
            Channel::Text => text_message(wording, assessment, &quote)?,
        })
    })
}

/// How many segments a text message takes: 160 letters of the GSM alphabet, 70 of any other script, a few
/// fewer in each when there are several (3GPP TS 23.038, 23.040).
///
/// ```
/// use amends_core::channel::segments;
/// assert_eq!(segments(&"a".repeat(160)), 1);
/// assert_eq!(segments(&"a".repeat(161)), 2);
/// assert_eq!(segments(&"退".repeat(70)), 1);
/// assert_eq!(segments(&"退".repeat(135)), 3);
/// ```
pub fn segments(words: &str) -> usize {
    let (length, single, joined) = match septets(words) {
        Some(septets) => (septets, 160, 153),
        None => (words.encode_utf16().count(), 70, 67),
    };
    if length <= single { 1 } else { length.div_ceil(joined) }
}

/// Length in the GSM alphabet; none when a character is not in it.
fn septets(words: &str) -> Option<usize> {
    const SINGLE: &str = "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà\n\r";
    const DOUBLE: &str = "^{}\\[~]|€";
    words.chars().try_fold(0_usize, |length, letter| {
        let own = if letter.is_ascii_alphanumeric() || SINGLE.contains(letter) {
            1
        } else if DOUBLE.contains(letter) {
            2
        } else {
            return None;
        };
        Some(length.saturating_add(own))
    })
}

/// The sentences of some elements as running text.
fn running<'s>(
    language: Language,
    sentences: impl IntoIterator<Item = &'s SentenceDocument>,
) -> String {
    let texts: Vec<&str> = sentences.into_iter().map(|sentence| sentence.text.as_str()).collect();
    texts.join(language.between_sentences())
}

fn is_repair(sentence: &SentenceDocument) -> bool {
    sentence.element == Element::Repair
}

/// The promises: one as it is, several as a list.
fn promises(language: Language, apology: &ApologyMadeDocument) -> String {
    let repairs = apology.sentences.iter().filter(|sentence| is_repair(sentence));
    let texts: Vec<&str> = repairs.map(|sentence| sentence.text.as_str()).collect();
    match texts.as_slice() {
        [] | [_] => texts.concat(),
        several => {
            let lines = several.iter().map(|text| ["\n- ", text].concat());
            let list: String = lines.collect();
            [Words::of(language).promises, &list].concat()
        }
    }
}

fn screen(language: Language, apology: &ApologyMadeDocument) -> String {
    [paragraphs(language, apology).join("\n\n"), capital(&apology.sender.title)].join("\n\n")
}

/// What was felt and happened; whose fault, why and being sorry; the promises; change and thanks.
fn paragraphs(language: Language, apology: &ApologyMadeDocument) -> Vec<String> {
    let of = |elements: &[Element]| {
        let own = apology.sentences.iter().filter(|sentence| elements.contains(&sentence.element));
        running(language, own)
    };
    let paragraphs = [
        of(&[Element::Empathy, Element::Acknowledgement]),
        of(&[Element::Responsibility, Element::Explanation, Element::Regret]),
        promises(language, apology),
        of(&[Element::Change, Element::Thanks]),
    ];
    paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty()).collect()
}

fn letter(wording: &Wording<'_>, quote: &QuoteDocument, envelope: Envelope<'_>) -> String {
    let language = wording.language();
    let words = Words::of(language);
    let institution = wording.raw(&wording.policy.document.institution).to_owned();
    let day = language.date(wording.complaint.today);
    let reference = envelope
        .reference
        .map(|reference| [words.reference, &language.say(Phrase::Foreign, &[reference])].concat());
    let sender = quote.apology.sender.title.clone();
    let (salutation, closing) = frame(wording, envelope, &words);
    let body = paragraphs(language, &without_itself(wording, quote));
    let lines = |parts: &[String]| parts.join("\n");
    let mut parts = Vec::new();
    if matches!(language, Language::English | Language::Arabic) {
        let head = [institution.clone(), day].into_iter().chain(reference);
        parts.push(lines(&head.collect::<Vec<_>>()));
        parts.push(salutation);
        parts.extend(body);
        parts.push(lines(&[closing, capital(&sender), institution]));
    } else {
        // A Chinese letter names sender and day at its end.
        parts.extend(reference);
        parts.push(salutation);
        parts.extend(body);
        parts.push(lines(&[[institution, sender].join(" "), [closing, day].concat()]));
    }
    parts.join("\n\n")
}

/// The apology without the promise to send a letter of apology: this is it.
fn without_itself(wording: &Wording<'_>, quote: &QuoteDocument) -> ApologyMadeDocument {
    let remedies = &wording.policy.document.remedies;
    let letter = |kind: RemedyKind| kind == RemedyKind::Apology;
    let promised: Vec<&str> = promised(quote, remedies, letter).collect();
    let mut apology = quote.apology.clone();
    apology.sentences.retain(|sentence| {
        sentence.element != Element::Repair || !promised.contains(&sentence.text.as_str())
    });
    apology
}

/// Salutation and closing: of the policy where it has them, else of the core.
fn frame(wording: &Wording<'_>, envelope: Envelope<'_>, words: &Words) -> (String, String) {
    let extras: Vec<Extra<'_>> =
        envelope.addressee.map(|addressee| ("customer", addressee)).into_iter().collect();
    let written = wording.policy.document.apology.letter.as_ref();
    let own = written.map(|letter| letter.salutations.as_slice()).unwrap_or_default();
    let own = own.iter().map(|text| wording.raw(text));
    let mut salutations = own.chain(words.salutations);
    let salutation = salutations.find_map(|text| wording.strict_words(text, &extras));
    let closing = written.and_then(|letter| wording.strict(&letter.closing, &[]));
    (salutation.unwrap_or_default(), closing.unwrap_or_else(|| words.closing.to_owned()))
}

/// With a capital letter: a role is written for the middle of a sentence.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    [first.unwrap_or_default().as_str(), letters.as_str()].concat()
}

/// What a letter and a message say where the policy does not.
struct Words {
    /// With the customer's name, and without.
    salutations: [&'static str; 2],
    closing: &'static str,
    promises: &'static str,
    reference: &'static str,
    /// That there are other promises than those there was room for.
    more: &'static str,
    /// Text messages, the longest first.
    messages: &'static [&'static str],
}

impl Words {
    fn of(language: Language) -> Self {
        match language {
            Language::English => Self {
                salutations: ["Dear {customer},", "Hello,"],
                closing: "Yours sincerely,",
                promises: "This is what we are doing about it:",
                reference: "Reference: ",
                more: "More is promised in your receipt.",
                messages: &[
                    "{institution}: {acknowledgement} {responsibility} {explanation} {regret} {repair}",
                    "{institution}, {problem}: {responsibility} {explanation} {regret} {repair}",
                ],
            },
            Language::SimplifiedChinese => Self {
                salutations: ["{customer}：", "您好："],
                closing: "",
                promises: "我们要做的是：",
                reference: "编号：",
                more: "其余承诺见受理回执。",
                messages: &[
                    "【{institution}】{acknowledgement}{responsibility}{explanation}{regret}{repair}",
                    "【{institution}】{problem}：{responsibility}{explanation}{regret}{repair}",
                ],
            },
            Language::TraditionalChinese => Self {
                salutations: ["{customer}您好：", "您好："],
                closing: "",
                promises: "我們要做的是：",
                reference: "案件編號：",
                more: "其餘承諾見受理回執。",
                messages: &[
                    "【{institution}】{acknowledgement}{responsibility}{explanation}{regret}{repair}",
                    "【{institution}】{problem}：{responsibility}{explanation}{regret}{repair}",
                ],
            },
            Language::Arabic => Self {
                salutations: ["السيد/السيدة {customer}،", "تحية طيبة،"],
                closing: "وتفضلوا بقبول فائق الاحترام،",
                promises: "وهذا ما نقوم به:",
                reference: "الرقم المرجعي: ",
                more: "وبقية الوعود في إشعار الاستلام.",
                // No letter of it is in the GSM alphabet.
                messages: &[
                    "{institution}: {acknowledgement} {responsibility} {regret} {repair}",
                    "{institution}، «{problem}»: {responsibility} {regret} {repair}",
                    "{institution}، «{problem}»: {regret} {repair}",
                    "«{problem}»: {regret} {repair}",
                    "{institution}: {regret} {repair}",
                    "{regret} {repair}",
                ],
            },
        }
    }
}

/// The first message of the policy, else of the core, that fits the case and two segments, with as many
/// promises as there is room for; when none is short enough, the shortest.
fn text_message(
    wording: &Wording<'_>,
    assessment: &Assessment,
    quote: &QuoteDocument,
) -> Result<String, Unpromised> {
    let policy = wording.policy;
    let (apology, money) = money_first(wording, quote);
    let mut candidates = Vec::new();
    let written = policy.document.apology.text_messages.iter().zip(&policy.messages);
    for (message, when) in written {
        let here = lists(&message.for_problems, &quote.problem.id)
            && lists(&message.responsibility, &assessment.spoken_responsibility());
        if here && when.holds(&policy.view(wording.scene))? == Truth::True {
            candidates.extend(filled(wording, wording.raw(&message.text), &apology, money));
        }
    }
    let plain = Words::of(wording.language()).messages;
    candidates.extend(plain.iter().flat_map(|text| filled(wording, text, &apology, money)));
    let fitting = candidates.iter().find(|words| segments(words) <= 2);
    let shortest = || candidates.iter().min_by_key(|words| words.chars().count());
    Ok(fitting.or_else(shortest).cloned().unwrap_or_default())
}

/// The apology with the promises of money before the others, and how many they are: a message may have room for one only.
fn money_first(wording: &Wording<'_>, quote: &QuoteDocument) -> (ApologyMadeDocument, usize) {
    let remedies = &wording.policy.document.remedies;
    let of = |kind: fn(RemedyKind) -> bool| promised(quote, remedies, kind);
    let money: Vec<&str> = of(is_money).collect();
    let mut apology = quote.apology.clone();
    let is_money = |sentence: &SentenceDocument| money.contains(&sentence.text.as_str());
    apology.sentences.sort_by_key(|sentence| is_repair(sentence) && !is_money(sentence));
    let repairs = apology.sentences.iter().filter(|sentence| is_repair(sentence));
    let count = repairs.filter(|sentence| is_money(sentence)).count();
    (apology, count)
}

/// What is promised by remedies of some kind, in words.
fn promised<'q>(
    quote: &'q QuoteDocument,
    remedies: &'q [RemedyDocument],
    kind: fn(RemedyKind) -> bool,
) -> impl Iterator<Item = &'q str> {
    let known =
        move |id: &String| remedies.iter().any(|remedy| remedy.id == *id && kind(remedy.kind));
    let made = quote.commitments.iter();
    made.filter(move |made| made.remedy.as_ref().is_some_and(known)).map(|made| made.title.as_str())
}

/// A message with all promises, with one fewer, and so on. Where some are left out it says so; in silence are left out only
/// those that are not of money, or all but one. None when a fact or element is missing.
fn filled(
    wording: &Wording<'_>,
    text: &str,
    apology: &ApologyMadeDocument,
    money: usize,
) -> Vec<String> {
    let language = wording.language();
    let said = |element: Element, most: usize| {
        let own = apology.sentences.iter().filter(move |sentence| sentence.element == element);
        running(language, own.take(most))
    };
    let repairs = apology.sentences.iter().filter(|sentence| is_repair(sentence)).count();
    let more = [language.between_sentences(), Words::of(language).more].concat();
    let with = |(most, more): (usize, &str)| {
        let elements = [
            ("acknowledgement", said(Element::Acknowledgement, 1)),
            ("responsibility", said(Element::Responsibility, 1)),
            ("explanation", said(Element::Explanation, 1)),
            ("regret", said(Element::Regret, 1)),
            ("repair", [&said(Element::Repair, most), more].concat()),
        ];
        let extras: Vec<Extra<'_>> =
            elements.iter().map(|(place, words)| (*place, words.as_str())).collect();
        let words = wording.strict_words(text, &extras)?;
        Some(sendable(&words))
    };
    let ways = (1..=repairs).rev().flat_map(|most| {
        let told = (most < repairs).then_some((most, more.as_str()));
        let silent = (most >= money.clamp(1, repairs)).then_some((most, ""));
        told.into_iter().chain(silent)
    });
    let alone = (repairs > 0).then_some((1, ""));
    ways.chain(alone).filter_map(with).collect()
}

/// In the letters of the GSM alphabet where only typography stands against it; a telephone shows one paragraph in one
/// direction, and isolates would take up room in it.
fn sendable(words: &str) -> String {
    let plain = words.replace(|c| matches!(c, '\u{200e}' | '\u{2066}'..='\u{2069}'), "");
    let plain = plain.replace(['\u{a0}', '\u{202f}'], " ").replace(['’', '‘'], "'");
    let plain = plain.replace(['“', '”'], "\"").replace(['–', '—'], "-");
    // A place that is empty in this case leaves two spaces behind.
    plain.replace("  ", " ").trim().to_owned()
}
