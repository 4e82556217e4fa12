//! Chinese in simplified script.

use super::Phrase;

/// The pattern of a phrase.
pub(super) fn pattern(phrase: Phrase) -> &'static str {
    match phrase {
        Phrase::FactKnown => "{0}：{1}。",
        Phrase::FactOpen => "{0}：尚未填写，{1}。",
        Phrase::Fixed => "{0}。",
        Phrase::Today => "今天是{0}。",
        Phrase::Percent => "{1}的{0}是{2}。",
        Phrase::Times | Phrase::MonthsOf => "{0} × {1} = {2}。",
        Phrase::Sum => "{0} = {1}。",
        Phrase::Difference => "{0}减去{1}，得{2}。",
        Phrase::Least => "{0}中取最小：{1}。",
        Phrase::Greatest => "{0}中取最大：{1}。",
        Phrase::Floor => "{0}，不低于{1}：{2}。",
        Phrase::Cap => "{0}，不超过{1}：{2}。",
        Phrase::Bands => "按标准表，{0}对应{1}。",
        Phrase::PerDay => "共{0}，其中{1}不计；其后每满一天{2}：{3}。",
        Phrase::Choose => "按您的情况，适用{0}。",
        Phrase::Interest => "以{0}为本金，年利率{1}，计{2}：利息{3}。",
        Phrase::DaysBetween => "从{0}到{1}，共{2}。",
        Phrase::Rounding => "取整后为{0}。",
        Phrase::CapPerCase => "自愿补偿每案以{0}为限（{1}）。",
        Phrase::CapPerCustomer => "自愿补偿{1}以{0}为限，尚余{2}（{3}）。",
        Phrase::LegalFloor => "法律规定不低于{0}（{1}）。",
        Phrase::LikeMoney => "您损失的是钱，所以先把钱补上。",
        Phrase::LikeProduct => "是商品有问题，所以先换好或退款。",
        Phrase::LikeService => "是服务没做好，所以先把服务做好。",
        Phrase::LikeAttention => "是我们待您不周，所以先当面向您道歉。",
        Phrase::PolicyPrefers => "最适合您这种情况。",
        Phrase::NothingApplies => "按您填写的情况，其中没有适用的项目。",
        Phrase::NotForThisCase => "按您填写的情况，不提供此方案。",
        Phrase::Yes => "是",
        Phrase::No => "否",
        Phrase::OpenRange => "至少{0}",
        Phrase::Range => "{0} – {1}",
        Phrase::SomethingElse => "您提出了别的要求。应当给您的，一分不少。",
        Phrase::UnknownFact => "本表单没有“{0}”这一项。",
        Phrase::NotAsked => "“{0}”由公司核算，无需填写。",
        Phrase::WrongKind => "这个回答的类型不对。",
        Phrase::NotMoney => "请填写金额，例如 120.50，最多{0}位小数。",
        Phrase::WrongCurrency => "请按 {0} 填写金额。",
        Phrase::NotNumber => "请填写数字，例如 3 或 2.5。",
        Phrase::NotDate => "请填写真实存在的日期，例如 2026-03-01。",
        Phrase::TooSmall => "请填写不小于{0}的值。",
        Phrase::TooLarge => "请填写不大于{0}的值。如果确实超过，请致电我们。",
        Phrase::InFuture => "这个日期还没到。请填写{0}或更早的日期。",
        Phrase::NotAChoice => "请从列出的答案中选择一个。",
        Phrase::TooLong => "请缩短到{0}字以内。",
        Phrase::UnknownProblem => "没有“{0}”这类问题，请从列表中选择。",
        Phrase::UnknownWish => "没有“{0}”这项期望，请从列表中选择。",
        Phrase::UnknownLanguage => "本表单不支持语言“{0}”。",
        Phrase::UnknownOption => "此投诉没有“{0}”这个方案。",
        Phrase::MissingAnswer => "请回答这个问题。",
        Phrase::OutsideValidity => "本标准自{0}起至{1}有效，{2}不在其中。",
        Phrase::OutsideCalendar => {
            "承诺的日期超出已公布的日历，暂时无法自动承诺，请致电我们，由专人为您办理。"
        }
        Phrase::Overflow => "数字过大，无法计算，请核对。",
    }
}
