//! The window's commands about choices that matter. How the window looks is the shell's.

use super::{Studio, internal};
use crate::library::Template;
use crate::protocol::{
    ChangeSettings, CommandError, ErrorCode, Happened, LanguageChoice, SettingsView,
};
use crate::settings::SetError;

/// Calls at once that a provider may be asked for.
const MOST_CALLS: u32 = 32;

impl Studio {
    /// Changes what is given. One value that cannot be kept changes nothing.
    pub async fn change_settings(
        &self,
        request: ChangeSettings,
    ) -> Result<SettingsView, CommandError> {
        let settings = self
            .blocking(move |it| it.keep_settings(&request).and_then(|()| it.settings_view()))
            .await??;
        self.tell(Happened::SettingsChanged {
            settings: settings.clone(),
        });
        Ok(settings)
    }

    fn keep_settings(&self, request: &ChangeSettings) -> Result<(), CommandError> {
        let settings = &self.inner.settings;
        if let Some(calls) = request.concurrency
            && !(1..=MOST_CALLS).contains(&calls)
        {
            return Err(CommandError::new(ErrorCode::ValueNotAllowed)
                .field("concurrency")
                .arg("value", calls)
                .arg("allowed", format!("1–{MOST_CALLS}")));
        }
        if let Some(text) = &request.template {
            Template::parse(text).map_err(|reason| SetError::Template {
                template: text.clone(),
                reason,
            })?;
            let template = settings.set_template(text)?;
            self.inner.jobs.set_template(template);
        }
        if let Some(calls) = request.concurrency {
            settings.set_concurrency(calls).map_err(internal)?;
        }
        if let Some(notify) = request.notify {
            settings.set_notify(notify).map_err(internal)?;
        }
        if let Some(language) = request.language {
            let locale = match language {
                LanguageChoice::System => None,
                LanguageChoice::English => Some("en"),
                LanguageChoice::Chinese => Some("zh-CN"),
            };
            settings.set_locale(locale).map_err(internal)?;
        }
        Ok(())
    }

    /// Choices as the window shows them. Blocks.
    pub(super) fn settings_view(&self) -> Result<SettingsView, CommandError> {
        let settings = &self.inner.settings;
        let template = settings.template().map_err(internal)?;
        let last_model = settings.last_model().map_err(internal)?;
        let now = self.context().clock.now();
        Ok(SettingsView {
            language: match settings.locale().map_err(internal)?.as_deref() {
                Some("en") => LanguageChoice::English,
                Some("zh-CN") => LanguageChoice::Chinese,
                _ => LanguageChoice::System,
            },
            system_language: self.inner.system_language.clone(),
            template_example: template.example(now, last_model.as_deref()),
            template: template.as_str().to_owned(),
            concurrency: settings.concurrency().map_err(internal)?,
            notify: settings.notify().map_err(internal)?,
            last_model,
        })
    }
}
