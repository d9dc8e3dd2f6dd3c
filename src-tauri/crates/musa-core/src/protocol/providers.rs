//! Providers and models, as the window shows and changes them. A key goes in once and never
//! comes back: what is told of it is where it is kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Route;
use super::chat::ChatPrice;
use super::pictures::Money;
use crate::ids::ProfileId;
pub use crate::secrets::TypedKey;

/// How a key is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum KeyStyle {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `x-goog-api-key: …`.
    GoogleKey,
    /// No key at all.
    None,
}

/// Where a provider's key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum KeyState {
    /// In the system's keychain.
    Keychain,
    /// In memory, until Musa ends.
    Session,
    /// Nowhere: it has to be asked for.
    Missing,
    /// It needs none.
    NotNeeded,
    /// The keychain has not answered yet, or does not answer.
    Unknown,
}

/// A provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProviderView {
    /// Its id.
    pub id: ProfileId,
    /// Its name.
    pub name: String,
    /// Its address.
    pub base_url: String,
    /// Host of its address.
    pub host: String,
    /// How its key is sent.
    pub auth: KeyStyle,
    /// `system`, `none` or a proxy's address without its password.
    pub proxy: String,
    /// Calls at once.
    pub concurrency: u32,
    /// The built-in demo.
    pub demo: bool,
    /// Lives for this process only (`MUSA_BASE_URL`): it cannot be changed here.
    pub session: bool,
    /// Where its key is.
    pub key: KeyState,
    /// Pictures are made as tasks at the provider, which outlive a line that breaks.
    pub async_tasks: bool,
    /// Prices of a picture, by model id.
    pub prices: BTreeMap<String, Money>,
    /// Prices of tokens, by model id.
    pub chat_prices: BTreeMap<String, ChatPrice>,
}

/// A provider whose address need not be typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PresetView {
    /// `whatai`, `openai`, `google`.
    pub name: String,
    /// Its address.
    pub base_url: String,
    /// How its key is sent.
    pub auth: KeyStyle,
}

/// Pixels by ratio.
type ByRatio = BTreeMap<String, (u32, u32)>;

/// What one model takes, for pickers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ModelView {
    /// Its id.
    pub id: String,
    /// Other ids with the same abilities; a final `*` stands for any ending.
    pub also: Vec<String>,
    /// Its name for people.
    pub name: String,
    /// Ratios in the order in which the picker shows them.
    pub ratios: Vec<String>,
    /// Size tiers, small to large; empty where it has only one size.
    pub sizes: Vec<String>,
    /// The pixels that come: by size tier (`""` where there is only one), then by ratio.
    pub pixels: BTreeMap<String, ByRatio>,
    /// References it takes at the most.
    pub references: u32,
    /// Pictures one call gives at the most.
    pub per_call: u32,
    /// Whether it takes a mask.
    pub mask: bool,
    /// Qualities; empty where it takes none.
    pub qualities: Vec<String>,
    /// Backgrounds; empty where it takes none.
    pub backgrounds: Vec<String>,
    /// Output formats; empty where it takes none.
    pub formats: Vec<String>,
    /// How near an edit can be told to keep to its references; empty where it takes none.
    pub fidelities: Vec<String>,
    /// Whether it takes a compression for `jpeg` and `webp`.
    pub compression: bool,
    /// Moderations; empty where it takes none.
    pub moderations: Vec<String>,
    /// Characters of a prompt.
    pub prompt_limit: Option<usize>,
    /// Whether it gives drafts while it makes a picture.
    pub drafts: bool,
    /// Endpoints it speaks.
    pub routes: Vec<Route>,
    /// What `automatic` means for a prompt alone.
    pub text_route: Route,
    /// What `automatic` means for a prompt with references.
    pub pictures_route: Route,
}

/// About one provider.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfProvider {
    /// The provider.
    pub provider: ProfileId,
}

/// Adds a provider, and its key if one was typed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddProvider {
    /// Its name.
    pub name: String,
    /// An address, or the name of a preset.
    pub base_url: String,
    /// How its key is sent; null takes what the address suggests.
    pub auth: Option<KeyStyle>,
    /// `system`, `none` or a proxy's address; null means `system`.
    pub proxy: Option<String>,
    /// Calls at once; null takes the user's setting.
    pub concurrency: Option<u32>,
    /// Make pictures as tasks; null means no.
    pub async_tasks: Option<bool>,
    /// Its key.
    #[ts(type = "string | null")]
    pub key: Option<TypedKey>,
}

/// Changes a provider. Another scheme, host or port means that its key is asked for again.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeProvider {
    /// The provider.
    pub provider: ProfileId,
    /// Its name.
    pub name: String,
    /// Its address.
    pub base_url: String,
    /// How its key is sent.
    pub auth: KeyStyle,
    /// `system`, `none` or a proxy's address; null leaves it as it is.
    pub proxy: Option<String>,
    /// Calls at once.
    pub concurrency: u32,
    /// Make pictures as tasks.
    pub async_tasks: bool,
}

/// Sets a provider's key.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetKey {
    /// The provider.
    pub provider: ProfileId,
    /// The key.
    #[ts(type = "string")]
    pub key: TypedKey,
}

/// Where a key is now, and why it is not in the keychain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeyKept {
    /// The provider.
    pub provider: ProfileId,
    /// Keychain, session, missing or not needed.
    pub key: KeyState,
    /// The keychain's own words, when it did not take it.
    pub reason: Option<String>,
}

/// All providers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Providers {
    /// In the order in which they were added.
    pub providers: Vec<ProviderView>,
    /// The one that is used when none is named.
    pub current: Option<ProfileId>,
}

/// What `GET /v1/models` answered: the address, the key and the proxy work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// Model ids, as the provider lists them.
    pub models: Vec<String>,
}

/// What is left of the money at a provider, as far as it tells. Always about: relays count in
/// their own ways (WIRE 8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BalanceView {
    /// What is left; null when there is no limit.
    pub remaining: Option<Money>,
    /// What was used, where it is told.
    pub used: Option<Money>,
}

/// The answer to the question for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Balance {
    /// Null where the provider has no such thing, which is nothing to complain about.
    pub balance: Option<BalanceView>,
}

/// Sets or, with null, forgets what a picture of a model costs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetPrice {
    /// The provider.
    pub provider: ProfileId,
    /// Model id.
    pub model: String,
    /// As typed: `0.04`.
    pub amount: Option<String>,
    /// Three letters.
    pub currency: String,
}
