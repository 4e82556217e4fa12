//! Files a customer can be asked for: which media types there are, and what is within reason.

/// Media types a policy may ask for, each with the endings of its files. All can be told from their first bytes and
/// none is run by whoever opens it: neither documents with script in them nor archives are here.
pub const MEDIA_TYPES: [(&str, &str); 8] = [
    ("image/jpeg", ".jpg,.jpeg"),
    ("image/png", ".png"),
    ("image/webp", ".webp"),
    ("image/heic", ".heic,.heif"),
    ("image/gif", ".gif"),
    ("application/pdf", ".pdf"),
    ("video/mp4", ".mp4,.m4v"),
    ("video/quicktime", ".mov"),
];

/// The largest file a policy may allow, in bytes: 100 MiB.
pub const LARGEST_FILE: u32 = 100 << 20;
/// The most files of one kind a policy may allow.
pub const MOST_FILES: u32 = 20;
/// The longest name of a file, in characters.
pub const LONGEST_NAME: usize = 255;

/// Whether a text is a SHA-256 as documents write it: 64 lower-case hexadecimal digits.
///
/// ```
/// use amends_core::evidence::is_sha256;
/// assert!(is_sha256("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
/// assert!(!is_sha256("E3B0C442"));
/// ```
pub fn is_sha256(text: &str) -> bool {
    let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.len() == 64 && text.bytes().all(digit)
}

/// Endings of the files of a media type, `.jpg,.jpeg`; none for one that no policy may ask for.
pub fn endings(media_type: &str) -> Option<&'static str> {
    MEDIA_TYPES.iter().find(|(known, _)| *known == media_type).map(|(_, endings)| *endings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_lower_case_and_belong_to_one_type() {
        let all: Vec<&str> = MEDIA_TYPES.iter().flat_map(|(_, own)| own.split(',')).collect();
        for (place, ending) in all.iter().enumerate() {
            assert!(ending.starts_with('.') && *ending == ending.to_lowercase(), "{ending}");
            assert!(!all.iter().skip(place + 1).any(|other| other == ending), "{ending}");
        }
        assert_eq!(endings("image/heic"), Some(".heic,.heif"));
        assert_eq!(endings("text/html"), None);
    }

    /// The script that sends files knows the same types by the same endings.
    #[test]
    fn the_form_has_the_same_list() {
        let script = include_str!("../../web/evidence.js");
        for (own, endings) in MEDIA_TYPES {
            assert!(script.contains(&format!("'{own}': '{endings}',")), "{own}");
        }
        let listed = script.split("const ENDINGS = {").nth(1).unwrap().split('}').next().unwrap();
        assert_eq!(listed.matches("': '").count(), MEDIA_TYPES.len());
    }
}
