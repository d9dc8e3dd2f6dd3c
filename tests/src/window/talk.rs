//! Chat and Video in the window: what a person does in most plays there, and what the open
//! conversation and the newest film truly are, asked as a reloaded page asks.

use serde_json::{Value, json};

use super::page::Rect;
use super::stage::Stage;
use super::wait::until;

/// The words of an answer, without its thinking.
pub fn words(message: &Value) -> String {
    let parts = message["body"]["answer"]["parts"].as_array();
    let texts = parts.into_iter().flatten();
    texts
        .filter(|part| part["kind"] == "text")
        .filter_map(|part| part["text"].as_str())
        .collect()
}

/// Where an answer stands: `streaming`, `done`, `stopped`, …
pub fn standing(message: &Value) -> &str {
    let state = &message["body"]["answer"]["state"];
    state.as_str().unwrap_or_default()
}

impl Stage {
    /// Goes to a place of the rail by its own name for it, in whatever language, and waits until
    /// it can be used.
    pub async fn go_to(&self, place: &str) {
        let item = format!("document.querySelector('[data-place={place}]')");
        let middle = format!(
            "(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({item}.getBoundingClientRect())"
        );
        let page = self.page();
        page.until("the rail", &format!("{item} !== null")).await;
        let at = page.value(&middle).await;
        self.click_at((at[0].as_f64().unwrap(), at[1].as_f64().unwrap()));
        let here = format!("{item}.getAttribute('aria-current') === 'page'");
        page.until(&format!("{place} to be open"), &here).await;
        // Its room is loaded when somebody first goes there.
        if place == "chat" || place == "video" {
            let composer =
                "[...document.querySelectorAll('textarea')].some((one) => one.checkVisibility())";
            page.until("its composer", composer).await;
        }
    }

    /// The conversation that is open, with all its messages.
    pub async fn talk(&self) -> Option<Value> {
        let open = self.snapshot().await["preferences"]["conversation"].clone();
        let asked = json!({ "conversation": open });
        self.page().command("conversation", asked).await.ok()
    }

    /// The last answer of the branch that is shown: its message, whole.
    pub async fn last_answer(&self) -> Option<Value> {
        let talk = self.talk().await?;
        let path = talk["conversation"]["path"].as_array()?.clone();
        let messages = talk["messages"].as_array()?;
        let of = |id: &Value| messages.iter().find(|message| message["id"] == *id);
        let shown = path.iter().rev().filter_map(of);
        let mut answers = shown.filter(|message| message["body"]["kind"] == "answer");
        answers.next().cloned()
    }

    /// Waits until the last answer is as wanted.
    pub async fn until_answer(&self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        until(what, async || self.last_answer().await.filter(&wanted)).await
    }

    /// Does something after which the model speaks, and waits until its answer has begun to be
    /// waited for.
    pub async fn until_another_answer(&self, work: impl AsyncFnOnce()) -> Value {
        let before = self
            .last_answer()
            .await
            .map(|message| message["id"].clone());
        work().await;
        let other = |message: &Value| Some(&message["id"]) != before.as_ref();
        self.until_answer("another answer", other).await
    }

    /// Writes a message and sends it, as a person does.
    pub async fn say(&self, text: &str) -> Value {
        self.until_another_answer(async || {
            self.fill("textbox", "^Message$", text).await;
            self.keys(&["Return"]);
        })
        .await
    }

    /// The newest film; null where there is none.
    pub async fn newest_film(&self) -> Value {
        self.snapshot().await["films"]["page"]["films"][0].clone()
    }

    /// Waits until the newest film is in a state.
    pub async fn until_film(&self, state: &str) -> Value {
        until(&format!("the film to be {state}"), async || {
            let film = self.newest_film().await;
            assert_ne!(film["state"], "failed", "{:#}", film["error"]);
            (film["state"] == state).then_some(film)
        })
        .await
    }

    /// Waits until what is painted in the middle of a place is another than it was: it moves.
    pub async fn moves(&self, place: &Rect) {
        let first = self.middle_of(place);
        until("the film to move", async || {
            (self.middle_of(place) != first).then_some(())
        })
        .await;
    }

    /// The pixels in the middle of a place, without what stands along its edges.
    fn middle_of(&self, place: &Rect) -> Vec<u8> {
        let screen = image::load_from_memory(&self.picture()).unwrap();
        let [x, y, width, height] = [
            place.x + place.width / 4.0,
            place.y + place.height / 4.0,
            place.width / 2.0,
            place.height / 2.0,
        ]
        .map(whole);
        screen.crop_imm(x, y, width, height).into_rgb8().into_raw()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a point of the screen"
)]
fn whole(number: f64) -> u32 {
    number.max(0.0) as u32
}
