//! The words by which providers tell what went wrong (WIRE 7.3), in lower case, codes and
//! sentences alike. Owns no meaning beyond the lists.

/// No money or quota left.
pub(super) const QUOTA: &[&str] = &[
    "insufficient_user_quota",
    "insufficient_quota",
    "insufficient quota",
    "pre_consume_token_quota_failed",
    "quota is not enough",
    "quota not enough",
    "accountoverdueerror",
    "serviceoverdue",
    "setlimitexceeded",
    "billing_hard_limit_reached",
    "billing_not_active",
    "insufficient_balance",
    "insufficient balance",
    "insufficient_credits",
    "insufficient credits",
    "not enough credits",
    "credit balance is too low",
    "额度不足",
    "余额不足",
    "额度已用尽",
    "欠费",
];

/// The safety filter refused.
pub(super) const MODERATION: &[&str] = &[
    "moderation_blocked",
    "content_policy_violation",
    "content policy",
    "prompt_blocked",
    "sensitive_words_detected",
    "sensitivecontentdetected",
    "content_filter",
    "prohibited_content",
    "safety system",
    "safety_violations",
    "敏感词",
];

/// The key is missing, wrong or expired.
pub(super) const AUTH: &[&str] = &[
    "invalid_api_key",
    "api_key_invalid",
    "incorrect api key",
    "api key not valid",
    "invalid api key",
    "authenticationerror",
    "无效的令牌",
    "未提供令牌",
    "令牌已过期",
    "令牌状态不可用",
];

/// Too many requests.
pub(super) const RATE: &[&str] = &[
    "rate_limit_exceeded",
    "rate limit",
    "ratelimitexceeded",
    "too many requests",
    "resource_exhausted",
    "请求数限制",
    "负载已饱和",
];

/// The gateway found nobody to ask.
pub(super) const NO_CHANNEL: &[&str] =
    &["no available channel", "无可用渠道", "no channel available"];
