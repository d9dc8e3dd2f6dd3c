//! The page in the window, as a person finds their way in it: by what things are called.

use fantoccini::Client;
use serde_json::{Value, json};

use super::wait::until;

/// Finds elements by role and accessible name; loaded into the page when it is missing there.
const SCRIPT: &str = include_str!("page.js");

/// Where something is, in CSS pixels from the page's upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub struct Rect {
    /// From the left.
    pub x: f64,
    /// From above.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Its accessible name.
    pub name: String,
    /// Whether it can be used.
    pub enabled: bool,
}

impl Rect {
    /// Its middle.
    pub fn middle(&self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            x: value["x"].as_f64()?,
            y: value["y"].as_f64()?,
            width: value["width"].as_f64()?,
            height: value["height"].as_f64()?,
            name: value["name"].as_str()?.to_owned(),
            enabled: value["enabled"].as_bool()?,
        })
    }
}

/// The page.
///
/// Names are whole accessible names, or patterns when they begin with `^`; a role of `*` is any.
#[derive(Clone)]
pub struct Page {
    pub(super) client: Client,
}

impl Page {
    /// Runs the body of a function in the page; its arguments are `arguments[0]` and on.
    pub async fn run(&self, body: &str, arguments: Vec<Value>) -> Value {
        self.try_run(body, arguments)
            .await
            .unwrap_or_else(|error| panic!("{body}: {error}"))
    }

    async fn try_run(
        &self,
        body: &str,
        arguments: Vec<Value>,
    ) -> Result<Value, fantoccini::error::CmdError> {
        let script = format!("if (!window.__stage) {{ {SCRIPT} }}\n{body}");
        self.client.execute(&script, arguments).await
    }

    /// The value of an expression.
    pub async fn value(&self, expression: &str) -> Value {
        self.run(&format!("return {expression};"), Vec::new()).await
    }

    /// Waits until an expression is true. A page that is just loading is asked again.
    pub async fn until(&self, what: &str, expression: &str) {
        let body = format!("return Boolean({expression});");
        until(what, async || {
            let answer = self.try_run(&body, Vec::new()).await;
            (answer.ok()? == Value::Bool(true)).then_some(())
        })
        .await;
    }

    /// Everything of this role and name, in the page's order.
    pub async fn all(&self, role: &str, name: &str) -> Vec<Rect> {
        let body = "return window.__stage.rects(arguments[0], arguments[1]);";
        let answer = self.try_run(body, vec![json!(role), json!(name)]).await;
        let list = answer.unwrap_or_default();
        list.as_array()
            .into_iter()
            .flatten()
            .filter_map(Rect::read)
            .collect()
    }

    /// Waits until there is something of this name, scrolls it into view, and says where it is.
    pub async fn find(&self, role: &str, name: &str) -> Rect {
        let body = "return window.__stage.reach(arguments[0], arguments[1]);";
        let started = std::time::Instant::now();
        loop {
            let answer = self.try_run(body, vec![json!(role), json!(name)]).await;
            if let Some(rect) = answer.ok().as_ref().and_then(Rect::read) {
                return rect;
            }
            if started.elapsed() > super::PATIENCE {
                let listed = self.value("window.__stage.listed()").await;
                panic!("no {role} is called {name:?} in: {listed:#}");
            }
            tokio::task::yield_now().await;
        }
    }

    /// Waits until nothing has this name any more.
    pub async fn gone(&self, role: &str, name: &str) {
        let what = format!("{role} {name:?} to go");
        until(&what, async || {
            self.all(role, name).await.is_empty().then_some(())
        })
        .await;
    }

    /// Waits until so many have this name.
    pub async fn count(&self, role: &str, name: &str, count: usize) -> Vec<Rect> {
        let what = format!("{count} of {role} {name:?}");
        until(&what, async || {
            let found = self.all(role, name).await;
            (found.len() == count).then_some(found)
        })
        .await
    }

    /// Moves the focus there.
    pub async fn focus(&self, role: &str, name: &str) {
        self.find(role, name).await;
        let body = "return window.__stage.focus(arguments[0], arguments[1]);";
        let focused = self.run(body, vec![json!(role), json!(name)]).await;
        assert_eq!(focused, Value::Bool(true), "{role} {name:?} takes no focus");
    }

    /// What has the focus: its role and name.
    pub async fn focused(&self) -> (String, String) {
        let value = self.value("window.__stage.focused()").await;
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        (text("role"), text("name"))
    }

    /// All text on the page.
    pub async fn text(&self) -> String {
        let value = self.value("document.body.innerText").await;
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until a text is on the page.
    pub async fn says(&self, text: &str) {
        let expression = format!("document.body.innerText.includes({})", json!(text));
        self.until(&format!("the page to say {text:?}"), &expression)
            .await;
    }

    /// Calls a command of the shell as the page could: its answer, or its error.
    pub async fn invoke(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let script = "const done = arguments[arguments.length - 1];\
            const call = window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]);\
            call.then((answer) => done({ answer: answer ?? null }), (error) => done({ error: error ?? null }));";
        let words = vec![json!(command), arguments];
        let said = self.client.execute_async(script, words).await.unwrap();
        match said.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(said["answer"].clone()),
        }
    }

    /// Calls one of our own commands with its request.
    pub async fn command(&self, command: &str, request: Value) -> Result<Value, Value> {
        self.invoke(command, json!({ "request": request })).await
    }

    /// Runs a body that calls its last argument when it is done; what it said.
    pub async fn wait_for(&self, body: &str, arguments: Vec<Value>) -> Value {
        self.client.execute_async(body, arguments).await.unwrap()
    }

    /// Waits until every picture that can be seen is there; says which are not.
    pub async fn shows_its_pictures(&self) {
        let body = "return [...document.images].filter((image) => { \
            const box = image.getBoundingClientRect(); \
            const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0; \
            return seen && !(image.complete && image.naturalWidth > 0); \
            }).map((image) => image.src);";
        let mut missing = Value::Null;
        let started = std::time::Instant::now();
        while missing != json!([]) {
            assert!(
                started.elapsed() < super::PATIENCE,
                "not painted: {missing}"
            );
            missing = self.try_run(body, Vec::new()).await.unwrap_or_default();
        }
    }

    /// Waits until the page was painted three times.
    pub async fn painted(&self) {
        let body = "const done = arguments[0]; const next = (left) => left === 0 ? done(true) : \
            requestAnimationFrame(() => next(left - 1)); next(3);";
        self.wait_for(body, Vec::new()).await;
    }

    /// Loads another address.
    pub async fn go(&self, address: &str) {
        self.client.goto(address).await.unwrap();
    }

    /// Loads the page anew.
    pub async fn reload(&self) {
        self.client.refresh().await.unwrap();
    }
}
