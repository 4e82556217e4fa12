//! Chinese in traditional script, in the words of Taiwan and Hong Kong.

#[cfg(feature = "authoring")]
use super::Phrase;

/// A unit of time as it is said.
pub(super) fn unit(name: &str) -> Option<&'static str> {
    match name {
        "hours" => Some("小時"),
        "weeks" => Some("週"),
        "months" => Some("個月"),
        "years" => Some("年"),
        _ => None,
    }
}

/// The pattern of a phrase.
#[cfg(feature = "authoring")]
#[expect(clippy::too_many_lines, reason = "one line for each phrase")]
pub(super) fn pattern(phrase: Phrase) -> &'static str {
    match phrase {
        Phrase::FactKnown => "{0}：{1}。",
        Phrase::FactOpen => "{0}：尚未填寫，{1}。",
        Phrase::FactUnknown => "{0}：尚未填寫。",
        Phrase::Titled => "{0}：{1}",
        Phrase::ChooseBecause => "{0}因此適用{1}。",
        Phrase::ReasonOpen => "等相關情況明確之後，我們會說明理由。",
        Phrase::NarrowsMost => "接下來填寫「{0}」，最能縮小方案的範圍。",
        Phrase::WouldComeTo => "如果「{0}」為{1}，「{2}」為{3}。",
        Phrase::WouldApply => "如果「{0}」為{1}，則適用「{2}」。",
        Phrase::Fixed => "{0}。",
        Phrase::Today => "今天是{0}。",
        Phrase::Percent => "{1}的{0}是{2}。",
        Phrase::Times => "{0} × {1} = {2}。",
        Phrase::Divide => "{0} ÷ {1} = {2}。",
        Phrase::Sum => "{0} = {1}。",
        Phrase::Difference => "{0}減去{1}，得{2}。",
        Phrase::Least => "{0}之中取最小：{1}。",
        Phrase::Greatest => "{0}之中取最大：{1}。",
        Phrase::Earliest => "{0}之中取最早：{1}。",
        Phrase::Latest => "{0}之中取最晚：{1}。",
        Phrase::NotBefore => "{0}，不早於{1}：{2}。",
        Phrase::NotAfter => "{0}，不晚於{1}：{2}。",
        Phrase::RoundedUp => "{0}，無條件進位到{1}的整數倍：{2}。",
        Phrase::RoundedDown => "{0}，無條件捨去到{1}的整數倍：{2}。",
        Phrase::RoundedNearest => "{0}，取最接近的{1}的整數倍：{2}。",
        Phrase::Floor => "{0}，不低於{1}：{2}。",
        Phrase::Cap => "{0}，不超過{1}：{2}。",
        Phrase::Bands => "依標準表，{0}對應{1}。",
        Phrase::PerWhole => "共{0}，其中{1}不計；之後每滿{2}給{3}：{4}。",
        Phrase::PerBegun => "共{0}，其中{1}不計；之後每{2}（未滿的也算）給{3}：{4}。",
        Phrase::Choose => "依您的情況，適用{0}。",
        Phrase::Interest => "以{0}為本金，年利率{1}，計{2}：利息{3}。",
        Phrase::DaysBetween => "從{0}到{1}，共{2}。",
        Phrase::WorkingDaysBetween => "從{0}到{1}，工作天共{2}。",
        Phrase::MonthsBetween => "從{0}到{1}，滿{2}。",
        Phrase::DayAfter => "{1}起{0}：{2}。",
        Phrase::DayAfterRolled => "{1}起{0}，遇假日順延：{2}。",
        Phrase::DayBefore => "{1}之前{0}：{2}。",
        Phrase::DayBeforeRolled => "{1}之前{0}，遇假日調整：{2}。",
        Phrase::WorkingDay | Phrase::WorkingDays => "{0}個工作天",
        Phrase::ValueOn => "{0}適用{1}。",
        Phrase::Average => "從{0}到{1}，按天數加權平均為{2}。",
        Phrase::BeyondTables => "已公布的行事曆或資料表還沒有到那一天。",
        Phrase::OverSum => "「{0}」共{1}項，其中{2}項計入，合計{3}。",
        Phrase::OverCount => "「{0}」中計入的項數：{3}。",
        Phrase::OverGreatest => "「{0}」計入的{2}項裡，最大的是{3}。",
        Phrase::OverLeast => "「{0}」計入的{2}項裡，最小的是{3}。",
        Phrase::OverLatest => "「{0}」計入的{2}項裡，最晚的是{3}。",
        Phrase::OverEarliest => "「{0}」計入的{2}項裡，最早的是{3}。",
        Phrase::Between => "在{0}到{1}之間，由專人裁量。",
        Phrase::AndMore => "{0}以上，由專人裁量。",
        Phrase::CapPerCase => "自願補償每案以{0}為限（{1}）。",
        Phrase::CapPerCustomer => "自願補償{1}以{0}為限，還有{2}（{3}）。",
        Phrase::LegalFloor => "法律規定不得低於{0}（{1}）。",
        Phrase::LikeMoney => "您損失的是錢，所以先把錢補上。",
        Phrase::LikeProduct => "是商品有問題，所以先換好或退款。",
        Phrase::LikeService => "是服務沒做好，所以先把服務做好。",
        Phrase::LikeAttention => "是我們怠慢了您，所以先親自向您道歉。",
        Phrase::PolicyPrefers => "最適合您這種情況。",
        Phrase::NothingApplies => "依您填寫的情況，其中沒有適用的項目。",
        Phrase::NotForThisCase => "依您填寫的情況，不提供這個方案。",
        Phrase::Yes => "是",
        Phrase::No => "否",
        Phrase::OpenRange => "至少{0}",
        Phrase::UpTo => "最多{0}",
        Phrase::NotKnown => "尚未確定",
        Phrase::Range => "{0} – {1}",
        Phrase::OnTop => "您的損失由應給您的部分補足；這是在此之外的補償。",
        Phrase::Rights => "您可以不接受任何方案，您的權利不受影響。",
        Phrase::RightsOwed => "您可以不接受任何方案，您的權利不受影響，應給您的{0}照給。",
        Phrase::NothingDue => {
            "您說的情況我們都仔細看過了。因上述原因，目前沒有需要賠付或更換的。若有遺漏或不對的地方，請告訴我們，我們會重新核算；您也隨時可以要求專人複核：{0}。"
        }
        Phrase::AskedWithin => "您希望得到{0}；最多可以給到{1}。",
        Phrase::AskedBeyond => {
            "您希望得到{0}；依現行標準最多可以給到{1}。您仍可送出，其餘部分由專人決定。"
        }
        Phrase::NotSplit => "「{0}」方案不能這樣分開選。",
        Phrase::SomethingElse => "您提出了其他要求，由專人決定；該給您的，一分都不會少。",
        Phrase::UnknownFact => "本表單沒有「{0}」這一項。",
        Phrase::NotAsked => "「{0}」由公司計算，不需要填寫。",
        Phrase::WrongKind => "這個回答的類型不對。",
        Phrase::NotMoney => "請填寫金額，例如 120.50，最多{0}位小數。",
        Phrase::WrongCurrency => "請以 {0} 填寫金額。",
        Phrase::NotNumber => "請填寫數字，例如 3 或 2.5。",
        Phrase::NotDate => "請填寫存在的日期，例如 2026-03-01。",
        Phrase::TooSmall => "請填寫不小於{0}的數值。",
        Phrase::TooLarge => "請填寫不大於{0}的數值。如果真的超過，請來電。",
        Phrase::InFuture => "這個日期還沒到。請填寫{0}或更早的日期。",
        Phrase::NotAChoice => "請從列出的答案中選一個。",
        Phrase::TooLong => "請縮短到{0}字以內。",
        Phrase::TooMany => "最多填寫{0}項。",
        Phrase::UnknownProblem => "沒有「{0}」這類問題，請從清單中選擇。",
        Phrase::UnknownWish => "沒有「{0}」這項期望，請從清單中選擇。",
        Phrase::UnknownLanguage => "本表單不支援語言「{0}」。",
        Phrase::UnknownOption => "這件客訴沒有「{0}」這個方案。",
        Phrase::MissingAnswer => "請回答這個問題。",
        Phrase::MissingEvidence => "請補上：{0}。",
        Phrase::UnknownEvidence => "這裡不需要「{0}」這類檔案。",
        Phrase::WrongMediaType => "「{0}」的格式（{1}）無法接收。",
        Phrase::FileTooLarge => "「{0}」太大，最多{1}位元組。",
        Phrase::NotADigest => "「{0}」缺少驗證碼，請重新選擇這個檔案。",
        Phrase::MissingFile => "「{0}」沒有傳到我們這裡。請重新選擇，或移除後再送出。",
        Phrase::OutsideValidity => "本標準自{0}起至{1}有效，{2}不在其中。",
        Phrase::OutsideCalendar => {
            "承諾的日期超出已公布的行事曆，暫時無法自動承諾，請來電，由專人為您處理。"
        }
        Phrase::Overflow => "數字過大，無法計算，請再確認。",
    }
}
