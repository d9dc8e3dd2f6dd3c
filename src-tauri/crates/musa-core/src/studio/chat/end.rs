//! The end of a request: written down, told, and its pictures saved.

use super::run::{Outcome, Talk};
use super::verdict::end;
use super::{Studio, internal};
use crate::chat::stored::{Kind, StoredBody, StoredMessage, TalkState};

impl Studio {
    /// Writes down how a request ended, tells it, and saves its pictures.
    pub(super) async fn end_talk(&self, talk: &Talk, outcome: Outcome) {
        let Outcome {
            answer,
            mut growth,
            caught,
        } = outcome;
        let now = self.context().clock.now();
        match &answer {
            Ok(answer) => growth.conclude(answer, now.as_millisecond()),
            Err(_) => growth.end(now.as_millisecond()),
        }
        let answered = self.has_receipt(talk).await;
        let (profile, model) = (talk.row.profile, model_of(talk));
        let price = self.blocking(move |it| it.chats().prices.of(profile, &model));
        let price = price.await.ok().and_then(Result::ok).flatten();
        let mut answers = talk.answers.clone();
        for message in &mut answers {
            if let StoredBody::Answer { answer: stored } = &mut message.body {
                end(stored, &answer, &growth, price.as_ref());
                stored.answered = answered;
                let took = now.as_millisecond() - stored.started_at.as_millisecond();
                stored.took_ms = u64::try_from(took).ok();
            }
        }
        let state = match growth.pictures() {
            [] => TalkState::Ended,
            _ => TalkState::Saving,
        };
        self.write_answers(talk, &answers, state).await;
        if talk.kind == Kind::Shown {
            self.tell_conversation(talk.row.conversation).await;
        }
        if state == TalkState::Saving {
            self.save_pictures(talk, answers, &growth, caught).await;
        }
    }

    /// Writes answers as they are now, then tells them.
    pub(super) async fn write_answers(
        &self,
        talk: &Talk,
        answers: &[StoredMessage],
        state: TalkState,
    ) {
        let (rows, call) = (answers.to_vec(), talk.call());
        let written = self.blocking(move |it| {
            let written = it.chats().store.write(&rows, call, state).map_err(internal);
            let views: Vec<_> = rows.iter().map(|row| it.message_view(row)).collect();
            written
                .map(|()| views.clone())
                .map_err(|error| (error, views))
        });
        let views = match written.await {
            Ok(Ok(views)) => views,
            Ok(Err((error, views))) => {
                // The receipt has it all, and the next start reads it again.
                tracing::error!(?error, %call, "the end of a request could not be written");
                views
            }
            Err(error) => {
                tracing::error!(?error, %call, "the end of a request could not be written");
                return;
            }
        };
        if talk.kind == Kind::Shown {
            for view in views {
                self.tell_changed(view);
            }
        }
    }

    async fn has_receipt(&self, talk: &Talk) -> bool {
        let call = talk.call();
        let found = self.blocking(move |it| it.context().receipts.find(call));
        matches!(found.await, Ok(Ok(Some(_))))
    }
}

fn model_of(talk: &Talk) -> String {
    let first = talk.answers.first().and_then(|it| it.body.answer());
    first.map(|it| it.model.clone()).unwrap_or_default()
}
