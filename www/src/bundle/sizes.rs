//! What a first visit downloads, written as `sizes.json`.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::iter::Sum;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::compress::{self, Packed};
use super::error::{BundleError, doing};
use super::sources;

/// The file the sizes are written to.
pub(super) const FILE: &str = "sizes.json";

/// Files of the bundle that every first visit downloads, and what they are called in the table.
const ALWAYS: [(&str, &str); 4] = [
    ("amends.js", "element.js"),
    ("amends_web.js", "glue.js"),
    ("amends_web_bg.wasm", "widget.wasm"),
    ("amends.css", "style.css"),
];

/// Files that come once the customer turns to the form.
const LATER: [(&str, &str); 1] = [("amends_later_bg.wasm", "later.wasm")];

/// The languages every customer can have; the larger one counts.
const LANGUAGES: [&str; 4] =
    ["messages/ar.json", "messages/en.json", "messages/zh-Hans.json", "messages/zh-Hant.json"];

/// The policy in the table; the language in which it is larger counts.
const POLICY: &str = "policies/bank";

/// Bytes of one thing, in each of the three ways it may travel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// As it is.
    pub raw: u64,
    /// Compressed with gzip, level 9.
    pub gzip: u64,
    /// Compressed with Brotli, quality 11.
    pub brotli: u64,
}

impl Sum for Size {
    fn sum<I: Iterator<Item = Self>>(sizes: I) -> Self {
        sizes.fold(Self::default(), |total, size| Self {
            raw: total.raw.saturating_add(size.raw),
            gzip: total.gzip.saturating_add(size.gzip),
            brotli: total.brotli.saturating_add(size.brotli),
        })
    }
}

/// What a first visit downloads: element, glue, module, style, one language, one policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sizes {
    /// The sum of the parts.
    pub first_visit: Size,
    /// Each part by its name.
    pub parts: BTreeMap<String, Size>,
    /// What comes once the customer turns to the form, by name; no part of the first visit.
    pub later: BTreeMap<String, Size>,
}

impl Sizes {
    /// The sizes of a packed bundle, with one policy where there is one.
    pub(super) fn measure(files: &[Packed], policy: Option<&Path>) -> Result<Self, BundleError> {
        let mut parts = named(files, &ALWAYS);
        let languages = files.iter().filter(|file| LANGUAGES.contains(&file.name.as_str()));
        if let Some(language) = languages.max_by_key(|file| file.size.brotli) {
            parts.insert(language.name.clone(), language.size);
        }
        if let Some(path) = policy {
            for bytes in sources::packed(path)? {
                let size = compress::measure(&bytes).map_err(doing("compress", path))?;
                let largest = parts.entry(POLICY.to_owned()).or_default();
                if size.brotli > largest.brotli {
                    *largest = size;
                }
            }
        }
        let first_visit = parts.values().copied().sum();
        Ok(Self { first_visit, parts, later: named(files, &LATER) })
    }

    /// Writes the sizes as JSON.
    pub(super) fn write(&self, path: &Path) -> Result<(), BundleError> {
        let mut text = serde_json::to_vec_pretty(self).map_err(|cause| BundleError::Content {
            path: path.to_owned(),
            cause: cause.to_string(),
        })?;
        text.push(b'\n');
        fs::write(path, text).map_err(doing("write", path))
    }

    /// The sizes a finished bundle says it has.
    pub(super) fn read(path: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }
}

/// The files of a list under their names in the table.
fn named(files: &[Packed], list: &[(&str, &str)]) -> BTreeMap<String, Size> {
    let own = |file: &Packed| {
        let (_, name) = list.iter().find(|(path, _)| *path == file.name)?;
        Some(((*name).to_owned(), file.size))
    };
    files.iter().filter_map(own).collect()
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<24}{:>10}{:>10}{:>10}{:>8}", "bytes", "raw", "gzip", "brotli", "share")?;
        let whole = self.first_visit.brotli.max(1);
        let all = self.parts.iter().map(|(name, size)| (name.as_str(), size));
        for (name, size) in all.chain([("first visit", &self.first_visit)]) {
            let share = size.brotli.saturating_mul(100) / whole;
            writeln!(
                f,
                "{name:<24}{:>10}{:>10}{:>10}{share:>7}%",
                size.raw, size.gzip, size.brotli
            )?;
        }
        for (name, Size { raw, gzip, brotli }) in &self.later {
            writeln!(f, "{name:<24}{raw:>10}{gzip:>10}{brotli:>10}   later")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(name: &str, brotli: u64) -> Packed {
        Packed { name: name.to_owned(), size: Size { raw: brotli * 4, gzip: brotli * 2, brotli } }
    }

    fn bundle() -> Vec<Packed> {
        vec![
            packed("amends.css", 3),
            packed("amends.js", 5),
            packed("amends_web.js", 7),
            packed("amends_later_bg.wasm", 100),
            packed("amends_web_bg.wasm", 11),
            packed("messages/de.json", 1000),
            packed("messages/en.json", 13),
            packed("messages/zh-Hans.json", 17),
        ]
    }

    #[test]
    fn the_total_is_the_sum_of_the_parts() {
        let sizes = Sizes::measure(&bundle(), None).unwrap();
        assert_eq!(sizes.first_visit, Size { raw: 172, gzip: 86, brotli: 43 });
        assert_eq!(sizes.first_visit, sizes.parts.values().copied().sum());
        assert_eq!(sizes.later.values().map(|size| size.brotli).collect::<Vec<_>>(), [100]);
        assert!(sizes.to_string().contains("later.wasm"), "shown, and not in the sum");
    }

    #[test]
    fn one_language_counts_the_larger_of_the_two() {
        let sizes = Sizes::measure(&bundle(), None).unwrap();
        let languages: Vec<_> = sizes.parts.keys().filter(|name| name.contains('/')).collect();
        assert_eq!(languages, ["messages/zh-Hans.json"]);
    }

    #[test]
    fn a_policy_counts_as_it_travels_packed_for_one_language() {
        let policy = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/bank.json");
        let sizes = Sizes::measure(&bundle(), Some(&policy)).unwrap();
        let lengths = sources::packed(&policy).unwrap().into_iter().map(|bytes| bytes.len());
        let lengths: Vec<u64> = lengths.map(|length| length as u64).collect();
        assert_eq!(lengths.len(), 4, "four languages");
        assert!(lengths.contains(&sizes.parts[POLICY].raw));
        assert_eq!(sizes.first_visit, sizes.parts.values().copied().sum());
    }

    #[test]
    fn what_is_written_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let sizes = Sizes::measure(&bundle(), None).unwrap();
        sizes.write(&path).unwrap();
        assert_eq!(Sizes::read(&path), Some(sizes));
    }
}
