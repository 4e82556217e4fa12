//! What an apology must not say and how a promise sounds, by language. `core/APOLOGY.md` lists the phrases
//! with their reasons.

use super::Language;
use std::sync::OnceLock;

/// Why a phrase spoils an apology.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It doubts that anything happened: “sorry if”.
    Conditional,
    /// It is sorry for the feeling instead of the cause: “sorry you feel”.
    Feeling,
    /// It makes the harm small and nameless: “any inconvenience”.
    Belittling,
    /// It happened by itself: “mistakes were made”.
    Nobody,
    /// It asks the customer for something: patience, understanding, pardon.
    Demanding,
    /// It blames the customer or hides behind rules.
    Defensive,
    /// It could stand in any letter to anyone.
    Stock,
    /// A promise nobody can check.
    Vague,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::Conditional,
        Self::Feeling,
        Self::Belittling,
        Self::Nobody,
        Self::Demanding,
        Self::Defensive,
        Self::Stock,
        Self::Vague,
    ];

    /// What to do instead.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Conditional => "it doubts that anything happened; say what happened",
            Self::Feeling => {
                "it is sorry for the feeling, not for the cause; be sorry for the cause"
            }
            Self::Belittling => "it makes the harm small; name what it cost the customer",
            Self::Nobody => "it sounds as if nobody had done it; say who did",
            Self::Demanding => "it asks the customer for something; ask for nothing",
            Self::Defensive => "it blames the customer or hides behind rules; say the reason",
            Self::Stock => "it could stand in any letter; say something only this case has",
            Self::Vague => "nobody can check it; bind it to a commitment and say `{due}`",
        }
    }
}

/// Phrases, in lower case with `|` between them, that spoil an apology for the same reason.
type Group = (Reason, &'static str);

use Reason::{Belittling, Conditional, Defensive, Demanding, Feeling, Nobody, Stock, Vague};

const ENGLISH: &[Group] = &[
    (
        Conditional,
        "sorry if|apologise if|apologize if|if this caused|if you were|\
        may have caused|might have caused",
    ),
    (
        Feeling,
        "sorry for the way you feel|sorry you feel|sorry that you feel|\
        sorry for how you feel|if you feel|if you felt",
    ),
    (Belittling, "any inconvenience|the inconvenience|inconvenience caused|any trouble"),
    (
        Nobody,
        "mistakes were made|errors occurred|an error occurred|\
        due to circumstances beyond our control|technical reasons",
    ),
    (
        Demanding,
        "thank you for your patience|thank you for your understanding|\
        appreciate your patience|appreciate your understanding|please understand|\
        hope you understand|please forgive|bear with us",
    ),
    (
        Defensive,
        "you misunderstood|you should have told|you should have read|you should have checked|\
        calm down|company policy|isolated incident|nobody else complained|to be fair",
    ),
    (
        Stock,
        "valued customer|we value your|your call is important|\
        take this matter seriously|take this very seriously|please accept our|\
        rest assured|customer satisfaction is",
    ),
    (
        Vague,
        "as soon as possible|in due course|do our best|make every effort|\
        never happen again",
    ),
];

const SIMPLIFIED: &[Group] = &[
    (Conditional, "如果让您感到|如果给您|如给您|若给您|如有不便|如有冒犯|如有不周|可能给您"),
    (Feeling, "让您感到不满|让您感到不快|您的感受我们表示"),
    (
        Belittling,
        "给您带来的不便|给您带来不便|给您造成的不便|给您造成不便|造成的困扰|\
        不便之处",
    ),
    (Nobody, "系统原因|技术原因|出现了一些问题|不可抗力"),
    (
        Demanding,
        "敬请谅解|敬请见谅|敬请理解|请您谅解|请您理解|望您谅解|望周知|\
        感谢您的理解|感谢您的耐心|请耐心等",
    ),
    (
        Defensive,
        "您误会了|您应该早|请您冷静|按规定办不了|系统就是这样|个别现象|纯属个例|\
        别的客人都没说",
    ),
    (Stock, "高度重视|深表歉意|深表遗憾|诚挚的歉意|万分抱歉|尊敬的客户|亲，"),
    (Vague, "尽快|第一时间|尽最大努力|杜绝此类|绝不再犯"),
];

const TRADITIONAL: &[Group] = &[
    (
        Conditional,
        "如果讓您感到|如果造成您|如造成您|若造成|如有不便|如有冒犯|如有不周|\
        可能造成您",
    ),
    (Feeling, "讓您感到不滿|讓您感到不悅|讓您感覺不佳"),
    (Belittling, "造成您的不便|造成不便|帶來的不便|帶來不便|造成您的困擾|造成困擾|不便之處"),
    (Nobody, "系統因素|系統問題所致|技術性問題|不可抗力"),
    (
        Demanding,
        "敬請見諒|敬請諒解|敬請包涵|敬請體諒|還請見諒|請您諒解|感謝您的體諒|\
        感謝您的諒解|感謝您的耐心|請耐心等",
    ),
    (
        Defensive,
        "您誤會了|請您冷靜|依公司規定無法|公司政策|系統就是這樣|純屬個案|\
        其他客人都沒有反映",
    ),
    (Stock, "高度重視|深表歉意|深感抱歉|致上最深的歉意|萬分抱歉|親愛的顧客|尊敬的客戶"),
    (Vague, "盡快|儘快|儘速|第一時間|盡最大努力|絕不再犯"),
];

/// Without vowel signs, as [`found`] compares.
const ARABIC: &[Group] = &[
    (
        Conditional,
        "إن كنا قد تسببنا|إذا كنا قد تسببنا|إن شعرتم|إذا شعرتم|إن بدر منا|إذا بدر منا|\
        قد يكون سبب لكم|ربما سبب لكم",
    ),
    (Feeling, "نأسف لشعوركم|نأسف لأنكم شعرتم|نأسف لأنكم تشعرون|نتفهم شعوركم"),
    (Belittling, "أي إزعاج|عن الإزعاج|على الإزعاج|للإزعاج|أي مضايقة"),
    (Nobody, "حدث خطأ|وقعت أخطاء|خارجة عن إرادتنا|خارج عن إرادتنا|لأسباب فنية|لأسباب تقنية"),
    (
        Demanding,
        "تفهمكم|على صبركم|لصبركم|نرجو المعذرة|نلتمس عذركم|نستميحكم عذرا|\
        نرجو أن تسامحونا|تحلوا بالصبر",
    ),
    (
        Defensive,
        "أسأتم الفهم|كان عليكم أن|كان ينبغي لكم|نرجو الهدوء|سياسة الشركة|حالة فردية|\
        لم يشتك أحد غيركم",
    ),
    (
        Stock,
        "عميلنا العزيز|عميلنا الكريم|نقدر ثقتكم|رضاكم غايتنا|على محمل الجد|اتصالكم يهمنا|\
        تقبلوا اعتذارنا|قبول اعتذارنا|كونوا على ثقة",
    ),
    (
        Vague,
        "في أقرب وقت|بأسرع وقت|بأسرع ما يمكن|في الوقت المناسب|قصارى جهدنا|كل ما في وسعنا|\
        لن يتكرر",
    ),
];

/// What must not be said in a language, each phrase in lower case with its reason.
pub fn forbidden(language: Language) -> impl Iterator<Item = (&'static str, Reason)> {
    let groups = match language {
        Language::English => ENGLISH,
        Language::SimplifiedChinese => SIMPLIFIED,
        Language::TraditionalChinese => TRADITIONAL,
        Language::Arabic => ARABIC,
    };
    groups.iter().flat_map(|(reason, phrases)| phrases.split('|').map(|phrase| (phrase, *reason)))
}

/// The forbidden phrases in words of a language.
///
/// ```
/// use amends_core::language::{Language, manners};
/// let found: Vec<&str> = manners::found(Language::English, "We apologise for any inconvenience.")
///     .map(|(phrase, _)| phrase).collect();
/// assert_eq!(found, ["any inconvenience"]);
/// ```
pub fn found(language: Language, words: &str) -> impl Iterator<Item = (&'static str, Reason)> {
    let mut words = words.to_lowercase();
    if !words.is_ascii() {
        words = bare(&words.replace('’', "'"));
    }
    let missing = !letters(&words);
    // Most phrases have a letter that the words do not have.
    let phrases = lettered(language).iter().filter(move |(letters, ..)| letters & missing == 0);
    let phrases = phrases.filter(move |(_, phrase, _)| words.contains(phrase));
    phrases.map(|(_, phrase, reason)| (*phrase, *reason))
}

/// A forbidden phrase, its letters before it.
type Lettered = (u64, &'static str, Reason);

/// The forbidden phrases with the letters of each.
fn lettered(language: Language) -> &'static [Lettered] {
    static ALL: [OnceLock<Vec<Lettered>>; 4] = [const { OnceLock::new() }; 4];
    let [english, simplified, traditional, arabic] = &ALL;
    let own = match language {
        Language::English => english,
        Language::SimplifiedChinese => simplified,
        Language::TraditionalChinese => traditional,
        Language::Arabic => arabic,
    };
    let with_letters = |(phrase, reason)| (letters(phrase), phrase, reason);
    own.get_or_init(|| forbidden(language).map(with_letters).collect())
}

/// The bytes of words as a set; some share a place in it.
fn letters(words: &str) -> u64 {
    words.bytes().fold(0, |set, byte| set | 1_u64.wrapping_shl(byte.into()))
}

/// Without the vowel signs and the lengthening of Arabic script, which are written or not.
fn bare(words: &str) -> String {
    words.replace(|c| matches!(c, '\u{64b}'..='\u{652}' | '\u{640}'), "")
}

/// The word by which words promise something, if they do.
///
/// Looks for verbs only (“will”, “shall”, “会告诉”), so that what was promised earlier, a good will or a
/// chance (机会) is no alarm.
///
/// ```
/// use amends_core::language::{Language, manners::promise};
/// assert_eq!(promise(Language::English, "We will call you."), Some("will"));
/// assert_eq!(promise(Language::English, "It was promised for 1 March."), None);
/// assert_eq!(promise(Language::SimplifiedChinese, "查到什么，都会如实告诉您。"), Some("会如实"));
/// assert_eq!(promise(Language::SimplifiedChinese, "换了谁都会着急。"), None);
/// ```
pub fn promise(language: Language, words: &str) -> Option<&'static str> {
    match language {
        Language::English => english_promise(&words.to_lowercase().replace('’', "'")),
        Language::SimplifiedChinese => chinese_promise(words, SIMPLIFIED_PROMISES, '会'),
        Language::TraditionalChinese => chinese_promise(words, TRADITIONAL_PROMISES, '會'),
        Language::Arabic => arabic_promise(&bare(words)),
    }
}

const ENGLISH_PROMISES: &[&str] =
    &["will", "shall", "won't", "we'll", "you'll", "they'll", "it'll"];
const ENGLISH_PHRASES: &str = "we promise to|we promise that|we promise you|we guarantee|we are going to|\
    from now on";
/// Before “will” they make it a noun.
const BEFORE_NOUN: &[&str] = &["good", "ill", "free", "your", "at", "the", "a"];

fn english_promise(words: &str) -> Option<&'static str> {
    let mut before = "";
    for word in words.split(|c: char| !c.is_alphanumeric() && c != '\'') {
        let verb = ENGLISH_PROMISES.iter().find(|verb| **verb == word);
        if let Some(verb) = verb.filter(|_| !BEFORE_NOUN.contains(&before)) {
            return Some(verb);
        }
        if !word.is_empty() {
            before = word;
        }
    }
    ENGLISH_PHRASES.split('|').find(|phrase| words.contains(phrase))
}

const SIMPLIFIED_PROMISES: &str = "会如实|会告诉|会把|会给您|会为您|会向您|会通知|会联系|会答复|会再核对|会再查|会查|\
    会改|会在|会由|会尽|不会再|我们会|将于|将在|将把|将由|将为您|将向您|我们将|我们保证|\
    向您保证|我们承诺|向您承诺|后告诉您|就告诉您|马上告诉您|再告诉您|今后";
const TRADITIONAL_PROMISES: &str = "會如實|會告訴|會告知|會把|會將|會給您|會為您|會向您|會通知|會聯絡|會回覆|會再核對|\
    會再查|會查|會改|會在|會由|會盡|不會再|我們會|將於|將在|將把|將由|將為您|將向您|\
    我們將|我們保證|向您保證|我們承諾|向您承諾|後告訴您|後告知|就告訴您|馬上告訴您|\
    再告訴您|今後";
/// Before 会 they make it part of a noun: chance, society, membership, misunderstanding, meeting.
const PART_OF_NOUN: &[char] =
    &['机', '機', '社', '誤', '误', '体', '體', '协', '協', '聚', '领', '領'];

fn chinese_promise(words: &str, promises: &'static str, will: char) -> Option<&'static str> {
    promises.split('|').find(|promise| {
        words.match_indices(promise).any(|(at, _)| {
            let before = words.get(..at).and_then(|before| before.chars().next_back());
            let noun = before.is_some_and(|before| PART_OF_NOUN.contains(&before));
            !(noun && promise.starts_with(will))
        })
    })
}

const ARABIC_PROMISES: &[&str] =
    &["سوف", "لن", "نعدكم", "نتعهد", "نلتزم", "نضمن", "سن", "سي", "ست", "سأ"];
/// The first of those that begin a verb: the sign of the future is written with it.
const FUTURE: &str = "سن";
/// Words that begin alike and promise nothing: years, sixes, bonds, sirs, policies, cars, what is bad, asked or flows.
const NO_FUTURE: &str = "سن|سنة|سنوات|سنوي|سنويا|سنوية|سنين|سند|سندات|سيد|سيدة|سيدي|سيدتي|سياسة|سياسات|سيارة|سيارات|\
    سيئ|سيئة|سير|سيولة|ستة|ستون|ستين|سأل|سألنا|سألتم|سألتمونا";

fn arabic_promise(words: &str) -> Option<&'static str> {
    let future = ARABIC_PROMISES.iter().position(|word| *word == FUTURE)?;
    let (whole, beginnings) = ARABIC_PROMISES.split_at_checked(future)?;
    words.split(|c: char| !c.is_alphabetic()).find_map(|word| {
        // “And” and “so” are written with the word.
        let bare = word.strip_prefix(['و', 'ف']).filter(|rest| rest.chars().count() > 1);
        let either = [Some(word), bare].into_iter().flatten().collect::<Vec<_>>();
        let said = whole.iter().find(|own| either.contains(own));
        let noun = either.iter().any(|word| NO_FUTURE.split('|').any(|noun| noun == *word));
        let begun = || beginnings.iter().find(|own| either.iter().any(|it| it.starts_with(**own)));
        said.or_else(|| begun().filter(|_| !noun)).copied()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{Arabic, English, SimplifiedChinese, TraditionalChinese};

    const ALL: [Language; 4] = [English, SimplifiedChinese, TraditionalChinese, Arabic];

    #[test]
    fn non_apologies_are_found_in_every_language() {
        let said = [
            (English, "We are sorry that you feel that way.", "sorry that you feel"),
            (English, "Sorry if this upset you.", "sorry if"),
            (English, "We apologise for Any Inconvenience.", "any inconvenience"),
            (SimplifiedChinese, "如有不便，请见谅。", "如有不便"),
            (SimplifiedChinese, "对给您带来的不便，我们表示歉意。", "给您带来的不便"),
            (SimplifiedChinese, "如果让您感到不快，对不起。", "如果让您感到"),
            (TraditionalChinese, "造成您的不便，敬請見諒。", "造成您的不便"),
            (Arabic, "نعتذر عن أيّ إزعاج.", "أي إزعاج"),
            (Arabic, "نأسف لأنكم شعرتم بذلك.", "نأسف لأنكم شعرتم"),
        ];
        for (language, words, phrase) in said {
            assert!(found(language, words).any(|(own, _)| own == phrase), "{words}");
        }
    }

    #[test]
    fn plain_apologies_are_not_alarming() {
        let said = [
            (English, "We got this wrong, and we apologise. The cash machine was empty."),
            (SimplifiedChinese, "这件事我们做错了，真心向您道歉。机器里没有钞票。"),
            (TraditionalChinese, "這件事我們做錯了，真心向您道歉。機器裡沒有鈔票。"),
            (Arabic, "أخطأنا في هذا، ونعتذر إليكم. لم يكن في الجهاز نقود."),
        ];
        for (language, words) in said {
            assert_eq!(found(language, words).next(), None, "{words}");
            assert_eq!(promise(language, words), None, "{words}");
        }
    }

    #[test]
    fn promises_are_heard_and_nouns_are_not() {
        let promising = [
            (English, "You will have the finding in writing."),
            (English, "We'll look again."),
            (English, "From now on every parcel is checked."),
            (SimplifiedChinese, "查清后告诉您。"),
            (SimplifiedChinese, "我们将重新核对。"),
            (TraditionalChinese, "查清楚後告訴您。"),
            (TraditionalChinese, "不會再讓您等。"),
            (Arabic, "سنعيد المبلغ."),
            (Arabic, "وسيصلكم الرد، وسَنُخبركم به."),
            (Arabic, "سوف نراجع الأمر."),
            (Arabic, "ولن ننسى ذلك."),
        ];
        for (language, words) in promising {
            assert!(promise(language, words).is_some(), "{words}");
        }
        let plain = [
            (English, "Out of good will, and of your own free will, you waited."),
            (English, "We did not hold what we promised."),
            (SimplifiedChinese, "谢谢您给我们机会把事情办好。"),
            (SimplifiedChinese, "承诺3月1日送到，却晚了两天。换了谁都会生气。"),
            (TraditionalChinese, "謝謝您給我們機會把事情辦好。換作誰都會生氣。"),
            (Arabic, "قبل سنة وستة أشهر وُعدتم بسيارة، وسألتمونا عنها سيدة بعد سيدة."),
        ];
        for (language, words) in plain {
            assert_eq!(promise(language, words), None, "{words}");
        }
    }

    #[test]
    fn every_phrase_is_in_the_page_that_gives_the_reasons() {
        let page = include_str!("../../APOLOGY.md");
        for language in ALL {
            for (phrase, _) in forbidden(language) {
                let quoted = [["“", phrase, "”"].concat(), ["「", phrase, "」"].concat()];
                assert!(quoted.iter().any(|quoted| page.contains(quoted)), "{phrase}");
            }
        }
    }

    #[test]
    fn phrases_are_lower_case_and_listed_once() {
        for language in ALL {
            let phrases: Vec<&str> = forbidden(language).map(|(phrase, _)| phrase).collect();
            for (index, phrase) in phrases.iter().enumerate() {
                assert_eq!(phrase.to_lowercase(), **phrase);
                assert!(!phrases[..index].contains(phrase), "{phrase}");
            }
        }
    }
}
