//! What the status says, in the language of the case.

use super::View;
use crate::date;
use crate::language::{Language, add, filled};

/// A sentence of the status; `{what}` is a promise, `{day}` its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// Nothing to do.
    Wait,
    /// Accept or decline.
    Answer,
    /// Everything is kept: is it settled?
    Settled,
    /// The routes are open.
    GoFurther,
    /// The offer is no longer open.
    Expired,
    /// Say how it was handled.
    Survey,
    /// Nothing is left.
    Closed,
    /// Withdrawn, and can be opened again.
    Withdrawn,
    /// What comes next.
    Next,
    /// What is late.
    Late,
    /// Behind a promise that was kept in part already.
    LessPaid,
}

/// English, simplified and traditional Chinese.
fn patterns(says: Says) -> [&'static str; 3] {
    match says {
        Says::Wait => [
            "You need not do anything: it is our turn.",
            "您不需要做什么：接下来由我们来办。",
            "您不需要做什麼：接下來由我們來辦。",
        ],
        Says::Answer => [
            "Please tell us whether you accept the offer. If you decline you lose no right.",
            "请告诉我们是否接受这个方案。不接受也不会失去任何权利。",
            "請告訴我們是否接受這個方案。不接受也不會失去任何權利。",
        ],
        Says::Settled => [
            "We have done what we promised. Please tell us whether it is settled for you.",
            "承诺的事都已办到。请告诉我们，问题是否真的解决了。",
            "承諾的事都已辦到。請告訴我們，問題是否真的解決了。",
        ],
        Says::GoFurther => [
            "You have declined, and all your rights remain. The ways to go further are listed here.",
            "您没有接受，您的权利全部保留。可以继续反映的渠道列在这里。",
            "您沒有接受，您的權利全部保留。可以繼續反映的管道列在這裡。",
        ],
        Says::Expired => [
            "The day for this offer has passed; what is owed to you stays owed. You may ask us for a new \
             offer or go further.",
            "这个方案的期限已过；应当给您的仍然会给。您可以请我们重新提出方案，或向其他渠道反映。",
            "這個方案的期限已過；應當給您的仍然會給。您可以請我們重新提出方案，或向其他管道反映。",
        ],
        Says::Survey => [
            "It is settled. If you like, tell us how we handled it.",
            "事情已经办结。如果愿意，请告诉我们办得怎么样。",
            "事情已經辦結。如果願意，請告訴我們辦得怎麼樣。",
        ],
        Says::Closed => [
            "It is settled. If it comes back you can open it again here.",
            "事情已经办结。如果问题再出现，可以在这里重新打开。",
            "事情已經辦結。如果問題再出現，可以在這裡重新開啟。",
        ],
        Says::Withdrawn => [
            "You withdrew this complaint. You can open it again here.",
            "您已撤回投诉。需要时可以在这里重新打开。",
            "您已撤回投訴。需要時可以在這裡重新開啟。",
        ],
        Says::Next => [
            "We are working on it. Next: {what} ({day}).",
            "我们正在办理。接下来：{what}（{day}）。",
            "我們正在辦理。接下來：{what}（{day}）。",
        ],
        Says::Late => [
            "We are late, and we are sorry: “{what}” was promised for {day}.",
            "我们迟了，很抱歉：“{what}”原定{day}。",
            "我們遲了，很抱歉：「{what}」原定{day}。",
        ],
        Says::LessPaid => [
            "{what} What you have already been given counts.",
            "{what}已经给您的计算在内。",
            "{what}已經給您的計算在內。",
        ],
    }
}

fn arabic(says: Says) -> &'static str {
    match says {
        Says::Wait => "لا يلزمكم شيء: الدور علينا.",
        Says::Answer => "نرجو إخبارنا هل تقبلون العرض. وإن رفضتم فلا تفقدون أي حق.",
        Says::Settled => "أنجزنا ما وعدنا به. نرجو إخبارنا هل انتهى الأمر بالنسبة إليكم.",
        Says::GoFurther => "رفضتم العرض، وحقوقكم كلها باقية. وهنا السبل لمتابعة الأمر.",
        Says::Expired => {
            "انقضى موعد هذا العرض، وما هو مستحق لكم يبقى مستحقًا. لكم أن تطلبوا منا عرضًا جديدًا أو أن تتابعوا الأمر لدى جهة أخرى."
        }
        Says::Survey => "انتهى الأمر. إن شئتم فأخبرونا كيف تعاملنا معه.",
        Says::Closed => "انتهى الأمر. إن عادت المشكلة فيمكنكم فتح الشكوى هنا من جديد.",
        Says::Withdrawn => "سحبتم هذه الشكوى. يمكنكم فتحها هنا من جديد.",
        Says::Next => "نعمل على الأمر. التالي: {what} ({day}).",
        Says::Late => "تأخرنا، ونحن آسفون: «{what}» كان موعده {day}.",
        Says::LessPaid => "{what} ويُحسب منه ما أُعطي لكم من قبل.",
    }
}

/// A sentence without places.
pub fn say(view: &View<'_>, says: Says) -> String {
    say_in(&view.case.quote.language, says, "", "")
}

/// A sentence about a promise and its day, ISO 8601.
pub fn say_of(view: &View<'_>, says: Says, what: &str, day: &str) -> String {
    say_in(&view.case.quote.language, says, what, day)
}

/// A sentence in a language (BCP 47).
pub fn say_in(tag: &str, says: Says, what: &str, day: &str) -> String {
    let [english, simplified, traditional] = patterns(says);
    let language = Language::of(tag).unwrap_or(Language::English);
    let pattern = match language {
        Language::English => english,
        Language::SimplifiedChinese => simplified,
        Language::TraditionalChinese => traditional,
        Language::Arabic => arabic(says),
    };
    let written = date::read(day).map(|day| language.date(day)).unwrap_or_default();
    let value = |to: &mut String, name: &str| add(to, if name == "what" { what } else { &written });
    filled(pattern, value).unwrap_or_default()
}
