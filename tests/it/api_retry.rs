//! The table of WIRE 7.6 with the rules of 7.3, row by row, and pauses.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use musa_api::answer::read_images;
use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::client::{Client, Phase};
use musa_api::endpoint::{Billing, Change};
use musa_api::endpoints::images_generations::Generations;
use musa_api::endpoints::models::Models;
use musa_api::error::{Charge, Error, Kind};
use musa_api::retry::{Decision, LONGEST_WAIT, Wait, after, decide};
use musa_api::transport::{Incoming, Outgoing, Transport, TransportError};

use crate::api_wire::{Caller, Memory, head, received};

mod ceiling;

fn refusal(status: u16, body: &str) -> Error {
    read_images(&received(status, &[], body.as_bytes())).unwrap_err()
}

use Does::{Again, Drop, GiveUp, Other};

/// What is done after the first attempt.
#[derive(Debug, Clone, Copy)]
enum Does {
    GiveUp,
    Again,
    Drop(&'static str),
    Other,
}

impl Does {
    fn decision(self) -> Decision {
        match self {
            GiveUp => Decision::GiveUp,
            Again => Decision::Again(Wait::Long),
            Drop(field) => Decision::Changed(Change::DropField(field.to_owned())),
            Other => Decision::Changed(Change::OtherArrayField),
        }
    }
}

const UNKNOWN: &str = r#"{"error":{"message":"Unknown parameter: 'response_format'.","param":"response_format","code":"unknown_parameter"}}"#;

const SIZE: &str = r#"{"error":{"message":"Unknown parameter: 'image_size'.","param":null,"code":"unknown_parameter"}}"#;

const QUALITY: &str = r#"{"error":{"message":"Unknown parameter: 'quality'.","param":"quality","code":"unknown_parameter"}}"#;

const REQUIRED: &str =
    r#"{"detail":[{"loc":["body","image"],"msg":"Field required","type":"missing"}]}"#;

const PROMPT: &str =
    r#"{"detail":[{"loc":["body","prompt"],"msg":"Field required","type":"missing"}]}"#;

/// Status, body, what is done for a paid call and for a free one.
const TABLE: &[(u16, &str, Does, Does)] = &[
    // status, body, for a paid call, for a free one
    (429, r#"{"message":"slow down"}"#, Again, Again),
    (
        429,
        r#"{"message":"x","code":"insufficient_user_quota"}"#,
        GiveUp,
        GiveUp,
    ),
    (
        429,
        r#"{"error":{"message":"上游负载已饱和 余额不足"}}"#,
        GiveUp,
        GiveUp,
    ),
    (
        503,
        r#"{"error":{"message":"no available channel for model"}}"#,
        Again,
        Again,
    ),
    (
        503,
        r#"{"error":{"message":"无可用渠道","code":"model_not_found"}}"#,
        Again,
        Again,
    ),
    (503, r#"{"message":"overloaded"}"#, GiveUp, Again),
    (500, r#"{"message":"boom"}"#, GiveUp, Again),
    (500, r#"{"message":"no available channel"}"#, GiveUp, Again),
    (502, "", GiveUp, Again),
    (504, "", GiveUp, Again),
    (524, "error code: 524", GiveUp, Again),
    (408, "", GiveUp, Again),
    (409, "", GiveUp, Again),
    (400, r#"{"message":"wrong"}"#, GiveUp, GiveUp),
    (401, r#"{"message":"key"}"#, GiveUp, GiveUp),
    (402, r#"{"message":"pay"}"#, GiveUp, GiveUp),
    (403, r#"{"message":"no"}"#, GiveUp, GiveUp),
    (404, r#"{"message":"no"}"#, GiveUp, GiveUp),
    (413, "", GiveUp, GiveUp),
    (451, "", GiveUp, GiveUp),
    (
        400,
        "Duplicate parameter: 'image'. You provided multiple",
        Other,
        Other,
    ),
    (400, r#"{"message":"image is required"}"#, Other, Other),
    (422, REQUIRED, Other, Other),
    (422, PROMPT, GiveUp, GiveUp),
    (500, r#"{"message":"image is required"}"#, GiveUp, Again),
    (
        400,
        UNKNOWN,
        Drop("response_format"),
        Drop("response_format"),
    ),
    (400, SIZE, Drop("image_size"), Drop("image_size")),
    (400, QUALITY, GiveUp, GiveUp),
    (200, r#"{"data":[]}"#, GiveUp, GiveUp),
    (200, "{\"data\":[", GiveUp, GiveUp),
    // With a good status the work may have run, whatever the words say.
    (
        200,
        r#"{"error":{"message":"Rate limit reached"}}"#,
        GiveUp,
        Again,
    ),
    (
        200,
        r#"{"error":{"message":"too many requests"},"data":[]}"#,
        GiveUp,
        Again,
    ),
    (
        200,
        r#"{"code":429,"message":"slow down","data":null}"#,
        GiveUp,
        Again,
    ),
    (
        202,
        r#"{"success":false,"message":"请求数限制"}"#,
        GiveUp,
        Again,
    ),
    (
        200,
        "data: {\"error\":{\"message\":\"x\",\"code\":\"rate_limit_exceeded\"}}\n\n",
        GiveUp,
        Again,
    ),
    (
        200,
        r#"{"error":{"message":"no available channel","code":503}}"#,
        GiveUp,
        Again,
    ),
    (
        200,
        r#"{"error":{"message":"image is required","code":400}}"#,
        GiveUp,
        GiveUp,
    ),
    (
        200,
        r#"{"error":{"message":"Unknown parameter: 'image_size'.","code":"unknown_parameter"}}"#,
        GiveUp,
        GiveUp,
    ),
    (302, "", GiveUp, GiveUp),
];

#[test]
fn answers_are_repeated_only_by_the_table() {
    for (status, body, paid, free) in TABLE {
        let error = refusal(*status, body);
        let free = free.decision();
        let does = decide(1, &error, Billing::Billable, 9);
        assert_eq!(does, paid.decision(), "paid {status} {body}");
        assert_eq!(
            decide(1, &error, Billing::Free, 0),
            free,
            "free {status} {body}"
        );
        if matches!(does, Decision::Again(_)) {
            assert_eq!(
                error.charge(),
                Charge::No,
                "repeated although it may cost: {body}"
            );
            assert_eq!(decide(3, &error, Billing::Billable, 9), does);
            let fourth = decide(4, &error, Billing::Billable, 9);
            assert_eq!(fourth, Decision::GiveUp, "a fourth retry: {body}");
        }
    }
}

#[test]
fn what_may_have_cost_something_is_never_paid_for_again() {
    let error = refusal(429, r#"{"message":"slow down"}"#);
    let again = Decision::Again(Wait::Long);
    assert_eq!(decide(1, &error, Billing::Billable, 9), again);
    let error = error.at_least(Charge::Possible);
    assert_eq!(decide(1, &error, Billing::Billable, 9), Decision::GiveUp);
    assert_eq!(decide(1, &error, Billing::Free, 9), again);
}

#[test]
fn a_pause_is_what_the_provider_says_up_to_two_minutes() {
    let now = "2026-11-22T12:00:00Z".parse().unwrap();
    let wait = |name: &str, value: &str| after(&head(429, &[(name, value)]), now);
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    assert_eq!(wait("retry-after", "7"), seconds(7));
    assert_eq!(
        wait("retry-after", "1.5"),
        Some(Duration::from_millis(1500))
    );
    assert_eq!(
        wait("retry-after", "Sun, 22 Nov 2026 12:00:30 GMT"),
        seconds(30)
    );
    assert_eq!(
        wait("retry-after", "Sun, 22 Nov 2026 11:00:00 GMT"),
        seconds(0)
    );
    assert_eq!(
        wait("retry-after-ms", "250"),
        Some(Duration::from_millis(250))
    );
    assert_eq!(wait("x-ratelimit-reset-requests", "1s"), seconds(1));
    for nonsense in ["", "-5", "soon", "NaN", "1e300"] {
        assert_eq!(wait("retry-after", nonsense), None, "{nonsense}");
    }
    let delayed = |delay: &str| {
        let body =
            format!(r#"{{"error":{{"message":"m","details":[{{"retryDelay":"{delay}"}}]}}}}"#);
        decide(1, &refusal(429, &body), Billing::Billable, 1)
    };
    let exactly = Decision::Again(Wait::Exactly(Duration::from_millis(34_400)));
    assert_eq!(delayed("34.4s"), exactly);
    assert_eq!(
        delayed(&format!("{}s", LONGEST_WAIT.as_secs() + 1)),
        Decision::GiveUp
    );
}

/// Fails in the same way every time, and counts.
struct Failing {
    error: TransportError,
    sends: AtomicUsize,
    part: Mutex<u64>,
}

#[async_trait]
impl Transport for Failing {
    async fn send(&self, request: Outgoing) -> Result<Incoming, TransportError> {
        self.sends.fetch_add(1, Ordering::Relaxed);
        let part = *self.part.lock().unwrap();
        if let Some(progress) = request.progress.filter(|_| part > 0) {
            progress.sent(part, part * 2);
        }
        Err(self.error.clone())
    }
}

async fn failing(error: TransportError, part: u64, free: bool) -> (usize, Error, Vec<Phase>) {
    let transport = std::sync::Arc::new(Failing {
        error,
        sends: AtomicUsize::new(0),
        part: Mutex::new(part),
    });
    let base = BaseUrl::parse("https://a.example").unwrap();
    let api = Client::new(transport.clone(), base, AuthStyle::Bearer);
    let caller = Caller::new();
    let error = caller
        .with(async |call| {
            if free {
                return api.ask(&Models, call).await.unwrap_err();
            }
            let (_, sent) = api
                .send(&Generations::default(), Memory::default(), call)
                .await;
            sent.unwrap_err()
        })
        .await;
    let phases = caller.phases.lock().unwrap().clone();
    (transport.sends.load(Ordering::Relaxed), error, phases)
}

#[tokio::test(start_paused = true)]
async fn below_http_only_what_was_never_sent_is_repeated() {
    use TransportError::{Broken, Build, Connect, Cut, Refused, Silent, Source};
    let text = || "x".to_owned();
    let second = Duration::from_secs(1);
    // failure, bytes that left before it, sends of a paid call, its price, sends of a free one
    let table = [
        (Connect(text()), 0, 4, Charge::No, 4),
        (Connect(text()), 5, 1, Charge::No, 1),
        (Refused(text()), 0, 1, Charge::No, 1),
        (Build(text()), 0, 1, Charge::No, 1),
        (Source(text()), 5, 1, Charge::No, 1),
        (Broken(text()), 0, 1, Charge::Possible, 4),
        (Broken(text()), 5, 1, Charge::Possible, 4),
        (Silent(second), 5, 1, Charge::Possible, 4),
        (Cut(text()), 5, 1, Charge::Possible, 4),
    ];
    for (error, part, paid, charge, free) in table {
        let (sends, failed, phases) = failing(error.clone(), part, false).await;
        assert_eq!(sends, paid, "{error:?} after {part}");
        assert_eq!(failed.charge(), charge, "{error:?}");
        assert_eq!(*failed.kind(), Kind::Transport(error.clone()));
        let pauses = phases
            .iter()
            .filter(|phase| matches!(phase, Phase::BackingOff { .. }));
        assert_eq!(pauses.count(), paid - 1);
        let (sends, failed, _) = failing(error.clone(), part, true).await;
        assert_eq!(sends, free, "{error:?} of a question");
        assert!(!failed.may_have_been_charged());
    }
}
