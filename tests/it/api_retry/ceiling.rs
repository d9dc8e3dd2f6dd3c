//! Answers and files without end are cut at the ceiling, kept, and not asked for again.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use musa_api::answer::{ImagesAnswer, read_images};
use musa_api::auth::AuthStyle;
use musa_api::base_url::BaseUrl;
use musa_api::client::{Call, Client, Ending, Receiver};
use musa_api::endpoint::{Billing, Endpoint, Received, Request};
use musa_api::endpoints::images_generations::Generations;
use musa_api::error::{Error, Kind};
use musa_api::lift::LiftSink;
use musa_api::transport::ceiling::BODY_LIMIT;
use musa_api::transport::{Head, Incoming, Limits, Outgoing, Transport, TransportError};

use crate::api_wire::{Caller, head};

/// Sends the same mebibyte without end, as often as it is asked.
#[derive(Default)]
struct Endless {
    sends: AtomicUsize,
}

#[async_trait]
impl Transport for Endless {
    async fn send(&self, _: Outgoing) -> Result<Incoming, TransportError> {
        self.sends.fetch_add(1, Ordering::Relaxed);
        let mebibyte = bytes::Bytes::from(vec![b' '; 1 << 20]);
        Ok(Incoming {
            head: head(200, &[("accept-ranges", "bytes"), ("etag", "\"1\"")]),
            chunks: Box::pin(futures_util::stream::repeat(Ok(mebibyte))),
        })
    }
}

/// Counts what a receiver is given.
#[derive(Debug, Default)]
struct Count {
    bytes: u64,
    ending: Option<Ending>,
}

impl LiftSink for Count {}

impl Receiver for Count {
    fn head(&mut self, _: &Head) -> io::Result<()> {
        Ok(())
    }
    fn chunk(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.bytes += bytes.len() as u64;
        Ok(())
    }
    fn finish(&mut self, ending: Ending) -> io::Result<()> {
        self.ending = Some(ending);
        Ok(())
    }
}

/// A call whose answer may have three and a half mebibytes.
#[derive(Clone)]
struct Small(Billing);

impl Endpoint for Small {
    type Answer = ImagesAnswer;
    fn request(&self) -> Request {
        Request {
            billing: self.0,
            limits: Limits {
                body: 7 << 19,
                ..Limits::PICTURE
            },
            ..Generations::default().request()
        }
    }
    fn read(&self, received: &Received) -> Result<ImagesAnswer, Error> {
        read_images(received)
    }
}

#[tokio::test]
async fn an_endless_answer_is_cut_at_the_ceiling_kept_and_not_asked_for_again() {
    for billing in [Billing::Billable, Billing::Free] {
        let transport = std::sync::Arc::new(Endless::default());
        let base = BaseUrl::parse("https://a.example").unwrap();
        let api = Client::new(transport.clone(), base, AuthStyle::Bearer);
        let make = async |call: &Call<'_>| api.send(&Small(billing), Count::default(), call).await;
        let (count, sent) = Caller::new().with(make).await;
        let error = sent.unwrap_err();
        let cut = matches!(error.kind(), Kind::Transport(TransportError::Cut(_)));
        assert!(cut, "{error:?}");
        let paid = billing == Billing::Billable;
        assert_eq!(error.may_have_been_charged(), paid);
        assert_eq!((count.bytes, count.ending), (7 << 19, Some(Ending::Cut)));
        assert_eq!(transport.sends.load(Ordering::Relaxed), 1, "{billing:?}");
    }
}

#[tokio::test]
async fn an_endless_file_is_cut_at_four_gibibytes_and_not_asked_for_again() {
    assert_eq!(BODY_LIMIT, 4_294_967_296);
    for limits in [Limits::PICTURE, Limits::QUESTION, Limits::DOWNLOAD] {
        assert_eq!(limits.body, BODY_LIMIT);
    }
    let transport = std::sync::Arc::new(Endless::default());
    let base = BaseUrl::parse("https://a.example").unwrap();
    let api = Client::new(transport.clone(), base, AuthStyle::Bearer);
    let get = async |call: &Call<'_>| {
        let url = "https://a.example/1.png";
        api.download(url, Count::default(), call).await
    };
    let (count, result) = Caller::new().with(get).await;
    let error = result.unwrap_err();
    let cut = matches!(error.kind(), Kind::Transport(TransportError::Cut(_)));
    assert!(cut, "{error:?}");
    assert_eq!((count.bytes, count.ending), (BODY_LIMIT, Some(Ending::Cut)));
    assert_eq!(transport.sends.load(Ordering::Relaxed), 1);
}
