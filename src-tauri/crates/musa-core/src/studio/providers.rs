//! The window's commands about providers: add, change, choose, remove, ask, price. A key comes
//! in once; what is told of it is where it is ([`keys`]).

use musa_api::base_url::BaseUrl;

use super::{Studio, internal};
use crate::ids::ProfileId;
use crate::library::Cost;
use crate::profiles::{AddProfile, Making, Profile};
use crate::protocol::{
    AddProvider, ChangeProvider, Checked, CommandError, ErrorCode, Happened, KeyKept, KeyState,
    OfProvider, Providers, SetKey, SetPrice, TypedKey,
};

mod balance;
mod current;
mod keys;
mod view;

pub(super) use current::{DEMO, demo_profile};
pub(super) use keys::KeyStates;
pub(super) use view::presets;

impl Studio {
    /// Adds a provider, and its key if one was typed. A key that cannot be sent adds nothing.
    pub async fn add_provider(&self, request: AddProvider) -> Result<KeyKept, CommandError> {
        let key = request.key.as_ref().map(TypedKey::parse).transpose()?;
        let add = AddProfile {
            name: request.name,
            base_url: request.base_url,
            auth: request.auth.map(Into::into),
            proxy: request.proxy,
            concurrency: request.concurrency,
            making: Making::as_task(request.async_tasks.unwrap_or_default()),
        };
        let added = self.blocking(move |it| it.add_profile(&add)).await??;
        // Nobody has a key for an id that is new: there is nothing to wait for.
        self.inner.key_states.know(&added, KeyState::Missing);
        let kept = self.keep_typed(&added, key).await;
        self.providers_changed().await?;
        Ok(kept)
    }

    /// Who adds a first provider while the demo is in use wants to use it.
    fn add_profile(&self, add: &AddProfile) -> Result<Profile, CommandError> {
        let profiles = &self.inner.profiles;
        let added = profiles.add(add)?;
        let is_first = profiles.list()?.len() == 1;
        if is_first {
            profiles.use_(added.id)?;
        }
        Ok(added)
    }

    /// Changes a provider. Another scheme, host or port forgets its key: it is asked for again.
    /// Runs that go on keep what they began with.
    pub async fn change_provider(&self, request: ChangeProvider) -> Result<KeyKept, CommandError> {
        let id = request.provider;
        let (old, new) = self
            .blocking(move |it| it.change_profile(&request))
            .await??;
        self.context().limits.set(id, new.concurrency);
        let mut reason = None;
        if old.base_url.origin() != new.base_url.origin() {
            reason = self.forget_binding(&old).await.err();
        }
        let key = self.look_at_key(&new).await;
        self.providers_changed().await?;
        Ok(KeyKept {
            provider: id,
            key,
            reason: reason.map(|error| error.to_string()),
        })
    }

    fn change_profile(&self, request: &ChangeProvider) -> Result<(Profile, Profile), CommandError> {
        let old = self.inner.profiles.get(request.provider)?;
        // What is shown of a proxy lacks its password: given back as it was shown, it stays.
        let shown = old.proxy.to_string();
        let proxy = request.proxy.clone().filter(|proxy| *proxy != shown);
        let change = AddProfile {
            name: request.name.clone(),
            base_url: request.base_url.clone(),
            auth: Some(request.auth.into()),
            proxy: Some(proxy.unwrap_or_else(|| old.proxy.clone().into())),
            concurrency: Some(request.concurrency),
            making: Making::as_task(request.async_tasks),
        };
        let new = self.inner.profiles.change(old.id, &change)?;
        Ok((old, new))
    }

    /// Sets a key.
    pub async fn set_key(&self, request: SetKey) -> Result<KeyKept, CommandError> {
        let key = request.key.parse()?;
        let profile = self.profile(request.provider).await?;
        let kept = self.keep_typed(&profile, Some(key)).await;
        self.providers_changed().await?;
        self.follow_with_key(profile.id);
        Ok(kept)
    }

    /// Forgets a key, here and in the keychain.
    pub async fn forget_key(&self, request: OfProvider) -> Result<KeyKept, CommandError> {
        let profile = self.profile(request.provider).await?;
        let forgotten = self.forget_binding(&profile).await;
        self.providers_changed().await?;
        forgotten?;
        Ok(KeyKept {
            provider: profile.id,
            key: self.key_state(&profile),
            reason: None,
        })
    }

    /// Forgets a provider and its key. Its pictures stay.
    pub async fn remove_provider(&self, request: OfProvider) -> Result<Providers, CommandError> {
        let id = request.provider;
        let profile = self.blocking(move |it| it.inner.profiles.get(id)).await??;
        self.remove_profile(&profile).await?;
        self.providers_changed().await
    }

    /// Makes a provider the current one. One of this process only is not written down.
    pub async fn use_provider(&self, request: OfProvider) -> Result<Providers, CommandError> {
        let id = request.provider;
        self.blocking(move |it| it.choose(id)).await??;
        self.providers_changed().await
    }

    /// The built-in demo runs at this address: it can be used, and is where it was chosen in an
    /// earlier session. It takes the place of no provider of this process.
    pub async fn demo_runs(&self, base_url: &str) -> Result<Providers, CommandError> {
        let base_url = BaseUrl::parse(base_url).map_err(internal)?;
        *self.inner.demo.write() = Some(demo_profile(base_url));
        self.providers_changed().await
    }

    /// The same for who chose it now: it becomes the current provider, and is wanted again at the
    /// next start.
    pub async fn use_demo(&self, base_url: &str) -> Result<Providers, CommandError> {
        let base_url = BaseUrl::parse(base_url).map_err(internal)?;
        *self.inner.demo.write() = Some(demo_profile(base_url));
        self.blocking(|it| it.choose(DEMO)).await??;
        // What an earlier demo makes is there again.
        self.resume_beside();
        self.providers_changed().await
    }

    /// Asks `GET /v1/models`: the address, the key and the proxy work.
    pub async fn check_provider(&self, request: OfProvider) -> Result<Checked, CommandError> {
        let profile = self.profile(request.provider).await?;
        let found = self.models_at(&profile).await?;
        let models = found.into_iter().map(|model| model.id).collect();
        Ok(Checked { models })
    }

    /// Sets or, without an amount, forgets what a picture of a model costs.
    pub async fn set_price(&self, request: SetPrice) -> Result<Providers, CommandError> {
        let profile = self.profile(request.provider).await?;
        let model = request.model.trim();
        if model.is_empty() {
            return Err(CommandError::new(ErrorCode::ModelMissing).field("model"));
        }
        let amount = request.amount.as_deref().map(str::trim);
        let cost = match amount.filter(|amount| !amount.is_empty()) {
            None => None,
            Some(amount) => {
                let cost = Cost::parse(amount, &request.currency);
                Some(cost.ok_or_else(|| no_price(amount, &request.currency))?)
            }
        };
        self.keep_price(profile.id, model, cost).await?;
        self.providers_changed().await
    }

    /// The profile of this id: the user's, the demo, or that of this process.
    pub(super) async fn profile(&self, id: ProfileId) -> Result<Profile, CommandError> {
        match self.profile_of_process(id) {
            Some(profile) => Ok(profile),
            None => self.blocking(move |it| it.inner.profiles.get(id)).await?,
        }
    }

    /// Tells the window of all providers, and gives them back.
    pub(super) async fn providers_changed(&self) -> Result<Providers, CommandError> {
        let providers = self.providers().await?;
        self.tell(Happened::ProvidersChanged {
            providers: providers.clone(),
        });
        Ok(providers)
    }
}

fn no_price(amount: &str, currency: &str) -> CommandError {
    let letters = currency.trim();
    let is_currency = letters.len() == 3 && letters.bytes().all(|it| it.is_ascii_alphabetic());
    let (field, value, allowed) = if is_currency {
        ("amount", amount, "0–999999.999999")
    } else {
        ("currency", currency, "USD, CNY, EUR, …")
    };
    CommandError::new(ErrorCode::ValueNotAllowed)
        .field(field)
        .arg("value", value)
        .arg("allowed", allowed)
}
