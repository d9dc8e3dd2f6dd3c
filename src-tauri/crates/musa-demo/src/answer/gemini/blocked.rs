//! Owns the answers of Gemini that hold no picture, each with status 200 (WIRE 3.2).

use serde_json::{Value, json};

use crate::fault::Block;

/// Harm categories with their ratings; one of them blocked the answer.
fn ratings() -> Value {
    json!([
        {"category": "HARM_CATEGORY_SEXUALLY_EXPLICIT", "probability": "HIGH", "blocked": true},
        {"category": "HARM_CATEGORY_HATE_SPEECH", "probability": "NEGLIGIBLE"},
        {"category": "HARM_CATEGORY_HARASSMENT", "probability": "NEGLIGIBLE"},
        {"category": "HARM_CATEGORY_DANGEROUS_CONTENT", "probability": "NEGLIGIBLE"},
    ])
}

/// The body for a reason.
pub(crate) fn blocked(block: Block, model: &str) -> Value {
    let because = |reason: &str, message: &str| json!([{"finishReason": reason, "finishMessage": message, "index": 0}]);
    let candidates = match block {
        Block::Prompt => return prompt(model),
        Block::NoCandidates => {
            let usage = json!({
                "promptTokenCount": 9, "candidatesTokenCount": 0, "totalTokenCount": 9,
            });
            return json!({
                "candidates": null, "promptFeedback": null, "usageMetadata": usage,
                "modelVersion": model,
            });
        }
        Block::Safety => json!([
            {"content": {}, "finishReason": "SAFETY", "safetyRatings": ratings(), "index": 0},
        ]),
        Block::MaxTokens => json!([
            {"content": {"role": "model"}, "finishReason": "MAX_TOKENS", "index": 0},
        ]),
        Block::ImageSafety => because(
            "IMAGE_SAFETY",
            "Unable to show the generated image. The model could not generate the image based on \
             the prompt provided. You will not be charged for blocked images.",
        ),
        Block::Prohibited => because(
            "PROHIBITED_CONTENT",
            "The response was blocked because it may contain prohibited content.",
        ),
        Block::Recitation => because(
            "IMAGE_RECITATION",
            "Unable to show the generated image: it is too close to an existing one.",
        ),
        Block::Armor => because(
            "MODEL_ARMOR",
            "Blocked by Model Armor: the response violated its filters.",
        ),
        Block::NoImage => because(
            "NO_IMAGE",
            "The model did not draw a picture for this prompt. Ask for one in so many words.",
        ),
    };
    json!({
        "candidates": candidates,
        "usageMetadata": {"promptTokenCount": 9, "totalTokenCount": 9},
        "modelVersion": model,
    })
}

fn prompt(model: &str) -> Value {
    json!({
        "promptFeedback": {
            "blockReason": "PROHIBITED_CONTENT",
            "blockReasonMessage": "The prompt was blocked because it holds prohibited content.",
            "safetyRatings": ratings(),
        },
        "usageMetadata": {"promptTokenCount": 9, "totalTokenCount": 9},
        "modelVersion": model,
    })
}

/// An answer in words alone, as about one prompt in five gets when it reads like talk.
pub(crate) fn words_only(words: &str, model: &str) -> Value {
    json!({
        "candidates": [{
            "content": {"parts": [{"text": words}], "role": "model"},
            "finishReason": "STOP",
            "index": 0,
        }],
        "usageMetadata": {
            "promptTokenCount": 9, "candidatesTokenCount": 21, "totalTokenCount": 30,
            "candidatesTokensDetails": [{"modality": "TEXT", "tokenCount": 21}],
        },
        "modelVersion": model,
    })
}
