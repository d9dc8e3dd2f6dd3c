//! Providers as the window shows them: never a key, never a proxy's password.

use std::collections::BTreeMap;

use musa_api::auth::AuthStyle;

use crate::library::Cost;
use crate::profiles::{Making, PRESETS, Profile};
use crate::protocol::{CommandError, KeyStyle, Money, PresetView, ProviderView, Providers};
use crate::studio::{DEMO, Studio, internal};

impl From<KeyStyle> for AuthStyle {
    fn from(style: KeyStyle) -> Self {
        match style {
            KeyStyle::Bearer => Self::Bearer,
            KeyStyle::GoogleKey => Self::GoogleKey,
            KeyStyle::None => Self::None,
        }
    }
}

impl From<AuthStyle> for KeyStyle {
    fn from(style: AuthStyle) -> Self {
        match style {
            AuthStyle::Bearer => Self::Bearer,
            AuthStyle::GoogleKey => Self::GoogleKey,
            AuthStyle::None => Self::None,
        }
    }
}

/// Providers whose address need not be typed.
pub(in crate::studio) fn presets() -> Vec<PresetView> {
    let preset = |preset: &crate::profiles::Preset| PresetView {
        name: preset.name.to_owned(),
        base_url: preset.base_url.to_owned(),
        auth: preset.auth.into(),
    };
    PRESETS.iter().map(preset).collect()
}

impl Studio {
    /// All providers: that of this process, the user's in the order in which they were added,
    /// the demo while it runs. Never waits for the keychain.
    pub(in crate::studio) async fn providers(&self) -> Result<Providers, CommandError> {
        self.blocking(Self::providers_now).await?
    }

    fn providers_now(&self) -> Result<Providers, CommandError> {
        let mut prices = self.context().prices.all().map_err(internal)?;
        let mut chat_prices = self.inner.chats.prices.all().map_err(internal)?;
        let profiles = self.all_profiles()?;
        let providers = profiles.iter().map(|profile| {
            let prices = prices.remove(&profile.id).unwrap_or_default();
            let chat_prices = chat_prices.remove(&profile.id).unwrap_or_default();
            ProviderView {
                chat_prices,
                ..self.provider_view(profile, &prices)
            }
        });
        Ok(Providers {
            providers: providers.collect(),
            current: self.current()?.map(|profile| profile.id),
        })
    }

    /// The profiles behind them, in their order. Blocks.
    pub(in crate::studio) fn all_profiles(&self) -> Result<Vec<Profile>, CommandError> {
        let mut all: Vec<Profile> = self.inner.session.clone().into_iter().collect();
        all.extend(self.inner.profiles.list()?);
        all.extend(self.inner.demo.read().clone());
        Ok(all)
    }

    fn provider_view(&self, profile: &Profile, prices: &BTreeMap<String, Cost>) -> ProviderView {
        let of_session = self.inner.session.as_ref().map(|session| session.id);
        let prices = prices.iter();
        ProviderView {
            chat_prices: BTreeMap::new(),
            id: profile.id,
            name: profile.name.clone(),
            base_url: profile.base_url.as_str().to_owned(),
            host: profile.base_url.authority(),
            auth: profile.auth.into(),
            proxy: profile.proxy.to_string(),
            concurrency: profile.concurrency,
            demo: profile.id == DEMO,
            session: of_session == Some(profile.id),
            key: self.key_state(profile),
            async_tasks: profile.making == Making::AsTask,
            prices: prices
                .map(|(model, cost)| (model.clone(), Money::from(cost)))
                .collect(),
        }
    }
}
