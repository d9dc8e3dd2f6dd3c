//! The lists of parameters, each with its source in WIRE. Owns the data only.
//!
//! The document calls the seed of a chat `seen`, a misspelling that no server knows (WIRE 4.1).

use super::Param;
use super::ParamKind::{self, Choice, Flag, Integer, List, Number, Object, Text, Texts, Weights};

const EFFORT: ParamKind = Choice(&["none", "minimal", "low", "medium", "high", "xhigh", "max"]);
const VERBOSITY: ParamKind = Choice(&["low", "medium", "high"]);
const TIER: ParamKind = Choice(&["auto", "default", "flex", "scale", "priority"]);
/// No model makes more tokens than this in one answer.
const TOKENS: i64 = 10_000_000;

/// Pairs that are never sent together (WIRE 3.1, 4.1).
pub(super) const EXCLUSIVE: &[[&str; 2]] = &[
    ["thinkingBudget", "thinkingLevel"],
    ["max_tokens", "max_completion_tokens"],
];

const fn param(name: &'static str, path: &'static [&'static str], kind: ParamKind) -> Param {
    Param { name, path, kind }
}

/// WIRE 4.1.
pub(super) const CHAT: &[Param] = &[
    param("temperature", &["temperature"], Number(0.0, 2.0)),
    param("top_p", &["top_p"], Number(0.0, 1.0)),
    param("n", &["n"], Integer(1, 128)),
    param("max_tokens", &["max_tokens"], Integer(1, TOKENS)),
    param(
        "max_completion_tokens",
        &["max_completion_tokens"],
        Integer(1, TOKENS),
    ),
    param("stop", &["stop"], Texts(4)),
    param("seed", &["seed"], Integer(i64::MIN, i64::MAX)),
    param("presence_penalty", &["presence_penalty"], Number(-2.0, 2.0)),
    param(
        "frequency_penalty",
        &["frequency_penalty"],
        Number(-2.0, 2.0),
    ),
    param("logit_bias", &["logit_bias"], Weights(-100, 100)),
    param("reasoning_effort", &["reasoning_effort"], EFFORT),
    param("verbosity", &["verbosity"], VERBOSITY),
    param("parallel_tool_calls", &["parallel_tool_calls"], Flag),
    param("logprobs", &["logprobs"], Flag),
    param("top_logprobs", &["top_logprobs"], Integer(0, 20)),
    param("user", &["user"], Text),
    param("service_tier", &["service_tier"], TIER),
    param("store", &["store"], Flag),
    param("metadata", &["metadata"], Object),
    param("include_usage", &["stream_options", "include_usage"], Flag),
];

/// WIRE 6.1.
pub(super) const COMPLETIONS: &[Param] = &[
    param("temperature", &["temperature"], Number(0.0, 2.0)),
    param("top_p", &["top_p"], Number(0.0, 1.0)),
    param("n", &["n"], Integer(1, 128)),
    param("best_of", &["best_of"], Integer(0, 20)),
    param("max_tokens", &["max_tokens"], Integer(1, TOKENS)),
    param("stop", &["stop"], Texts(4)),
    param("seed", &["seed"], Integer(i64::MIN, i64::MAX)),
    param("presence_penalty", &["presence_penalty"], Number(-2.0, 2.0)),
    param(
        "frequency_penalty",
        &["frequency_penalty"],
        Number(-2.0, 2.0),
    ),
    param("logit_bias", &["logit_bias"], Weights(-100, 100)),
    param("logprobs", &["logprobs"], Integer(0, 5)),
    param("echo", &["echo"], Flag),
    param("suffix", &["suffix"], Text),
    param("user", &["user"], Text),
    param("include_usage", &["stream_options", "include_usage"], Flag),
];

/// WIRE 6.2.
pub(super) const RESPONSES: &[Param] = &[
    param("temperature", &["temperature"], Number(0.0, 2.0)),
    param("top_p", &["top_p"], Number(0.0, 1.0)),
    param(
        "max_output_tokens",
        &["max_output_tokens"],
        Integer(16, TOKENS),
    ),
    param("reasoning_effort", &["reasoning", "effort"], EFFORT),
    param(
        "reasoning_summary",
        &["reasoning", "summary"],
        Choice(&["auto", "concise", "detailed"]),
    ),
    param("verbosity", &["text", "verbosity"], VERBOSITY),
    param("max_tool_calls", &["max_tool_calls"], Integer(1, 10_000)),
    param("parallel_tool_calls", &["parallel_tool_calls"], Flag),
    param("top_logprobs", &["top_logprobs"], Integer(0, 20)),
    param("truncation", &["truncation"], Choice(&["auto", "disabled"])),
    param("include", &["include"], List),
    param("store", &["store"], Flag),
    param("metadata", &["metadata"], Object),
    param("service_tier", &["service_tier"], TIER),
    param("prompt_cache_key", &["prompt_cache_key"], Text),
    param("safety_identifier", &["safety_identifier"], Text),
    param("user", &["user"], Text),
];

/// WIRE 3.1.
pub(super) const GEMINI: &[Param] = &[
    param(
        "temperature",
        &["generationConfig", "temperature"],
        Number(0.0, 2.0),
    ),
    param("topP", &["generationConfig", "topP"], Number(0.0, 1.0)),
    param("topK", &["generationConfig", "topK"], Integer(1, 1_000)),
    param(
        "candidateCount",
        &["generationConfig", "candidateCount"],
        Integer(1, 8),
    ),
    param(
        "maxOutputTokens",
        &["generationConfig", "maxOutputTokens"],
        Integer(1, TOKENS),
    ),
    param(
        "stopSequences",
        &["generationConfig", "stopSequences"],
        List,
    ),
    param(
        "seed",
        &["generationConfig", "seed"],
        Integer(-2_147_483_648, 2_147_483_647),
    ),
    param(
        "presencePenalty",
        &["generationConfig", "presencePenalty"],
        Number(-2.0, 2.0),
    ),
    param(
        "frequencyPenalty",
        &["generationConfig", "frequencyPenalty"],
        Number(-2.0, 2.0),
    ),
    param(
        "includeThoughts",
        &["generationConfig", "thinkingConfig", "includeThoughts"],
        Flag,
    ),
    param(
        "thinkingBudget",
        &["generationConfig", "thinkingConfig", "thinkingBudget"],
        Integer(-1, 32_768),
    ),
    param(
        "thinkingLevel",
        &["generationConfig", "thinkingConfig", "thinkingLevel"],
        Choice(&["MINIMAL", "LOW", "MEDIUM", "HIGH", "XHIGH"]),
    ),
    param(
        "mediaResolution",
        &["generationConfig", "mediaResolution"],
        Choice(&[
            "MEDIA_RESOLUTION_LOW",
            "MEDIA_RESOLUTION_MEDIUM",
            "MEDIA_RESOLUTION_HIGH",
        ]),
    ),
    param("safetySettings", &["safetySettings"], List),
];
