//! English.

#[cfg(feature = "authoring")]
use super::Phrase;

/// The pattern of a phrase.
#[cfg(feature = "authoring")]
#[expect(clippy::too_many_lines, reason = "one line for each phrase")]
pub(super) fn pattern(phrase: Phrase) -> &'static str {
    match phrase {
        Phrase::FactKnown => "{0}: {1}.",
        Phrase::FactOpen => "{0}: not known yet, {1}.",
        Phrase::FactUnknown => "{0}: not known yet.",
        Phrase::Titled => "{0}: {1}",
        Phrase::Fixed => "{0}.",
        Phrase::Today => "Today is {0}.",
        Phrase::Percent => "{0} of {1} is {2}.",
        Phrase::Times => "{0} × {1} = {2}.",
        Phrase::Divide => "{0} ÷ {1} = {2}.",
        Phrase::Sum => "{0} = {1}.",
        Phrase::Difference => "{0} less {1} is {2}.",
        Phrase::Least => "The least of {0} is {1}.",
        Phrase::Greatest => "The greatest of {0} is {1}.",
        Phrase::Earliest => "The earliest of {0} is {1}.",
        Phrase::Latest => "The latest of {0} is {1}.",
        Phrase::NotBefore => "{0}, but not before {1}: {2}.",
        Phrase::NotAfter => "{0}, but not after {1}: {2}.",
        Phrase::RoundedUp => "{0}, rounded up to a multiple of {1}: {2}.",
        Phrase::RoundedDown => "{0}, rounded down to a multiple of {1}: {2}.",
        Phrase::RoundedNearest => "{0}, rounded to the nearest multiple of {1}: {2}.",
        Phrase::Floor => "{0}, but not less than {1}: {2}.",
        Phrase::Cap => "{0}, but not more than {1}: {2}.",
        Phrase::Bands => "For {0} the table gives {1}.",
        Phrase::PerWhole => "{0}, of which {1} are free; {3} for each whole {2} beyond: {4}.",
        Phrase::PerBegun => "{0}, of which {1} are free; {3} for each begun {2} beyond: {4}.",
        Phrase::Choose => "What applies to your case gives {0}.",
        Phrase::ChooseBecause => "{0} This gives {1}.",
        Phrase::Interest => "Interest on {0} at {1} a year for {2}: {3}.",
        Phrase::DaysBetween => "From {0} to {1}: {2}.",
        Phrase::WorkingDaysBetween => "Working days from {0} to {1}: {2}.",
        Phrase::MonthsBetween => "Whole months from {0} to {1}: {2}.",
        Phrase::DayAfter => "{0} after {1}: {2}.",
        Phrase::DayAfterRolled => "{0} after {1}, and no day off: {2}.",
        Phrase::DayBefore => "{0} before {1}: {2}.",
        Phrase::DayBeforeRolled => "{0} before {1}, and no day off: {2}.",
        Phrase::WorkingDays => "{0} working day|{0} working days",
        Phrase::ValueOn => "On {0} it was {1}.",
        Phrase::Average => "On average over the days from {0} to {1}: {2}.",
        Phrase::BeyondTables => "The published tables do not reach that far.",
        Phrase::OverSum => "Of {1} entries under “{0}”, {2} count; together {3}.",
        Phrase::OverCount => "Entries under “{0}” that count: {3}.",
        Phrase::OverGreatest => "The greatest of {2} entries under “{0}” that count: {3}.",
        Phrase::OverLeast => "The least of {2} entries under “{0}” that count: {3}.",
        Phrase::OverLatest => "The latest of {2} entries under “{0}” that count: {3}.",
        Phrase::OverEarliest => "The earliest of {2} entries under “{0}” that count: {3}.",
        Phrase::Between => "Between {0} and {1}, by judgement.",
        Phrase::AndMore => "{0} and above, by judgement.",
        Phrase::CapPerCase => "What we give freely in one case is limited to {0} ({1}).",
        Phrase::CapPerCustomer => {
            "What we give freely is limited to {0} {1}; {2} of it is left ({3})."
        }
        Phrase::LegalFloor => "The law gives at least {0} ({1}).",
        Phrase::LikeMoney => "You lost money, so money comes first.",
        Phrase::LikeProduct => {
            "The product was flawed, so a proper one or your money back comes first."
        }
        Phrase::LikeService => "The service failed, so doing it properly comes first.",
        Phrase::LikeAttention => "You were not treated well, so a personal apology comes first.",
        Phrase::PolicyPrefers => "It fits a case like yours best.",
        Phrase::OnTop => "What is owed to you stays yours whatever you choose; this comes on top.",
        Phrase::Rights => "You may turn down every option: you lose no right by it.",
        Phrase::RightsOwed => {
            "You may turn down every option: you lose no right by it, and {0} stays owed to you."
        }
        Phrase::NothingDue => {
            "We have gone through what you told us with care. For the reasons given there is nothing to pay or to replace. If something is missing or wrong, tell us and we compute again; and a person looks at it whenever you ask: {0}."
        }
        Phrase::AskedWithin => "You asked for {0}; up to {1} is possible.",
        Phrase::AskedBeyond => {
            "You asked for {0}; by these rules up to {1} is possible. Send it all the same: a person decides about the rest."
        }
        Phrase::SomethingElse => {
            "You asked for something else: a person decides about it, and what is owed to you stays owed."
        }
        Phrase::NotSplit => "The option `{0}` cannot be taken in parts like this.",
        Phrase::NothingApplies => "Nothing in it applies to what you have told us.",
        Phrase::ReasonOpen => "We tell you why once everything it rests on is known.",
        Phrase::NarrowsMost => "Answering “{0}” next narrows your offer most.",
        Phrase::WouldComeTo => "With {1} under “{0}”, “{2}” would come to {3}.",
        Phrase::WouldApply => "With {1} under “{0}”, “{2}” would apply.",
        Phrase::NotForThisCase => "It is not offered for what you have told us.",
        Phrase::NotYetSure => "Whether it is offered depends on what we do not know yet.",
        Phrase::Yes => "yes",
        Phrase::No => "no",
        Phrase::OpenRange => "at least {0}",
        Phrase::UpTo => "at most {0}",
        Phrase::NotKnown => "not known yet",
        Phrase::Range => "{0} – {1}",
        Phrase::UnknownFact => "We do not ask for `{0}`.",
        Phrase::NotAsked => "`{0}` is worked out by the company; it cannot be answered.",
        Phrase::WrongKind => "This answer is not of the right kind.",
        Phrase::NotMoney => {
            "Please enter an amount such as 120.50, with at most {0} decimal places."
        }
        Phrase::WrongCurrency => "Please enter the amount in {0}.",
        Phrase::NotNumber => "Please enter a number such as 3 or 2.5.",
        Phrase::NotDate => "Please enter a date that exists, such as 2026-03-01.",
        Phrase::TooSmall => "Please enter {0} or more.",
        Phrase::TooLarge => "Please enter {0} or less. If it really is more, please call us.",
        Phrase::TooEarly => {
            "Please enter {0} or a later day. If it really was earlier, please call us."
        }
        Phrase::TooLate => {
            "Please enter {0} or an earlier day. If it really was later, please call us."
        }
        Phrase::InFuture => "This date lies in the future. Please enter {0} or an earlier day.",
        Phrase::NotAChoice => "Please choose one of the answers listed.",
        Phrase::TooLong => "Please shorten this to {0} characters.",
        Phrase::TooMany => "Please give no more than {0} entries.",
        Phrase::UnknownProblem => {
            "We do not know the problem `{0}`. Please choose one from the list."
        }
        Phrase::UnknownWish => "We do not know the wish `{0}`. Please choose from the list.",
        Phrase::UnknownLanguage => "This form does not speak `{0}`.",
        Phrase::UnknownOption => "The option `{0}` is not offered for this complaint.",
        Phrase::MissingAnswer => "Please answer this question.",
        Phrase::MissingEvidence => "Please add: {0}.",
        Phrase::UnknownEvidence => "We do not ask for files of the kind `{0}` here.",
        Phrase::WrongMediaType => "“{0}” is of a type we cannot take ({1}).",
        Phrase::FileTooLarge => "“{0}” is too large: at most {1} bytes are taken.",
        Phrase::NotADigest => "“{0}” did not come with its fingerprint. Please choose it again.",
        Phrase::MissingFile => {
            "“{0}” has not reached us. Please choose it again, or send without it."
        }
        Phrase::OutsideValidity => "These rules are in force from {0} to {1}; {2} lies outside.",
        Phrase::OutsideCalendar => {
            "A promise would fall beyond the published calendar. Please call us: a person will help you."
        }
        Phrase::Overflow => "These numbers are too large to compute with. Please check them.",
        Phrase::Money => "GBP£{0}|USD${0}|EUR€{0}|{1}\u{a0}{0}",
        Phrase::Minus => "-",
        Phrase::PercentOf => "{0}\u{a0}%",
        Phrase::Date => "{0}\u{a0}{1} {2}",
        Phrase::MonthNames => {
            "January|February|March|April|May|June|July|August|September|October|November|December"
        }
        Phrase::Minutes => "{0}\u{a0}min",
        Phrase::Days => "{0}\u{a0}day|{0}\u{a0}days",
        Phrase::Hours => "{0}\u{a0}hour|{0}\u{a0}hours",
        Phrase::Weeks => "{0}\u{a0}week|{0}\u{a0}weeks",
        Phrase::Months => "{0}\u{a0}month|{0}\u{a0}months",
        Phrase::Years => "{0}\u{a0}year|{0}\u{a0}years",
        Phrase::OtherUnit => "{0}\u{a0}{1}",
        Phrase::Foreign => "{0}",
        Phrase::ListSign => ", ",
        Phrase::SentenceSign => " ",
        Phrase::MonthWords => {
            "January|February|March|April|May|June|July|August|September|October|November|December"
        }
        Phrase::MoneyWords => {
            "CNY¥/元/圆/圓/块/塊/yuan/rmb/cn¥/renminbi|EUR€/euro/euros|USD$/us$/dollar/dollars|GBP£/pound/pounds|HKD$/hk$/元/圓/dollar/dollars|TWD$/nt$/元/圓/dollars|JPY¥/円/yen|AUD$|CAD$|SGD$|NZD$|MXN$"
        }
        Phrase::MinuteWords => "min/mins/minute/minutes/分钟/分鐘",
        Phrase::DayWords => "day/days/天",
    }
}
