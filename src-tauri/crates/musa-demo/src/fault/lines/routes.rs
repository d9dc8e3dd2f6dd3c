//! Owns the rows of the options and faults that belong to one route: streams of pictures, Gemini,
//! chat, the list of models, the balance.

use super::{Row, number, plain};
use crate::fault::plan::Route;
use crate::fault::{BalanceForm, Block, ChatForm, Fault};

const fn gemini(name: &'static str, block: Block, about: &'static str) -> Row {
    plain(name, Fault::Block(block), about).on(Route::Gemini)
}

const fn chat(name: &'static str, form: ChatForm, about: &'static str) -> Row {
    plain(name, Fault::Chat(form), about).on(Route::Chat)
}

const fn balance(name: &'static str, form: BalanceForm, about: &'static str) -> Row {
    plain(name, Fault::Balance(form), about).on(Route::Balance)
}

fn small(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

pub(super) static ROWS: [Row; 37] = [
    plain(
        "no-images-route",
        Fault::NoRoute(Route::Images),
        "500 as new-api says it: the model has no images route",
    )
    .on(Route::Images),
    plain(
        "no-partials",
        Fault::NoPartials,
        "a stream of pictures without a single partial",
    )
    .on(Route::Images),
    plain(
        "relay-events",
        Fault::RelayEvents,
        "a stream as new-api fakes it: only `completed`, addresses instead of base64, [DONE]",
    )
    .on(Route::Images),
    gemini(
        "block-prompt",
        Block::Prompt,
        "only promptFeedback: the prompt is prohibited",
    ),
    gemini(
        "block-safety",
        Block::Safety,
        "finishReason SAFETY, empty content, ratings",
    ),
    gemini(
        "block-image-safety",
        Block::ImageSafety,
        "finishReason IMAGE_SAFETY with a message",
    ),
    gemini(
        "block-prohibited",
        Block::Prohibited,
        "finishReason PROHIBITED_CONTENT",
    ),
    gemini(
        "block-recitation",
        Block::Recitation,
        "finishReason IMAGE_RECITATION",
    ),
    gemini(
        "block-armor",
        Block::Armor,
        "finishReason MODEL_ARMOR and no content at all",
    ),
    gemini(
        "max-tokens",
        Block::MaxTokens,
        "finishReason MAX_TOKENS, content without parts",
    ),
    gemini(
        "no-image",
        Block::NoImage,
        "finishReason NO_IMAGE with a message",
    ),
    gemini(
        "no-candidates",
        Block::NoCandidates,
        "candidates: null, as relays say nothing",
    ),
    plain(
        "snake-case",
        Fault::SnakeCase,
        "inline_data, mime_type, thought_signature",
    )
    .on(Route::Gemini),
    plain(
        "gemini-markdown",
        Fault::GeminiMarkdown,
        "the picture as markdown in a text part",
    )
    .on(Route::Gemini),
    number(
        "big-signature",
        "characters",
        Some(1_500_000),
        |n| Fault::BigSignature(usize::try_from(n).unwrap_or(usize::MAX)),
        "a thoughtSignature of that many characters (1500000)",
    )
    .on(Route::Gemini),
    plain(
        "strip-signatures",
        Fault::StripSignatures,
        "no thoughtSignature at all, as a relay that strips them",
    )
    .on(Route::Gemini),
    number(
        "drafts",
        "n",
        None,
        |n| Fault::Drafts(small(n).min(4)),
        "that many draft pictures (at most 4) before the result",
    )
    .on(Route::Gemini),
    chat(
        "chat-images",
        ChatForm::Images,
        "the picture in message.images or delta.images, content null",
    ),
    chat(
        "chat-parts",
        ChatForm::Parts,
        "content as a list of parts with an image_url",
    ),
    chat(
        "chat-data-uri",
        ChatForm::DataUri,
        "a markdown data URI; streamed, it comes in 1,200 deltas",
    ),
    chat(
        "chat-link",
        ChatForm::Link,
        "markdown with an address, and a download link to the same",
    ),
    chat(
        "chat-bare-url",
        ChatForm::BareUrl,
        "an address and nothing else; media.outputs beside it",
    ),
    chat(
        "chat-json",
        ChatForm::Json,
        "fenced JSON with the address in `url`",
    ),
    chat(
        "chat-json-b64",
        ChatForm::JsonBase64,
        "fenced JSON with the picture in `b64_json`",
    ),
    chat(
        "chat-bare-data-uri",
        ChatForm::BareDataUri,
        "a data URI and nothing else",
    ),
    chat(
        "chat-base64",
        ChatForm::Base64,
        "base64 and nothing else, without a type",
    ),
    plain(
        "chat-draft",
        Fault::ChatDraft,
        "two pictures: an earlier draft, then the result",
    )
    .on(Route::Chat),
    plain(
        "svg-active",
        Fault::SvgActive,
        "recraftv3's SVG brings a script, handlers and addresses",
    )
    .on(Route::Chat),
    plain(
        "no-gemini-route",
        Fault::NoRoute(Route::Gemini),
        "404: no such path",
    )
    .on(Route::Gemini),
    plain(
        "no-chat-route",
        Fault::NoRoute(Route::Chat),
        "404: no such path",
    )
    .on(Route::Chat),
    plain("no-models", Fault::NoModels, "404 for the list of models").on(Route::Models),
    balance("no-balance", BalanceForm::None, "404"),
    balance(
        "balance-html",
        BalanceForm::Html,
        "200 with the web console's HTML",
    ),
    balance(
        "balance-error",
        BalanceForm::Error,
        "200 with an error object",
    ),
    balance(
        "balance-unlimited",
        BalanceForm::Unlimited,
        "a limit of 100000000: unlimited",
    ),
    balance(
        "balance-quota-units",
        BalanceForm::QuotaUnits,
        "quota units instead of dollars, 500000 to the dollar",
    ),
    balance(
        "balance-remaining",
        BalanceForm::Remaining,
        "the limit is what remains already; subtracting the usage goes wrong",
    ),
];
