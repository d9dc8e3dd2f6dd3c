//! Result URLs: they expire, refuse what signed URLs refuse, and resume.

use super::*;

async fn url(demo: &Demo) -> String {
    let answer = json(generate(demo, &small()).await).await;
    answer["data"][0]["url"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_result_is_for_get_alone_and_without_authorization() {
    let demo = demo(&[]).await;
    let url = url(&demo).await;
    assert_eq!(get(&url).await.status(), 200);
    assert_eq!(client().head(&url).send().await.unwrap().status(), 403);
    assert_eq!(
        client()
            .get(&url)
            .bearer_auth("x")
            .send()
            .await
            .unwrap()
            .status(),
        400
    );
    assert_eq!(
        get(&format!("{}/files/unknown.png", demo.base_url()))
            .await
            .status(),
        404
    );
}

#[tokio::test]
async fn a_result_ends_with_its_lifetime() {
    let config = DemoConfig {
        url_lifetime: Duration::ZERO,
        ..DemoConfig::default()
    };
    let demo = Demo::start(config).await.unwrap();
    assert_eq!(get(&url(&demo).await).await.status(), 403);
}

#[tokio::test]
async fn a_result_can_be_read_in_parts() {
    let demo = demo(&[]).await;
    let url = url(&demo).await;
    let whole = get(&url).await.bytes().await.unwrap();
    let rest = client()
        .get(&url)
        .header("range", "bytes=100-")
        .send()
        .await
        .unwrap();
    assert_eq!(rest.status(), 206);
    let expected = format!("bytes 100-{}/{}", whole.len() - 1, whole.len());
    assert_eq!(rest.headers()["content-range"], expected.as_str());
    assert_eq!(rest.bytes().await.unwrap(), whole.slice(100..));
    let part = client()
        .get(&url)
        .header("range", "bytes=0-9")
        .send()
        .await
        .unwrap();
    assert_eq!(part.bytes().await.unwrap(), whole.slice(..10));
    let beyond = client()
        .get(&url)
        .header("range", "bytes=99999999-")
        .send()
        .await
        .unwrap();
    assert_eq!(beyond.status(), 416);
    let stale = client()
        .get(&url)
        .header("range", "bytes=100-")
        .header("if-range", "\"old\"");
    assert_eq!(stale.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn faults_of_results_show_when_they_are_fetched() {
    let demo = demo(&[]).await;
    let with = async |fault: &str| {
        demo.set_faults(vec![fault.parse().unwrap()]);
        url(&demo).await
    };
    assert_eq!(get(&with("expired-url").await).await.status(), 403);
    assert_eq!(get(&with("url-404").await).await.status(), 404);
    let flaky = with("url-flaky").await;
    assert_eq!(
        [get(&flaky).await.status(), get(&flaky).await.status()],
        [503, 200]
    );
    let redirected = get(&with("url-redirect-private").await).await;
    assert_eq!(redirected.status(), 302);
    let target = redirected.headers()["location"].to_str().unwrap();
    assert!(target.starts_with("http://169.254.169.254/"));
    assert!(!with("url-private").await.starts_with(&demo.base_url()));
}

#[tokio::test]
async fn a_cut_result_ends_midway_once_and_resumes_to_the_same_bytes() {
    let demo = demo(&["url-cut"]).await;
    let url = url(&demo).await;
    let mut first = get(&url).await;
    let length = first.content_length().unwrap();
    let mut got = Vec::new();
    let error = loop {
        match first.chunk().await {
            Ok(Some(chunk)) => got.extend_from_slice(&chunk),
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    assert!(error.is_some(), "the cut must not look like the end");
    assert_eq!(got.len() as u64, length / 2);
    let range = format!("bytes={}-", got.len());
    let rest = client()
        .get(&url)
        .header("range", range)
        .send()
        .await
        .unwrap();
    got.extend_from_slice(&rest.bytes().await.unwrap());
    assert_eq!(got, get(&url).await.bytes().await.unwrap());
}
