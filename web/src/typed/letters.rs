//! Letters that people and their keyboards write in several ways, as the one that is read.

/// Trims, and turns what is written in several ways into one: digits and punctuation of full width, both kinds of Arabic
/// digits, spaces, signs and apostrophes, the letters of Arabic that are often exchanged. Leaves out what is not seen:
/// direction marks, isolates and vowel signs.
pub(super) fn plain(raw: &str) -> String {
    raw.chars().filter_map(twin).collect::<String>().trim().to_owned()
}

fn twin(letter: char) -> Option<char> {
    let shifted = |by: u32| char::from_u32(u32::from(letter).wrapping_sub(by));
    match letter {
        '\u{ff01}'..='\u{ff5e}' => shifted(0xfee0),
        '٠'..='٩' => shifted(0x630),
        '۰'..='۹' => shifted(0x6c0),
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}' => None,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{64b}'..='\u{652}' | 'ـ' => None,
        '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2009}' | '\t' => Some(' '),
        '。' => Some('.'),
        '、' | '،' => Some(','),
        '٪' => Some('%'),
        '−' | '–' | '‐' | '‑' => Some('-'),
        '’' | '‘' => Some('\''),
        '￥' => Some('¥'),
        'أ' | 'إ' | 'آ' => Some('ا'),
        'ى' => Some('ي'),
        'ة' => Some('ه'),
        other => Some(other),
    }
}
