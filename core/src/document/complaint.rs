//! The complaint document: what one customer says, and what the portal already knows.

use super::formula::Scalar;
use super::readable::document;
use crate::document::Map;

document! {
    /// One complaint as it is written.
    pub struct ComplaintDocument {
        /// Id of the problem.
        pub problem: String,
        /// Language the customer reads, BCP 47; the policy's first language when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub language: Option<String>,
        /// Answers by fact id: money and decimals as text (`"120.50"`), whole numbers, `true`/`false`,
        /// ISO 8601 dates, choice ids.
        #[serde(default)]
        pub answers: Map<Scalar>,
        /// Facts the portal supplied; they win over answers and are never asked.
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        pub known: Map<Scalar>,
        /// What the customer wishes for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub wish: Option<WishedDocument>,
        /// The story in the customer's own words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub story: String,
        /// The files that go with it, which are sent apart.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub evidence: Vec<EvidenceGivenDocument>,
        /// How to reach the customer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub contact: Option<ContactDocument>,
        /// The option the customer has picked, if any; the apology then speaks of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub choice: Option<ChoiceMadeDocument>,
    }
}

document! {
    /// What the customer wishes for.
    pub struct WishedDocument {
        /// Ids of the policy's wishes.
        #[serde(default)]
        pub ids: Vec<String>,
        /// Amount asked for, a decimal in the policy's currency.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub amount: Option<String>,
        /// In the customer's words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub words: String,
    }
}

document! {
    /// A file that goes with a complaint.
    pub struct EvidenceGivenDocument {
        /// Id of the policy's evidence.
        pub kind: String,
        /// Name of the file, as the customer has it.
        pub name: String,
        /// Media type.
        pub media_type: String,
        /// Size in bytes.
        pub size: u64,
        /// SHA-256 of its bytes, lower-case hexadecimal.
        pub sha256: String,
    }
}

document! {
    /// How to reach the customer.
    pub struct ContactDocument {
        /// The way.
        pub channel: ContactChannel,
        /// The number or address; may be empty when the portal knows it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub address: String,
    }
}

document! {
    /// A way to reach the customer.
    pub enum ContactChannel {
        /// By telephone.
        Phone,
        /// By electronic mail.
        Email,
        /// By text message.
        TextMessage,
        /// Inside the portal.
        Portal,
    }
}

document! {
    /// The customer's choice: an option or several in order, a part of each, or something else.
    pub choice ChoiceMadeDocument {
        /// The id of an option of the quote.
        Option(String),
        /// Something else, in the customer's words; what is owed stays owed.
        SomethingElse(String),
        /// Ids of options, the one liked best first: it counts, the others tell whoever decides.
        Ranking(Vec<String>),
        /// An option with a part of its goodwill taken another way.
        Split(SplitChosenDocument),
        /// The id of an option that is taken in place of money owed, after being told what is given up.
        InsteadOfMoney(String),
    }
}

document! {
    /// A part of an option's goodwill taken another way.
    pub struct SplitChosenDocument {
        /// The id of an option of the quote that may be split.
        pub option: String,
        /// How much of it is taken the other way, in percent, 0 to 100.
        pub percent: u32,
    }
}

impl ChoiceMadeDocument {
    /// The option that counts; none for something else.
    pub fn option(&self) -> Option<&str> {
        match self {
            Self::Option(id) | Self::InsteadOfMoney(id) => Some(id),
            Self::Ranking(ids) => ids.first().map(String::as_str),
            Self::Split(split) => Some(&split.option),
            Self::SomethingElse(_) => None,
        }
    }

    /// Every option it names.
    pub fn options(&self) -> Vec<&str> {
        match self {
            Self::Ranking(ids) => ids.iter().map(String::as_str).collect(),
            Self::Option(_) | Self::InsteadOfMoney(_) | Self::Split(_) | Self::SomethingElse(_) => {
                self.option().into_iter().collect()
            }
        }
    }
}
