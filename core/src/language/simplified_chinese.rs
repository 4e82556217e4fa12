//! Chinese in simplified script.

#[cfg(feature = "authoring")]
use super::Phrase;

/// A unit of time as it is said.
pub(super) fn unit(name: &str) -> Option<&'static str> {
    match name {
        "hours" => Some("小时"),
        "weeks" => Some("周"),
        "months" => Some("个月"),
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
        Phrase::FactOpen => "{0}：尚未填写，{1}。",
        Phrase::FactUnknown => "{0}：尚未填写。",
        Phrase::Titled => "{0}：{1}",
        Phrase::Fixed => "{0}。",
        Phrase::Today => "今天是{0}。",
        Phrase::Percent => "{1}的{0}是{2}。",
        Phrase::Times => "{0} × {1} = {2}。",
        Phrase::Divide => "{0} ÷ {1} = {2}。",
        Phrase::Sum => "{0} = {1}。",
        Phrase::Difference => "{0}减去{1}，得{2}。",
        Phrase::Least => "{0}中取最小：{1}。",
        Phrase::Greatest => "{0}中取最大：{1}。",
        Phrase::Earliest => "{0}中取最早：{1}。",
        Phrase::Latest => "{0}中取最晚：{1}。",
        Phrase::NotBefore => "{0}，不早于{1}：{2}。",
        Phrase::NotAfter => "{0}，不晚于{1}：{2}。",
        Phrase::RoundedUp => "{0}，向上取到{1}的整数倍：{2}。",
        Phrase::RoundedDown => "{0}，向下取到{1}的整数倍：{2}。",
        Phrase::RoundedNearest => "{0}，取最接近的{1}的整数倍：{2}。",
        Phrase::Floor => "{0}，不低于{1}：{2}。",
        Phrase::Cap => "{0}，不超过{1}：{2}。",
        Phrase::Bands => "按标准表，{0}对应{1}。",
        Phrase::PerWhole => "共{0}，其中{1}不计；其后每满{2}给{3}：{4}。",
        Phrase::PerBegun => "共{0}，其中{1}不计；其后每{2}（不足的也算）给{3}：{4}。",
        Phrase::Choose => "按您的情况，适用{0}。",
        Phrase::ChooseBecause => "{0}因此适用{1}。",
        Phrase::Interest => "以{0}为本金，年利率{1}，计{2}：利息{3}。",
        Phrase::DaysBetween => "从{0}到{1}，共{2}。",
        Phrase::WorkingDaysBetween => "从{0}到{1}，工作日共{2}。",
        Phrase::MonthsBetween => "从{0}到{1}，满{2}。",
        Phrase::DayAfter => "{1}起{0}：{2}。",
        Phrase::DayAfterRolled => "{1}起{0}，遇休息日顺移：{2}。",
        Phrase::DayBefore => "{1}之前{0}：{2}。",
        Phrase::DayBeforeRolled => "{1}之前{0}，遇休息日顺移：{2}。",
        Phrase::WorkingDay | Phrase::WorkingDays => "{0}个工作日",
        Phrase::ValueOn => "{0}适用{1}。",
        Phrase::Average => "从{0}到{1}，按天数加权平均为{2}。",
        Phrase::BeyondTables => "已公布的日历或数据表还没有到那一天。",
        Phrase::OverSum => "“{0}”共{1}项，其中{2}项计入，合计{3}。",
        Phrase::OverCount => "“{0}”中计入的项数：{3}。",
        Phrase::OverGreatest => "“{0}”中计入的{2}项里最大的是{3}。",
        Phrase::OverLeast => "“{0}”中计入的{2}项里最小的是{3}。",
        Phrase::OverLatest => "“{0}”中计入的{2}项里最晚的是{3}。",
        Phrase::OverEarliest => "“{0}”中计入的{2}项里最早的是{3}。",
        Phrase::Between => "在{0}到{1}之间，由人工裁量。",
        Phrase::AndMore => "{0}以上，由人工裁量。",
        Phrase::CapPerCase => "自愿补偿每案以{0}为限（{1}）。",
        Phrase::CapPerCustomer => "自愿补偿{1}以{0}为限，尚余{2}（{3}）。",
        Phrase::LegalFloor => "法律规定不低于{0}（{1}）。",
        Phrase::LikeMoney => "您损失的是钱，所以先把钱补上。",
        Phrase::LikeProduct => "是商品有问题，所以先换好或退款。",
        Phrase::LikeService => "是服务没做好，所以先把服务做好。",
        Phrase::LikeAttention => "是我们待您不周，所以先当面向您道歉。",
        Phrase::PolicyPrefers => "最适合您这种情况。",
        Phrase::OnTop => "您的损失由应给您的部分补足；这是在此之外的补偿。",
        Phrase::Rights => "您可以不接受任何方案，您的权利不受影响。",
        Phrase::RightsOwed => "您可以不接受任何方案，您的权利不受影响，应给您的{0}照给。",
        Phrase::NothingDue => {
            "您说的情况我们都认真看过了。因上述原因，目前没有需要赔付或更换的。若有遗漏或不对的地方，请告诉我们，我们会重新核算；您也随时可以要求专人复核：{0}。"
        }
        Phrase::AskedWithin => "您希望得到{0}；最多可以给到{1}。",
        Phrase::AskedBeyond => {
            "您希望得到{0}；按现行标准最多可以给到{1}。您仍可提交，其余部分由专人决定。"
        }
        Phrase::SomethingElse => "您提出了别的要求，由专人决定；应当给您的，一分不少。",
        Phrase::NotSplit => "“{0}”方案不能这样分开选。",
        Phrase::NothingApplies => "按您填写的情况，其中没有适用的项目。",
        Phrase::ReasonOpen => "待相关情况明确后，我们会说明理由。",
        Phrase::NarrowsMost => "接下来填写“{0}”，最能缩小方案的范围。",
        Phrase::WouldComeTo => "如果“{0}”为{1}，“{2}”为{3}。",
        Phrase::WouldApply => "如果“{0}”为{1}，则适用“{2}”。",
        Phrase::NotForThisCase => "按您填写的情况，不提供此方案。",
        Phrase::Yes => "是",
        Phrase::No => "否",
        Phrase::OpenRange => "至少{0}",
        Phrase::UpTo => "至多{0}",
        Phrase::NotKnown => "尚不确定",
        Phrase::Range => "{0} – {1}",
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
        Phrase::TooMany => "最多填写{0}项。",
        Phrase::UnknownProblem => "没有“{0}”这类问题，请从列表中选择。",
        Phrase::UnknownWish => "没有“{0}”这项期望，请从列表中选择。",
        Phrase::UnknownLanguage => "本表单不支持语言“{0}”。",
        Phrase::UnknownOption => "此投诉没有“{0}”这个方案。",
        Phrase::MissingAnswer => "请回答这个问题。",
        Phrase::MissingEvidence => "请补充：{0}。",
        Phrase::UnknownEvidence => "这里不需要“{0}”这类文件。",
        Phrase::WrongMediaType => "“{0}”的格式（{1}）无法接收。",
        Phrase::FileTooLarge => "“{0}”太大，最多{1}字节。",
        Phrase::NotADigest => "“{0}”缺少校验值，请重新选择该文件。",
        Phrase::MissingFile => "“{0}”没有传到我们这里。请重新选择，或去掉它再提交。",
        Phrase::OutsideValidity => "本标准自{0}起至{1}有效，{2}不在其中。",
        Phrase::OutsideCalendar => {
            "承诺的日期超出已公布的日历，暂时无法自动承诺，请致电我们，由专人为您办理。"
        }
        Phrase::Overflow => "数字过大，无法计算，请核对。",
    }
}
