//! Drawings become pixels, and hostile ones become nothing, in time.

use std::path::Path;
use std::time::{Duration, Instant};

use image::RgbaImage;

use super::{Vectors, breaks_off, draw};
use crate::files;

/// What no drawing may take here: a build with checks, on a machine that does much else.
const PATIENCE: Duration = Duration::from_mins(1);

fn drawn(svg: &str) -> Result<RgbaImage, String> {
    let begin = Instant::now();
    let png = draw::png(svg.as_bytes().to_vec());
    let took = begin.elapsed();
    assert!(took < PATIENCE, "it took {took:?}");
    let png = png.map_err(|error| error.to_string())?;
    Ok(image::load_from_memory(&png).unwrap().into_rgba8())
}

fn refused(svg: &str) -> String {
    drawn(svg).unwrap_err()
}

const NS: &str = "xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'";

fn svg(inner: &str) -> String {
    format!("<svg {NS} viewBox='0 0 100 50'>{inner}</svg>")
}

const RED: [u8; 4] = [255, 0, 0, 255];
const NOTHING: [u8; 4] = [0; 4];

#[test]
fn a_drawing_becomes_pixels_of_a_useful_size() {
    let left = svg("<path fill='#f00' d='M0 0h50v50h-50z'/>");
    let picture = drawn(&left).unwrap();
    assert_eq!(picture.dimensions(), (1024, 512));
    assert_eq!(picture.get_pixel(10, 10).0, RED);
    assert_eq!(picture.get_pixel(1000, 10).0, NOTHING);
    let size = |size: &str| drawn(&format!("<svg {NS} {size}/>")).unwrap().dimensions();
    assert_eq!(size("width='1500' height='1000'"), (1500, 1000));
    assert_eq!(size("width='1e9' height='1e9'"), (2048, 2048));
    assert_eq!(size("width='1e9' height='1'"), (2048, 1));
}

#[test]
fn what_programs_draw_is_drawn() {
    let styled = svg(
        "<style>.a{fill:url(#g)} .b{clip-path:url(#c)} rect{stroke:none}</style>\
         <defs><linearGradient id='g'><stop stop-color='#f00'/></linearGradient>\
         <clipPath id='c'><rect width='50' height='50'/></clipPath>\
         <filter id='f'><feGaussianBlur stdDeviation='1'/></filter>\
         <rect id='r' class='a' width='100' height='50'/></defs>\
         <g class='b' filter='url(#f)' opacity='.999'><use href='#r'/></g>",
    );
    let picture = drawn(&styled).unwrap();
    assert_eq!(picture.get_pixel(100, 250).0[..3], RED[..3]);
    assert_eq!(picture.get_pixel(1000, 250).0, NOTHING);
    let traced: Vec<_> = (0..5000)
        .map(|at| format!("<path fill='#f00' d='M{} 0h1v50h-1z'/>", at % 100))
        .collect();
    assert_eq!(
        drawn(&svg(&traced.concat())).unwrap().get_pixel(5, 5).0,
        RED
    );
}

#[test]
fn nothing_outside_and_no_script_is_followed() {
    let place = tempfile::tempdir().unwrap();
    let outside = place.path().join("outside.svg");
    let red = "<rect width='100' height='50' fill='#f00'/>";
    crate::files::write_atomic(&outside, svg(red).as_bytes()).unwrap();
    let file = outside.display();
    for inner in [
        format!("<image href='{file}' width='100' height='50'/>"),
        format!("<image href='file://{file}' width='100' height='50'/>"),
        format!("<use href='{file}#r'/>"),
        "<image href='http://127.0.0.1:9/x.png' width='100' height='50'/>".to_owned(),
        "<image xlink:href='data:image/svg+xml,%3Csvg/%3E' width='9' height='9'/>".to_owned(),
        "<script>document.documentElement.innerHTML = 'x'</script>".to_owned(),
        "<foreignObject width='9' height='9'><p xmlns='http://www.w3.org/1999/xhtml'>x</p>\
         </foreignObject>"
            .to_owned(),
        "<style>@import url(http://127.0.0.1:9/x.css);</style>".to_owned(),
    ] {
        // One that leads to nothing may be drawn without it, or refused.
        if let Ok(picture) = drawn(&svg(&inner)) {
            assert!(picture.pixels().all(|pixel| pixel.0 == NOTHING), "{inner}");
        }
    }
    let entity = format!(
        "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file://{file}'>]>{}",
        svg("<text>&x;</text>")
    );
    assert!(drawn(&entity).is_err());
}

#[test]
fn laughs_in_their_billions_are_refused() {
    let entities: Vec<_> = (1..10)
        .map(|at| {
            let before = format!("&l{};", at - 1).repeat(10);
            format!("<!ENTITY l{at} \"{before}\">")
        })
        .collect();
    let laughs = format!(
        "<!DOCTYPE svg [<!ENTITY l0 'ha'>{}]>{}",
        entities.concat(),
        svg("<text>&l9;</text>")
    );
    refused(&laughs);
    let uses: Vec<_> = (1..30)
        .map(|at| {
            let one = format!("<use href='#u{}'/>", at - 1);
            format!("<g id='u{at}'>{}</g>", one.repeat(10))
        })
        .collect();
    let uses = svg(&format!("<g id='u0'/>{}", uses.concat()));
    assert_eq!(refused(&uses), "the drawing asks for too much: elements");
}

#[test]
fn what_goes_too_deep_or_round_is_refused_before_any_stack_is_used_up() {
    let nested = format!("{}{}", "<g>".repeat(100_000), "</g>".repeat(100_000));
    assert_eq!(
        refused(&svg(&nested)),
        "the drawing asks for too much: levels"
    );
    let chain = |element: &str, link: &dyn Fn(usize) -> String| -> String {
        let one = |at: usize| {
            let inner = format!("<rect {} width='9' height='9'/>", link(at + 1));
            format!("<{element} id='p{at}' width='1' height='1'>{inner}</{element}>")
        };
        let all: Vec<_> = (0..20_000).map(one).collect();
        let last = format!("<rect {} width='9' height='9'/>", link(0));
        svg(&format!("{}{last}", all.concat()))
    };
    let fill = |at: usize| format!("fill='url(#p{at})'");
    let class = |at: usize| format!("style='mask: url( \"#p{at}\" )'");
    assert!(refused(&chain("pattern", &fill)).ends_with("levels"));
    assert!(refused(&chain("mask", &class)).ends_with("levels"));
    for rule in ["#a", "g > #a.x", "[x='y z']"] {
        let ring = ring(rule);
        assert!(
            refused(&svg(&ring)).ends_with("references to itself"),
            "{rule}"
        );
    }
}

fn ring(rule: &str) -> String {
    "<style>RULE{fill:url(#q)} #b{fill:url(#p)}</style>\
        <pattern id='p' width='1' height='1'><rect id='a' class='x' x='y z' width='9' height='9'/></pattern>\
        <pattern id='q' width='1' height='1'><rect id='b' width='9' height='9'/></pattern>\
        <rect fill='url(#p)' width='9' height='9'/>"
        .replace("RULE", rule)
}

#[test]
fn filters_layers_and_patterns_without_end_are_refused() {
    let heavy = "<filter id='f'><feMorphology radius='40'/></filter>\
        <rect filter='url(#f)' width='100' height='50'/>";
    assert_eq!(refused(&svg(heavy)), "the drawing asks for too much: work");
    let layers = format!(
        "{}<rect width='100' height='50'/>{}",
        "<g opacity='.5'><rect width='100' height='50'/>".repeat(200),
        "</g>".repeat(200)
    );
    // It is drawn, smaller, if its layers fit.
    drop(drawn(&svg(&layers)));
    let wide = "<pattern id='p' width='1e6' height='1e6' patternUnits='userSpaceOnUse'>\
        <rect width='9' height='9'/></pattern><rect fill='url(#p)' width='9' height='9'/>";
    assert_eq!(refused(&svg(wide)), "the drawing asks for too much: layers");
    let blurred = "<g filter='url(#f)'><rect width='100' height='50'/></g>".repeat(5000);
    let blurs = "<filter id='f'><feGaussianBlur stdDeviation='30'/></filter>";
    assert!(refused(&svg(&format!("{blurs}{blurred}"))).ends_with("work"));
}

#[test]
fn what_is_broken_is_refused_in_words() {
    for text in [
        "<svg",
        "<svg><g></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg' width='0'/>",
    ] {
        assert!(
            refused(text).starts_with("the drawing cannot be read"),
            "{text}"
        );
    }
    assert!(draw::png(vec![b'<', 0xFF]).is_err());
    drop(draw::png(vec![0; 100]));
}

#[test]
fn a_raster_is_made_once_and_only_of_a_drawing() {
    let place = tempfile::tempdir().unwrap();
    let vectors = Vectors::new(place.path().join("vectors"));
    let file = |name: &str, bytes: &[u8]| {
        let path = place.path().join(name);
        crate::files::write_atomic(&path, bytes).unwrap();
        path
    };
    let text = file("a.svg", b"no drawing");
    assert_eq!(vectors.pixels_of(&text).unwrap(), text);
    assert_eq!(
        vectors.pixels_of(Path::new("/nowhere")).unwrap(),
        Path::new("/nowhere")
    );
    let drawing = file("b.png", svg("<rect width='9' height='9'/>").as_bytes());
    let raster = vectors.pixels_of(&drawing).unwrap();
    assert!(raster.starts_with(place.path().join("vectors")));
    assert!(std::fs::read(&raster).unwrap().starts_with(b"\x89PNG"));
    let made = std::fs::metadata(&raster).unwrap().modified().unwrap();
    assert_eq!(vectors.pixels_of(&drawing).unwrap(), raster);
    assert_eq!(
        std::fs::metadata(&raster).unwrap().modified().unwrap(),
        made
    );
    let broken = file("c.svg", b"<svg>");
    for _ in 0..2 {
        let refused = vectors.pixels_of(&broken).unwrap_err();
        assert_eq!(refused.code, crate::protocol::ErrorCode::NotAPicture);
    }
}

#[test]
fn a_drawing_that_was_cut_is_told() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("a.svg");
    let cut = |text: &str| {
        crate::files::write_atomic(&file, text.as_bytes()).unwrap();
        breaks_off(&file)
    };
    let whole = svg("<path d='M0 0'/><g></g>");
    assert!(!cut(&whole));
    assert!(!cut(&format!("{whole}<!-- made by hand -->\n")));
    assert!(!cut("<svg/>"));
    assert!(!cut("no drawing"));
    assert!(cut(&whole[..whole.len() - 4]));
    assert!(cut(&whole[..whole.len() - 20]));
}

#[test]
fn a_drawing_with_text_is_told_from_one_without() {
    let dir = tempfile::tempdir().unwrap();
    let rows = [
        ("<svg><text x='1'>a</text></svg>", true),
        ("<svg><text>a</text></svg>", true),
        ("<svg><textPath/><title>text</title></svg>", false),
        ("<svg><path d='M0 0'/></svg>", false),
    ];
    for (at, (svg, expected)) in rows.into_iter().enumerate() {
        let file = dir.path().join(format!("{at}.svg"));
        files::write_atomic(&file, svg.as_bytes()).unwrap();
        assert_eq!(super::holds_text(&file), expected, "{svg}");
    }
}
