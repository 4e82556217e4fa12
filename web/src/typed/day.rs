//! Dates as people write them: in figures by the order of their region, and in words.

use super::{Reader, Typed, among};
use crate::labels::key;
use amends_core::date;
use amends_core::document::formula::Scalar;
use amends_core::language::Phrase;
use chrono::{Datelike, NaiveDate};

/// Where the month comes before the day (CLDR): languages that begin with the year, and regions of English.
const YEAR_FIRST: &str = "zh/ja/ko/hu/lt/mn";
const MONTH_FIRST: &str = "zh/ja/ko/hu/lt/mn/US/PH/PR/GU/VI/AS/MP/UM/MH/FM/PW";
/// Words that add nothing.
const IDLE: &str = "st/nd/rd/th/of/the/م";

/// A figure: its value, how many digits it is written in, and the sign behind it that says what it counts.
#[derive(Clone, Copy)]
struct Figure {
    value: u32,
    long: u32,
    sign: char,
}

impl Figure {
    /// Whether it can be a day or a month.
    fn is_short(self) -> bool {
        self.long <= 2
    }

    /// Whether it can only be a year, in full.
    fn is_year(self) -> bool {
        self.long == 4
    }
}

impl Reader<'_> {
    pub(super) fn date(&self, text: &str) -> Typed {
        let unreadable = Typed::Unreadable(key!("fault-date"));
        let Some((figures, word)) = found(text) else { return unreadable };
        let month = if word.is_empty() { 0 } else { self.month(&word) };
        let year_first = self.lives_in(YEAR_FIRST);
        // Which figure is the year, and which two are the others in the order they stand in.
        let (year, first, second) = match *figures.as_slice() {
            [day] if month > 0 => (None, day, Figure { value: month, ..day }),
            [day, year] if month > 0 && day.is_short() => {
                (Some(year), day, Figure { value: month, ..day })
            }
            [year, day] if month > 0 => (Some(year), day, Figure { value: month, ..day }),
            [all] if all.long == 8 => {
                let part = |value| Figure { value, long: 2, ..all };
                let year = Figure { value: all.value / 10_000, long: 4, ..all };
                (Some(year), part(all.value / 100 % 100), part(all.value % 100))
            }
            [first, second] => (None, first, second),
            [year, first, second] if year.is_year() || (year_first && year.long == 2) => {
                (Some(year), first, second)
            }
            [first, second, year] if !year_first || year.is_year() => (Some(year), first, second),
            _ => return unreadable,
        };
        let dated = year.is_none_or(|year| year.is_year() || year.long == 2);
        if !dated || !first.is_short() || !second.is_short() || (month == 0) != word.is_empty() {
            return unreadable;
        }
        // After a year, and with signs, the month comes first; with a word the day does.
        let leading = figures.len() == 1
            || year.is_some_and(|year| {
                figures.first().is_some_and(|it| it.value == year.value && it.long == year.long)
            });
        let signed = figures.iter().any(|it| it.sign != ' ');
        if signed && !is_signed(&figures) {
            return unreadable;
        }
        let month_first = month == 0 && (leading || signed || self.lives_in(MONTH_FIRST));
        let said = month > 0 || leading || signed;
        self.one_of(year, first.value, second.value, (month_first, said))
    }

    /// A day and a month in one order or the other: whether the month comes first, and whether the customer says so.
    fn one_of(
        &self,
        year: Option<Figure>,
        first: u32,
        second: u32,
        (month_first, said): (bool, bool),
    ) -> Typed {
        let (by_day, by_month) = (self.day(year, second, first), self.day(year, first, second));
        let (likely, other) = if month_first { (by_month, by_day) } else { (by_day, by_month) };
        let other = other.filter(|_| !said);
        // English is written in both orders, and in Canada too.
        let unsaid = self.locale.eq_ignore_ascii_case("en") || self.lives_in("CA");
        match (likely, other) {
            (Some(one), Some(other)) if unsaid && one != other => {
                Typed::Twofold(key!("fault-two-dates"), [one, other].map(date::write))
            }
            (Some(day), _) | (None, Some(day)) => Typed::Value(Scalar::Text(date::write(day))),
            (None, None) if year.is_some_and(|year| !year.is_year()) => {
                Typed::Unreadable(key!("fault-date"))
            }
            (None, None) => Typed::Unreadable(key!("fault-no-day")),
        }
    }

    /// The month of a word, from 1: a name of it, or at least three letters that the names of only one begin with; 0 for
    /// any other word.
    fn month(&self, word: &str) -> u32 {
        let (mut month, mut found, mut several) = (0_u32, 0, false);
        for names in self.language.pattern(Phrase::MonthWords).split('|') {
            month = month.saturating_add(1);
            for name in names.split('/') {
                let begins = name.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word));
                if begins && name.len() == word.len() {
                    return month;
                }
                if begins && name.chars().nth(2).is_some() && word.chars().nth(2).is_some() {
                    several = several || (found > 0 && found != month);
                    found = month;
                }
            }
        }
        if several { 0 } else { found }
    }

    /// The day; none where there is no such day, or where two digits of a year could be those of the last century.
    fn day(&self, year: Option<Figure>, month: u32, day: u32) -> Option<NaiveDate> {
        let in_year = |year: i32| NaiveDate::from_ymd_opt(year, month, day);
        let this = self.today.year();
        match year {
            Some(year) if year.is_year() => in_year(i32::try_from(year.value).ok()?),
            Some(year) => {
                let full = i32::try_from(year.value).ok()?.saturating_add(2000);
                in_year(full).filter(|_| full <= this.saturating_add(1))
            }
            // Eight years hold a 29th of February, whichever they are.
            None => {
                let mut years = (0..=8).filter_map(|back| in_year(this.saturating_sub(back)));
                years.find(|day| *day <= self.today)
            }
        }
    }
}

/// Whether the signs behind the figures are those of a date: `年月日`, of which the last may be missing.
fn is_signed(figures: &[Figure]) -> bool {
    let signs: String = figures.iter().map(|it| it.sign).collect();
    let ends = signs.trim_end_matches(['日', '号', '號', ' ']);
    signs.chars().count() == figures.len()
        && matches!((ends, figures.len()), ("年月", 3) | ("月", 2))
        && !signs.ends_with('月')
}

/// The figures and words of a text; none when there are more figures than a date has.
fn found(text: &str) -> Option<(Vec<Figure>, String)> {
    let mut figures: Vec<Figure> = Vec::new();
    let (mut words, mut word) = (String::new(), String::new());
    let mut inside = false;
    for letter in text.chars().chain([' ']) {
        let digit = letter.to_digit(10);
        let sign = matches!(letter, '年' | '月' | '日' | '号' | '號');
        let gap = matches!(letter, '-' | '/' | '.' | ',' | ' ' | '\'');
        if !(digit.is_some() || sign || gap) {
            word.push(letter);
        } else if !word.is_empty() {
            if !among(IDLE, &word) {
                words.push_str(if words.is_empty() { "" } else { " " });
                words.push_str(&word);
            }
            word.clear();
        }
        match (digit, figures.last_mut()) {
            (Some(digit), Some(figure)) if inside => {
                figure.value = figure.value.checked_mul(10)?.checked_add(digit)?;
                figure.long = figure.long.saturating_add(1);
            }
            (Some(value), _) => figures.push(Figure { value, long: 1, sign: ' ' }),
            (None, Some(figure)) if sign && figure.sign == ' ' => figure.sign = letter,
            (None, _) if sign => return None,
            (None, _) => {}
        }
        inside = digit.is_some();
    }
    (figures.len() <= 3).then_some((figures, words))
}
