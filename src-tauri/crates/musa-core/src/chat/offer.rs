//! What can be chosen for a conversation: protocols with their body fields as `musa_api` lists
//! them, and models from `catalog/chat.json`. Gates nothing: ids change every month, so a model
//! that is not here is taken as one that does everything.

use std::sync::LazyLock;

use musa_api::endpoints::params::{Param, ParamKind, Protocol};

use crate::protocol::{
    ChatModelView, ChatOffer, ChatProtocol, ParameterKind, ParameterView, ProtocolView,
};

const DATA: &str = include_str!("../../catalog/chat.json");

/// The virtual field that all protocols have: Gemini has an address for it, the others a field.
pub(super) const STREAM: &str = "stream";

static MODELS: LazyLock<Vec<ChatModelView>> = LazyLock::new(|| {
    serde_json::from_str(DATA).unwrap_or_else(|error| {
        tracing::error!(%error, "the catalogue of chat models cannot be read");
        Vec::new()
    })
});

/// Every known model, in the order of the catalogue.
pub fn models() -> &'static [ChatModelView] {
    &MODELS
}

/// What is known of a model: by its id, or by the longest pattern that fits it.
pub(crate) fn model(id: &str) -> Option<&'static ChatModelView> {
    let id = id.strip_prefix("models/").unwrap_or(id);
    let fits = |pattern: &str| match pattern.strip_suffix('*') {
        Some(start) => id.starts_with(start),
        None => id == pattern,
    };
    let fit = |it: &ChatModelView| {
        let all = std::iter::once(&it.id).chain(&it.also);
        all.filter(|pattern| fits(pattern)).map(String::len).max()
    };
    let known = MODELS.iter().filter_map(|it| Some((fit(it)?, it)));
    known.max_by_key(|(length, _)| *length).map(|(_, it)| it)
}

/// A model's name for people; its id where the catalogue has none.
pub(crate) fn model_name(id: &str) -> String {
    let named = MODELS.iter().find(|it| it.id == id);
    named.map_or_else(|| id.to_owned(), |it| it.name.clone())
}

/// Everything that can be chosen for a conversation.
pub fn offer() -> ChatOffer {
    use ChatProtocol::{Chat, Completions, Gemini, Responses};
    ChatOffer {
        protocols: [Chat, Responses, Gemini, Completions].map(view).to_vec(),
        models: MODELS.clone(),
    }
}

fn view(protocol: ChatProtocol) -> ProtocolView {
    let stream = ParameterView {
        name: STREAM.to_owned(),
        kind: ParameterKind::Switch,
        minimum: None,
        maximum: None,
        choices: Vec::new(),
    };
    let params = Protocol::from(protocol).params().iter().map(parameter);
    let is = |those: &[ChatProtocol]| those.contains(&protocol);
    ProtocolView {
        protocol,
        parameters: std::iter::once(stream).chain(params).collect(),
        messages: !is(&[ChatProtocol::Completions]),
        web_search: is(&[ChatProtocol::Responses, ChatProtocol::Gemini]),
        image_generation: is(&[ChatProtocol::Responses]),
        video: is(&[ChatProtocol::Chat, ChatProtocol::Gemini]),
    }
}

impl From<ChatProtocol> for Protocol {
    fn from(protocol: ChatProtocol) -> Self {
        match protocol {
            ChatProtocol::Chat => Self::Chat,
            ChatProtocol::Responses => Self::Responses,
            ChatProtocol::Gemini => Self::Gemini,
            ChatProtocol::Completions => Self::Completions,
        }
    }
}

fn parameter(param: &Param) -> ParameterView {
    let (kind, range, choices): (_, (Option<f64>, Option<f64>), &[&str]) = match param.kind {
        ParamKind::Number(from, to) => (ParameterKind::Number, (Some(from), Some(to)), &[]),
        ParamKind::Integer(from, to) => (ParameterKind::Integer, (bound(from), bound(to)), &[]),
        ParamKind::Flag => (ParameterKind::Switch, (None, None), &[]),
        ParamKind::Text => (ParameterKind::Text, (None, None), &[]),
        ParamKind::Choice(words) => (ParameterKind::Choice, (None, None), words),
        ParamKind::Texts(most) => {
            let most = i64::try_from(most).ok().and_then(bound);
            (ParameterKind::Texts, (Some(1.0), most), &[])
        }
        ParamKind::Object | ParamKind::Weights(..) | ParamKind::List => {
            (ParameterKind::Json, (None, None), &[])
        }
    };
    ParameterView {
        name: param.name.to_owned(),
        kind,
        minimum: range.0,
        maximum: range.1,
        choices: choices.iter().map(|&it| it.to_owned()).collect(),
    }
}

/// A bound that a person would want to see: not the ends of the numbers themselves.
fn bound(value: i64) -> Option<f64> {
    i32::try_from(value).ok().map(f64::from)
}

#[cfg(test)]
mod tests {
    use super::{model, models, offer};
    use crate::protocol::ChatProtocol;

    #[test]
    fn every_protocol_has_its_fields_and_every_model_a_protocol() {
        let offer = offer();
        assert_eq!(offer.protocols.len(), 4);
        for protocol in &offer.protocols {
            assert_eq!(protocol.parameters[0].name, "stream");
            assert!(protocol.parameters.len() > 10, "{:?}", protocol.protocol);
        }
        assert!(models().len() > 10);
        assert!(models().iter().all(|it| !it.protocols.is_empty()));
    }

    #[test]
    fn the_closest_entry_of_the_catalogue_is_taken() {
        let first = |id: &str| model(id).map(|it| it.protocols[0]);
        assert_eq!(first("gpt-3.5-turbo"), Some(ChatProtocol::Chat));
        assert_eq!(
            first("gpt-3.5-turbo-instruct"),
            Some(ChatProtocol::Completions)
        );
        assert_eq!(
            first("gemini-2.5-pro-preview-05-06"),
            Some(ChatProtocol::Gemini)
        );
        assert_eq!(
            first("o3-deep-research-2025-06-26"),
            Some(ChatProtocol::Responses)
        );
        assert!(model("gemini-2.5-flash-image-preview").unwrap().pictures);
        assert!(model("gpt-4o-2024-08-06").unwrap().vision);
        assert_eq!(first("my-own-model"), None);
    }
}
