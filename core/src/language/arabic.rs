//! Arabic. Digits are 0 to 9: those of the statements, account numbers and references that amounts are compared with.
//!
//! Amounts and dates stand between isolates (U+2067 or U+2066, and U+2069), so that neither Latin letters nor
//! digits beside them change their order; the sign before a negative number is that of CLDR, with U+200E.

#[cfg(feature = "authoring")]
use super::Phrase;

/// The pattern of a phrase.
#[cfg(feature = "authoring")]
#[expect(clippy::too_many_lines, reason = "one line for each phrase")]
pub(super) fn pattern(phrase: Phrase) -> &'static str {
    match phrase {
        Phrase::FactKnown => "{0}: {1}.",
        Phrase::FactOpen => "{0}: غير معروف بعد، {1}.",
        Phrase::FactUnknown => "{0}: غير معروف بعد.",
        Phrase::Titled => "{0}: {1}",
        Phrase::Fixed => "{0}.",
        Phrase::Today => "تاريخ اليوم {0}.",
        Phrase::Percent => "{0} من {1} تساوي {2}.",
        Phrase::Times => "{0} × {1} = {2}.",
        Phrase::Divide => "{0} ÷ {1} = {2}.",
        Phrase::Sum => "{0} = {1}.",
        Phrase::Difference => "{0} ناقص {1} يساوي {2}.",
        Phrase::Least => "الأقل من بين {0} هو {1}.",
        Phrase::Greatest => "الأكثر من بين {0} هو {1}.",
        Phrase::Earliest => "الأسبق من بين {0} هو {1}.",
        Phrase::Latest => "الأخير من بين {0} هو {1}.",
        Phrase::NotBefore => "{0}، لكن ليس قبل {1}: {2}.",
        Phrase::NotAfter => "{0}، لكن ليس بعد {1}: {2}.",
        Phrase::RoundedUp => "{0}، مقرَّبًا إلى أعلى إلى مضاعف {1}: {2}.",
        Phrase::RoundedDown => "{0}، مقرَّبًا إلى أسفل إلى مضاعف {1}: {2}.",
        Phrase::RoundedNearest => "{0}، مقرَّبًا إلى أقرب مضاعف من {1}: {2}.",
        Phrase::Floor => "{0}، لكن ليس أقل من {1}: {2}.",
        Phrase::Cap => "{0}، لكن ليس أكثر من {1}: {2}.",
        Phrase::Bands => "مقابل {0} يعطي الجدول {1}.",
        Phrase::PerWhole => "{0}، منها {1} لا تُحتسب؛ وبعدها {3} عن كل {2} كاملة: {4}.",
        Phrase::PerBegun => "{0}، منها {1} لا تُحتسب؛ وبعدها {3} عن كل {2} ولو لم تكتمل: {4}.",
        Phrase::Choose => "ما ينطبق على حالتكم يعطي {0}.",
        Phrase::ChooseBecause => "{0} وهذا يعطي {1}.",
        Phrase::Interest => "الفائدة على {0} بنسبة {1} سنويًا، والمدة {2}: {3}.",
        Phrase::DaysBetween => "من {0} إلى {1}: {2}.",
        Phrase::WorkingDaysBetween => "أيام العمل من {0} إلى {1}: {2}.",
        Phrase::MonthsBetween => "الأشهر الكاملة من {0} إلى {1}: {2}.",
        Phrase::DayAfter => "بعد {1}، والمدة {0}: {2}.",
        Phrase::DayAfterRolled => "بعد {1}، والمدة {0}، على ألا يكون يوم عطلة: {2}.",
        Phrase::DayBefore => "قبل {1}، والمدة {0}: {2}.",
        Phrase::DayBeforeRolled => "قبل {1}، والمدة {0}، على ألا يكون يوم عطلة: {2}.",
        Phrase::WorkingDays => {
            "{0} يوم عمل|يوم عمل واحد|يوما عمل|{0} أيام عمل|{0} يوم عمل|{0} يوم عمل"
        }
        Phrase::ValueOn => "في {0} كانت القيمة {1}.",
        Phrase::Average => "المتوسط على الأيام من {0} إلى {1}: {2}.",
        Phrase::BeyondTables => "الجداول المنشورة لا تصل إلى هذا التاريخ.",
        Phrase::OverSum => "«{0}»: عدد القيود {1}، يُحتسب منها {2}، ومجموعها {3}.",
        Phrase::OverCount => "«{0}»: عدد القيود المحتسبة {3}.",
        Phrase::OverGreatest => "«{0}»: عدد القيود المحتسبة {2}، وأكبرها {3}.",
        Phrase::OverLeast => "«{0}»: عدد القيود المحتسبة {2}، وأصغرها {3}.",
        Phrase::OverLatest => "«{0}»: عدد القيود المحتسبة {2}، وآخرها {3}.",
        Phrase::OverEarliest => "«{0}»: عدد القيود المحتسبة {2}، وأولها {3}.",
        Phrase::Between => "بين {0} و{1}، بحسب التقدير.",
        Phrase::AndMore => "{0} فأكثر، بحسب التقدير.",
        Phrase::CapPerCase => "ما نعطيه طوعًا في الحالة الواحدة حدّه {0} (\u{2068}{1}\u{2069}).",
        Phrase::CapPerCustomer => {
            "ما نعطيه طوعًا حدّه {0} {1}؛ والمتبقي منه {2} (\u{2068}{3}\u{2069})."
        }
        Phrase::LegalFloor => "القانون يوجب ما لا يقل عن {0} (\u{2068}{1}\u{2069}).",
        Phrase::LikeMoney => "لقد خسرتم مالًا، فالمال يأتي أولًا.",
        Phrase::LikeProduct => "كان العيب في المنتج، فيأتي أولًا منتج سليم أو ردّ ما دفعتموه.",
        Phrase::LikeService => "كان الخلل في الخدمة، فيأتي أولًا أداؤها كما يجب.",
        Phrase::LikeAttention => "لم تلقوا المعاملة اللائقة، فيأتي أولًا اعتذار شخصي.",
        Phrase::PolicyPrefers => "هو الأنسب لحالة مثل حالتكم.",
        Phrase::OnTop => "المستحق لكم يبقى لكم أيًّا كان اختياركم، وهذا زيادة عليه.",
        Phrase::Rights => "لكم أن ترفضوا كل الخيارات، ولا تفقدون بذلك أي حق.",
        Phrase::RightsOwed => {
            "لكم أن ترفضوا كل الخيارات، ولا تفقدون بذلك أي حق، ويبقى مستحقًا لكم {0}."
        }
        Phrase::NothingDue => {
            "راجعنا بعناية كل ما ذكرتموه. وللأسباب المبينة لا يوجد ما يُدفع أو يُستبدل. إن كان هناك نقص أو خطأ فأخبرونا لنعيد الحساب، ولكم في أي وقت أن يراجع الأمرَ شخص: {0}."
        }
        Phrase::AskedWithin => "طلبتم {0}؛ والممكن حتى {1}.",
        Phrase::AskedBeyond => {
            "طلبتم {0}؛ والممكن بحسب هذه القواعد حتى {1}. أرسلوا طلبكم مع ذلك: ما زاد يقرره شخص."
        }
        Phrase::SomethingElse => "طلبتم شيئًا آخر: يقرره شخص، وما هو مستحق لكم يبقى مستحقًا.",
        Phrase::NotSplit => "الخيار «\u{2068}{0}\u{2069}» لا يمكن أخذه مجزَّأً هكذا.",
        Phrase::NothingApplies => "لا شيء فيه ينطبق على ما ذكرتموه.",
        Phrase::ReasonOpen => "نبيّن لكم السبب متى عُرف كل ما يستند إليه.",
        Phrase::NarrowsMost => "أكثر ما يحدد العرض الآن الإجابة عن: «{0}».",
        Phrase::WouldComeTo => "لو كانت الإجابة عن «{0}» {1}، لبلغ «{2}» {3}.",
        Phrase::WouldApply => "لو كانت الإجابة عن «{0}» {1}، لانطبق «{2}».",
        Phrase::NotForThisCase => "غير متاح في الحالة التي ذكرتموها.",
        Phrase::NotYetSure => "إتاحته تتوقف على ما لا نعرفه بعد.",
        Phrase::Yes => "نعم",
        Phrase::No => "لا",
        Phrase::OpenRange => "{0} على الأقل",
        Phrase::UpTo => "{0} على الأكثر",
        Phrase::NotKnown => "غير معروف بعد",
        Phrase::Range => "{0} – {1}",
        Phrase::UnknownFact => "لا نسأل عن «\u{2068}{0}\u{2069}».",
        Phrase::NotAsked => "«\u{2068}{0}\u{2069}» تحسبه الشركة، ولا تُطلب الإجابة عنه.",
        Phrase::WrongKind => "هذه الإجابة ليست من النوع المطلوب.",
        Phrase::NotMoney => "نرجو كتابة مبلغ مثل 120.50، وأكثر عدد من المنازل العشرية هو {0}.",
        Phrase::WrongCurrency => "نرجو كتابة المبلغ بعملة {0}.",
        Phrase::NotNumber => "نرجو كتابة عدد مثل 3 أو 2.5.",
        Phrase::NotDate => "نرجو كتابة تاريخ موجود، مثل \u{2066}2026-03-01\u{2069}.",
        Phrase::TooSmall => "نرجو كتابة {0} أو أكثر.",
        Phrase::TooLarge => "نرجو كتابة {0} أو أقل. وإن كان أكثر فعلًا فنرجو الاتصال بنا.",
        Phrase::TooEarly => "نرجو كتابة {0} أو يوم بعده. وإن كان أقدم من ذلك فعلًا فنرجو الاتصال بنا.",
        Phrase::TooLate => "نرجو كتابة {0} أو يوم قبله. وإن كان أحدث من ذلك فعلًا فنرجو الاتصال بنا.",
        Phrase::InFuture => "هذا التاريخ لم يأتِ بعد. نرجو كتابة {0} أو يوم قبله.",
        Phrase::NotAChoice => "نرجو اختيار إحدى الإجابات المذكورة.",
        Phrase::TooLong => "نرجو الاختصار. أكثر عدد من الأحرف هو {0}.",
        Phrase::TooMany => "نرجو تقليل القيود. أكثر عدد منها هو {0}.",
        Phrase::UnknownProblem => {
            "لا نعرف المشكلة «\u{2068}{0}\u{2069}». نرجو اختيار واحدة من القائمة."
        }
        Phrase::UnknownWish => "لا نعرف الرغبة «\u{2068}{0}\u{2069}». نرجو الاختيار من القائمة.",
        Phrase::UnknownLanguage => "هذا النموذج لا يتحدث «\u{2068}{0}\u{2069}».",
        Phrase::UnknownOption => "الخيار «\u{2068}{0}\u{2069}» غير معروض لهذه الشكوى.",
        Phrase::MissingAnswer => "نرجو الإجابة عن هذا السؤال.",
        Phrase::MissingEvidence => "نرجو إضافة: {0}.",
        Phrase::UnknownEvidence => "لا نطلب هنا ملفات من النوع «\u{2068}{0}\u{2069}».",
        Phrase::WrongMediaType => {
            "«\u{2068}{0}\u{2069}» من نوع لا نستطيع قبوله (\u{2068}{1}\u{2069})."
        }
        Phrase::FileTooLarge => "«\u{2068}{0}\u{2069}» أكبر من المسموح: أقصى حجم بالبايت {1}.",
        Phrase::NotADigest => "لم تصل بصمة «\u{2068}{0}\u{2069}» معه. نرجو اختياره من جديد.",
        Phrase::MissingFile => {
            "لم يصلنا «\u{2068}{0}\u{2069}». نرجو اختياره من جديد، أو الإرسال من دونه."
        }
        Phrase::OutsideValidity => "هذه القواعد سارية من {0} إلى {1}؛ أما {2} فخارجها.",
        Phrase::OutsideCalendar => {
            "يقع أحد الوعود بعد آخر يوم في التقويم المنشور. نرجو الاتصال بنا: يساعدكم شخص."
        }
        Phrase::Overflow => "هذه الأعداد أكبر من أن تُحسب. نرجو مراجعتها.",
        Phrase::Money => {
            "CNY\u{2067}{0}\u{a0}يوان\u{2069}|EUR\u{2067}{0}\u{a0}يورو\u{2069}|\
             AED\u{2067}{0}\u{a0}درهم\u{2069}|SAR\u{2067}{0}\u{a0}ريال\u{2069}|\
             \u{2066}{1}\u{a0}{0}\u{2069}"
        }
        Phrase::Minus => "\u{200e}-",
        Phrase::PercentOf => "{0}\u{200e}%\u{200e}",
        Phrase::Date => "\u{2067}{0}\u{a0}{1} {2}\u{2069}",
        Phrase::MonthNames => {
            "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
        }
        Phrase::Minutes => {
            "{0}\u{a0}دقيقة|دقيقة واحدة|دقيقتان|{0}\u{a0}دقائق|{0}\u{a0}دقيقة|{0}\u{a0}دقيقة"
        }
        Phrase::Days => "{0}\u{a0}يوم|يوم واحد|يومان|{0}\u{a0}أيام|{0}\u{a0}يومًا|{0}\u{a0}يوم",
        Phrase::Hours => {
            "{0}\u{a0}ساعة|ساعة واحدة|ساعتان|{0}\u{a0}ساعات|{0}\u{a0}ساعة|{0}\u{a0}ساعة"
        }
        Phrase::Weeks => {
            "{0}\u{a0}أسبوع|أسبوع واحد|أسبوعان|{0}\u{a0}أسابيع|{0}\u{a0}أسبوعًا|{0}\u{a0}أسبوع"
        }
        Phrase::Months => "{0}\u{a0}شهر|شهر واحد|شهران|{0}\u{a0}أشهر|{0}\u{a0}شهرًا|{0}\u{a0}شهر",
        Phrase::Years => "{0}\u{a0}سنة|سنة واحدة|سنتان|{0}\u{a0}سنوات|{0}\u{a0}سنة|{0}\u{a0}سنة",
        Phrase::OtherUnit => "{0}\u{a0}\u{2068}{1}\u{2069}",
        Phrase::Foreign => "\u{2068}{0}\u{2069}",
        Phrase::ListSign => "، ",
        Phrase::SentenceSign => " ",
        Phrase::MonthWords => {
            "يناير/كانون الثاني/جانفي/January|فبراير/شباط/فيفري/February|مارس/اذار/March|ابريل/نيسان/April|مايو/ايار/ماي/May|يونيو/حزيران/جوان/June|يوليو/تموز/جويليه/July|اغسطس/اب/اوت/August|سبتمبر/ايلول/September|اكتوبر/تشرين الاول/October|نوفمبر/تشرين الثاني/November|ديسمبر/كانون الاول/December"
        }
        Phrase::MoneyWords => {
            "CNY¥/元/圆/圓/块/塊/yuan/rmb/cn¥/يوان/يوانات/يوانا|EUR€/يورو|USD$/us$/دولار/دولارات|GBP£/جنيه/جنيهات|HKD$/hk$/元/圓|TWD$/nt$/元/圓|JPY¥/円/yen|AUD$|CAD$|SGD$|NZD$|MXN$|AEDدرهم/دراهم/د.ا|SARريال/ريالات/ر.س"
        }
        Phrase::MinuteWords => "دقيقه/دقائق/دقيقتان/min",
        Phrase::DayWords => "يوم/ايام/يوما",
    }
}
