//! Evidence as it is written: the files a customer is asked for.

use super::*;

document! {
    /// A kind of file the customer is asked for: a photo, a receipt, a statement.
    pub struct EvidenceDocument {
        /// Stable id.
        pub id: String,
        /// Problems it is asked for; all when absent.
        #[serde(rename = "for", default, skip_serializing_if = "Vec::is_empty")]
        pub for_problems: Vec<String>,
        /// Asked only when this holds; reads supplied facts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<ConditionDocument>,
        /// What the customer is asked for.
        pub label: Text,
        /// Why it is asked for; the customer reads it.
        pub why: Text,
        /// What follows when there is none; the customer reads it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub without: Option<Text>,
        /// Media types taken: `image/jpeg`, `application/pdf`.
        pub media_types: Vec<String>,
        /// Largest size of one file, in bytes.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 104_857_600)))]
        pub at_most_bytes: u32,
        /// Most files.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 20)))]
        pub at_most_files: u32,
        /// Nothing is sent without it; it may be left out otherwise.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub required: bool,
    }
}
