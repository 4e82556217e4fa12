//! What each problem says, in Chinese and English: what is wrong, whether anything was stored, and
//! what to do.

use axum::http::StatusCode;

/// What a code says.
#[derive(Debug)]
pub struct Wording {
    /// Stable name.
    pub name: &'static str,
    /// HTTP status.
    pub status: StatusCode,
    /// Title in Chinese and English.
    pub title: (&'static str, &'static str),
    /// What it means and what to do, in Chinese and English.
    pub detail: (&'static str, &'static str),
}

/// The body is no document of the right form.
pub static DOCUMENT_FAULTS: Wording = Wording {
    name: "document-faults",
    status: StatusCode::BAD_REQUEST,
    title: ("提交内容的格式有误", "The document cannot be read"),
    detail: (
        "没有保存任何内容。请按 `faults` 中指出的位置逐一更正后再提交。",
        "Nothing was stored. Mend each place that `faults` names and send it again.",
    ),
};

/// Answers have faults.
pub static COMPLAINT_FAULTS: Wording = Wording {
    name: "complaint-faults",
    status: StatusCode::UNPROCESSABLE_ENTITY,
    title: ("有些回答需要更正", "Some answers need mending"),
    detail: (
        "没有保存任何内容。请更正 `faults` 中指出的回答后再提交。",
        "Nothing was stored. Mend the answers that `faults` names and send it again.",
    ),
};

/// The figures are not what the policy gives.
pub static DIFFERENCES: Wording = Wording {
    name: "differences",
    status: StatusCode::UNPROCESSABLE_ENTITY,
    title: ("数据与规则计算的结果不一致", "The figures are not what the policy gives"),
    detail: (
        "没有保存任何内容。请重新载入表单，核对最新方案后再提交；`differences` 列出了每一处不同。",
        "Nothing was stored. Load the form again, look at the offer afresh and send it; \
                     `differences` lists every one.",
    ),
};

/// No published policy has the digest.
pub static UNKNOWN_POLICY: Wording = Wording {
    name: "unknown-policy",
    status: StatusCode::UNPROCESSABLE_ENTITY,
    title: ("没有发布过这一版规则", "This version of the policy is not published here"),
    detail: (
        "没有保存任何内容。请重新载入表单以使用现行规则。",
        "Nothing was stored. Load the form again to use the policy in force.",
    ),
};

/// The key was used for another body.
pub static KEY_REUSED: Wording = Wording {
    name: "key-reused",
    status: StatusCode::CONFLICT,
    title: ("该提交编号已用于另一份内容", "This key was used for another submission"),
    detail: (
        "第一次提交的内容保持不变。新的投诉请使用新的编号。",
        "What was sent first stands unchanged. Use a new key for a new complaint.",
    ),
};

/// Header and document carry different keys.
pub static KEYS_DISAGREE: Wording = Wording {
    name: "keys-disagree",
    status: StatusCode::BAD_REQUEST,
    title: ("两处提交编号不一致", "The two keys disagree"),
    detail: (
        "没有保存任何内容。`Idempotency-Key` 与文档中的 `key` 必须相同。",
        "Nothing was stored. `Idempotency-Key` and the document's `key` must be the same.",
    ),
};

/// The event cannot have happened to this case.
pub static EVENT_FAULTS: Wording = Wording {
    name: "event-faults",
    status: StatusCode::UNPROCESSABLE_ENTITY,
    title: ("这条进展与案件不符", "This cannot have happened to this case"),
    detail: (
        "没有保存任何内容。请按 `faults` 更正后再提交。",
        "Nothing was stored. Mend what `faults` names and send it again.",
    ),
};

/// The secret of the case is missing.
pub static TOKEN_NEEDED: Wording = Wording {
    name: "token-needed",
    status: StatusCode::UNAUTHORIZED,
    title: ("需要案件的查询码", "The secret of the case is needed"),
    detail: (
        "请使用回执中的链接，或把回执里的 `token` 放在 `Authorization: Bearer` 中。",
        "Use the link in the receipt, or send the receipt's `token` as `Authorization: Bearer`.",
    ),
};

/// Only the company may do this.
pub static COMPANY_ONLY: Wording = Wording {
    name: "company-only",
    status: StatusCode::FORBIDDEN,
    title: ("只有机构可以登记这一项", "Only the company may record this"),
    detail: (
        "没有保存任何内容。请使用机构的令牌（`amends serve --operator-token`），或命令 `amends case`。",
        "Nothing was stored. Use the company's token (`amends serve --operator-token`), or the command \
         `amends case`.",
    ),
};

/// Only the customer may do this.
pub static CUSTOMER_ONLY: Wording = Wording {
    name: "customer-only",
    status: StatusCode::FORBIDDEN,
    title: ("只有客户本人可以这样做", "Only the customer may do this"),
    detail: (
        "没有保存任何内容。接受、不接受、补充、撤回和评价都由客户用回执中的链接办理。",
        "Nothing was stored. Customers accept, decline, add facts, withdraw, reopen and answer the survey \
         themselves, by the link in their receipt.",
    ),
};

/// The case was changed by others again and again.
pub static BUSY: Wording = Wording {
    name: "busy",
    status: StatusCode::CONFLICT,
    title: ("案件正在被更新", "The case is being changed"),
    detail: (
        "没有保存任何内容。请重新查看案件后再试。",
        "Nothing was stored. Look at the case again and try once more.",
    ),
};

/// The body is too large.
pub static TOO_LARGE: Wording = Wording {
    name: "too-large",
    status: StatusCode::PAYLOAD_TOO_LARGE,
    title: ("内容过大", "The body is too large"),
    detail: (
        "没有保存任何内容。最多 1 MiB；请缩短描述。",
        "Nothing was stored. At most 1 MiB is read; please shorten the story.",
    ),
};

/// The body is of another media type.
pub static MEDIA_TYPE: Wording = Wording {
    name: "media-type",
    status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
    title: ("不支持这种内容类型", "This media type is not read here"),
    detail: (
        "请发送 `application/json`；普通表单请用 `application/x-www-form-urlencoded`。",
        "Send `application/json`, or `application/x-www-form-urlencoded` from the plain form.",
    ),
};

/// The file is larger than its kind may be.
pub static FILE_TOO_LARGE: Wording = Wording {
    name: "file-too-large",
    status: StatusCode::PAYLOAD_TOO_LARGE,
    title: ("文件太大", "The file is too large"),
    detail: (
        "文件没有保存。请选择小一些的文件，或降低照片的分辨率。",
        "The file was not kept. Choose a smaller one, or a photo of lower resolution.",
    ),
};

/// The file is of a type that its kind does not take.
pub static FILE_TYPE: Wording = Wording {
    name: "file-type",
    status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
    title: ("无法接收这种文件", "Files of this type are not taken"),
    detail: (
        "文件没有保存。文件类型按内容判断，与文件名无关；请改用表单列出的类型，例如拍一张照片。",
        "The file was not kept. What counts is its content and not its name; choose one of the \
                     types the form lists, for example a photo of it.",
    ),
};

/// The file did not come whole.
pub static FILE_DAMAGED: Wording = Wording {
    name: "file-damaged",
    status: StatusCode::BAD_REQUEST,
    title: ("文件没有完整传到", "The file did not come whole"),
    detail: ("文件没有保存。请重新上传。", "The file was not kept. Please send it again."),
};

/// Files the submission names did not arrive.
pub static FILES_MISSING: Wording = Wording {
    name: "files-missing",
    status: StatusCode::UNPROCESSABLE_ENTITY,
    title: ("有文件没有收到", "A file has not reached us"),
    detail: ("其他内容都没有丢失，尚未提交。", "Nothing else is lost, and nothing was sent yet."),
};

/// Files added to a case cannot be taken.
pub static FILES_REFUSED: Wording = Wording {
    name: "files-refused",
    status: StatusCode::UNPROCESSABLE_ENTITY,
    title: ("文件没有补充成功", "No file was added"),
    detail: (
        "没有保存任何文件。请按下面的说明重新选择文件，再发送一次。",
        "No file was kept. Choose files as it says below, and send them again.",
    ),
};

/// Too many files come in or wait.
pub static TOO_MANY_UPLOADS: Wording = Wording {
    name: "too-many-uploads",
    status: StatusCode::TOO_MANY_REQUESTS,
    title: ("现在上传的文件太多", "Too many files are on their way"),
    detail: (
        "文件没有保存。请稍后再试，或先提交，之后再补充文件。",
        "The file was not kept. Try again in a moment, or send without it and add it later.",
    ),
};

/// Nothing has this address.
pub static NOT_FOUND: Wording = Wording {
    name: "not-found",
    status: StatusCode::NOT_FOUND,
    title: ("没有找到", "Nothing is here"),
    detail: ("请核对地址或编号。", "Please check the address or the reference."),
};

/// The address does not do this.
pub static METHOD: Wording = Wording {
    name: "method",
    status: StatusCode::METHOD_NOT_ALLOWED,
    title: ("此地址不支持这种操作", "This address does not do that"),
    detail: ("`Allow` 列出了可用的方法。", "`Allow` lists the methods it has."),
};

/// The form was sent from another site.
pub static FOREIGN_SITE: Wording = Wording {
    name: "foreign-site",
    status: StatusCode::FORBIDDEN,
    title: ("请在本网站填写表单", "Please fill in the form on this site"),
    detail: (
        "没有保存任何内容。该请求来自其他网站。",
        "Nothing was stored. The request came from another site.",
    ),
};

/// The service could not do it.
pub static UNAVAILABLE: Wording = Wording {
    name: "unavailable",
    status: StatusCode::SERVICE_UNAVAILABLE,
    title: ("服务暂时不可用", "The service cannot do this just now"),
    detail: (
        "没有保存任何内容。请稍后用同一编号重试，不会重复提交。",
        "Nothing was stored. Try again with the same key in a moment; it will not be \
                     stored twice.",
    ),
};
