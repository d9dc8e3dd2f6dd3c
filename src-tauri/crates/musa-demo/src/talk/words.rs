//! Owns plain answers: a sensible one for what designers ask, in the language of the question, with
//! a list, a table or code where those are asked for, and as long as was asked.

use super::Ask;
use super::eyes::Sight;
use super::tongue::{Tongue, has, length_wish, short};

/// The longest answer that is written because somebody asked for so many words.
const LONGEST: usize = 20_000;

/// The answer of a number; further ones say the same in another way.
pub(super) fn answer(ask: &Ask, sights: &[Sight], number: u32) -> String {
    let prompt = ask.prompt();
    let tongue = Tongue::of(if prompt.is_empty() {
        &ask.system
    } else {
        &prompt
    });
    if !sights.is_empty() {
        return seen(&prompt, sights, tongue);
    }
    if let Some(count) = length_wish(&prompt) {
        return essay(&prompt, count.min(LONGEST), tongue);
    }
    let lower = prompt.to_lowercase();
    let topic = short(&prompt, 60);
    let asks = |words: &[&str]| has(&lower, words);
    if asks(&["table", "compare", "comparison", "表格", "对比", "比较"]) {
        return table(tongue);
    }
    if asks(&["code", "css", "html", "python", "javascript", "svg", "代码"]) {
        return code(tongue);
    }
    if asks(&["name", "names", "call it", "取名", "起名", "命名", "名字"]) {
        return naming(tongue, number);
    }
    if asks(&[
        "caption", "captions", "title", "slogan", "headline", "标题", "文案", "标语",
    ]) {
        return captions(tongue);
    }
    if asks(&[
        "plan", "steps", "list", "ideas", "how do i", "how to", "计划", "步骤", "列表", "清单",
        "怎么", "如何", "想法",
    ]) {
        return steps(&topic, tongue);
    }
    if asks(&["hello", "hi", "hey", "你好", "您好"]) && prompt.chars().count() < 24 {
        return tongue
            .pick(
                "Hello! I am the demo provider of Musa. Ask me to name, caption, describe or plan \
                 something, or send me a picture.",
                "你好！我是 Musa 的演示服务。你可以让我取名、写文案、描述图片或制定计划，也可以发给我一张图片。",
            )
            .to_owned();
    }
    plain(&topic, ask.rounds(), tongue, number)
}

/// What of a message could not be looked at.
pub(super) fn unseen(address: &str, tongue: Tongue) -> String {
    let host = address.split('/').nth(2).unwrap_or(address);
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let video = path.to_lowercase().ends_with(".mp4");
    let file = path.rsplit('/').next().unwrap_or_default();
    match (video, tongue) {
        (true, Tongue::English) => format!(
            "I received the address of a video, `{file}` at {host}. The demo has no network, so it \
             cannot watch it; a model that can would now say what happens in it, scene by scene."
        ),
        (true, Tongue::Chinese) => format!(
            "我收到了一个视频地址：{host} 上的 `{file}`。演示服务没有联网，无法观看；支持视频的模型会在这里逐段说明内容。"
        ),
        (false, Tongue::English) => {
            format!(
                "I received the address of a picture at {host}, but the demo has no network to look at it."
            )
        }
        (false, Tongue::Chinese) => {
            format!("我收到了 {host} 上的图片地址，但演示服务没有联网，看不到它。")
        }
    }
}

fn seen(prompt: &str, sights: &[Sight], tongue: Tongue) -> String {
    let one = |sight: &Sight| {
        let (width, height) = (sight.width, sight.height);
        let (shape, light) = (sight.shape(tongue), sight.lightness(tongue));
        let shares: Vec<String> = sight
            .colours
            .iter()
            .map(|(hue, share)| format!("{} {share}%", hue.name(tongue)))
            .collect();
        let shares = shares.join(tongue.pick(", ", "，"));
        match tongue {
            Tongue::English => format!(
                "a {shape} picture of {width} × {height} pixels, {light}, mostly {} ({shares})",
                sight.palette(tongue)
            ),
            Tongue::Chinese => format!(
                "一张{shape}图片，{width} × {height} 像素，{light}，以{}为主（{shares}）",
                sight.palette(tongue)
            ),
        }
    };
    let topic = short(prompt, 50);
    let about = match (topic.is_empty(), tongue) {
        (true, _) => String::new(),
        (false, Tongue::English) => format!(
            "\n\nYou asked: “{topic}”. The demo sees sizes and colours, not things; a model with eyes would tell you more."
        ),
        (false, Tongue::Chinese) => format!(
            "\n\n你问的是“{topic}”。演示服务只能看到尺寸和颜色，看不到具体内容；真正的视觉模型会告诉你更多。"
        ),
    };
    if let [only] = sights {
        let opening = tongue.pick("This is ", "这是");
        return format!("{opening}{}{}{about}", one(only), tongue.pick(".", "。"));
    }
    let rows: Vec<String> = (1..)
        .zip(sights)
        .map(|(at, it)| format!("{at}. {}", one(it)))
        .collect();
    let opening = match tongue {
        Tongue::English => format!("I see {} pictures:", sights.len()),
        Tongue::Chinese => format!("我看到 {} 张图片：", sights.len()),
    };
    format!("{opening}\n\n{}{about}", rows.join("\n"))
}

fn table(tongue: Tongue) -> String {
    tongue
        .pick(
            "Here is a comparison:\n\n| Option | Strength | Watch out for |\n|---|---|---|\n| Photograph | Believable, quick to read | Looks like everyone else's |\n| Illustration | Its own voice, ages well | Takes a clear style guide |\n| Pure type | Cheap, works at any size | Needs a strong wording |\n\nFor a first version I would take the **illustration**.",
            "对比如下：\n\n| 方案 | 优点 | 注意 |\n|---|---|---|\n| 摄影 | 真实可信，一眼看懂 | 容易和别人雷同 |\n| 插画 | 风格独特，经久耐看 | 需要明确的风格规范 |\n| 纯文字 | 成本低，任何尺寸都适用 | 文案必须有力 |\n\n第一版我会选**插画**。",
        )
        .to_owned()
}

fn code(tongue: Tongue) -> String {
    let opening = tongue.pick("This does it:", "可以这样写：");
    let closing = tongue.pick(
        "Change `--accent` to your own colour; everything else follows from it.",
        "把 `--accent` 换成你的颜色即可，其余都会随之变化。",
    );
    format!(
        "{opening}\n\n```css\n:root {{\n  --accent: #2f5d8a;\n}}\n\n.card {{\n  padding: 1.5rem;\n  border: 1px solid color-mix(in oklab, var(--accent), transparent 70%);\n  border-radius: 12px;\n}}\n```\n\n{closing}"
    )
}

fn naming(tongue: Tongue, number: u32) -> String {
    let english = [
        "1. **Harbour Light** – calm, open, easy to say\n2. **Paper Moon** – playful, remembers itself\n3. **Second Sunday** – warm, a little unexpected\n4. **Nord & Pine** – sober, for a premium line\n5. **Miso** – short, round, friendly",
        "1. **Slow Orchard** – unhurried, natural\n2. **Blue Hour** – the mood in two words\n3. **Kite & Co.** – light, a bit old-fashioned\n4. **Fennel** – fresh, one word, easy to draw\n5. **Low Tide** – quiet and wide",
    ];
    let chinese = [
        "1. **晴川** – 明朗开阔，好记\n2. **纸月亮** – 活泼，有画面感\n3. **山前一盏灯** – 温暖，带一点意外\n4. **白屿** – 简洁，适合高端线\n5. **小满** – 圆润亲切",
        "1. **慢果园** – 从容自然\n2. **蓝调时刻** – 四个字说清氛围\n3. **拾风** – 轻盈，有一点复古\n4. **茴香** – 清新，容易做成图形\n5. **退潮** – 安静而宽阔",
    ];
    let variant = usize::try_from(number).unwrap_or(0) % 2;
    let opening = tongue.pick("Five names, from safe to bold:", "五个名字，从稳妥到大胆：");
    format!(
        "{opening}\n\n{}",
        tongue.pick(english[variant], chinese[variant])
    )
}

fn captions(tongue: Tongue) -> String {
    tongue
        .pick(
            "- *Made slowly. Noticed at once.*\n- *Less on the page, more in the mind.*\n- *The quiet kind of bold.*\n\nThe first suits a product, the second a poster, the third a profile.",
            "- *慢慢做，一眼记住。*\n- *画面少一点，余味多一点。*\n- *安静的力量。*\n\n第一句适合产品，第二句适合海报，第三句适合个人主页。",
        )
        .to_owned()
}

fn steps(topic: &str, tongue: Tongue) -> String {
    match tongue {
        Tongue::English => format!(
            "For “{topic}” I would go like this:\n\n1. **Say what it is for** in one sentence, and who will see it.\n2. **Collect six references**; keep two, say why for each.\n3. **Make four rough versions** at low resolution, and change only one thing between them.\n4. **Choose one**, and fix its composition before its details.\n5. **Make it in full size**, then look at it small: it has to work there, too.\n\n- Time: about an afternoon\n- Risk: too many ideas in one picture"
        ),
        Tongue::Chinese => format!(
            "关于“{topic}”，我会这样做：\n\n1. **用一句话说清用途**，以及谁会看到它。\n2. **收集六张参考图**，留下两张，并写明理由。\n3. **先做四个低分辨率草稿**，每次只改一处。\n4. **选定一个**，先定构图，再谈细节。\n5. **输出全尺寸**，再缩小看一遍：小图也要成立。\n\n- 时间：大约一个下午\n- 风险：一张图里想法太多"
        ),
    }
}

fn plain(topic: &str, rounds: usize, tongue: Tongue, number: u32) -> String {
    let again = rounds > 1;
    let variants = match (tongue, again) {
        (Tongue::English, false) => [
            "You asked about “{}”. The short answer: decide what the viewer should notice first, and take away whatever competes with it. A clear subject, one light, and two or three colours carry most pictures.",
            "About “{}”: start from the feeling, not from the thing. Once you can name the feeling in a word, the light and the colours nearly choose themselves.",
        ],
        (Tongue::English, true) => [
            "To go on from there with “{}”: keep what worked before, and change one thing only, so that you can see what it did.",
            "Following up on “{}”: I would keep the composition, and try the opposite light.",
        ],
        (Tongue::Chinese, false) => [
            "你问的是“{}”。简单来说：先决定观众第一眼该看到什么，再去掉与它争夺注意力的东西。主体清楚、一种光线、两三种颜色，就足以撑起大多数画面。",
            "关于“{}”：从感觉出发，而不是从物体出发。能用一个词说出那种感觉，光线和色彩就几乎自己定了。",
        ],
        (Tongue::Chinese, true) => [
            "接着前面的话题，关于“{}”：保留有效的部分，每次只改一处，这样才看得出变化的作用。",
            "关于“{}”的后续：我会保留构图，换成相反的光线试试。",
        ],
    };
    let variant = usize::try_from(number).unwrap_or(0) % 2;
    variants[variant].replace("{}", topic)
}

/// So many words, or characters in Chinese, in paragraphs.
fn essay(prompt: &str, count: usize, tongue: Tongue) -> String {
    let topic = short(prompt, 40);
    let sentences = match tongue {
        Tongue::English => [
            "A picture begins with a decision about what to leave out.",
            "Light tells the eye where to rest and the mind what to feel.",
            "Two colours can hold a page together when a third one waits for its moment.",
            "The edge of the frame is a line like any other, and deserves the same care.",
            "What looks simple is mostly the last of many versions.",
        ],
        Tongue::Chinese => [
            "一幅画从决定舍弃什么开始。",
            "光线告诉眼睛停在哪里，也告诉心里该有什么感受。",
            "两种颜色足以撑起一个页面，第三种要等到合适的时候。",
            "画框的边缘也是一条线，值得同样用心。",
            "看上去简单的，往往是许多版本中的最后一个。",
        ],
    };
    let size = |text: &str| match tongue {
        Tongue::English => text.split_whitespace().count(),
        Tongue::Chinese => text.chars().count(),
    };
    let mut text = format!("# {topic}\n\n");
    let mut written = 0;
    for (number, sentence) in sentences.iter().cycle().enumerate() {
        if written >= count {
            break;
        }
        written += size(sentence);
        text.push_str(sentence);
        text.push_str(match (number % 6, tongue) {
            (5, _) => "\n\n",
            (_, Tongue::English) => " ",
            (_, Tongue::Chinese) => "",
        });
    }
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::{Part, Turn};
    use super::*;

    fn said(prompt: &str) -> String {
        let ask = Ask {
            turns: vec![Turn::User(vec![Part::Text(prompt.to_owned())])],
            ..Ask::default()
        };
        answer(&ask, &[], 0)
    }

    #[test]
    fn the_answer_is_in_the_language_of_the_question_and_in_its_form() {
        assert!(said("Compare photo and illustration in a table").contains("|---|---|---|"));
        assert!(said("给新茶品牌起名").contains("**晴川**"));
        assert!(said("show me css code for a card").contains("```css\n"));
        assert!(said("How do I plan a poster?").contains("1. **Say what it is for**"));
        assert!(said("月亮为什么是黄色的").contains("“月亮为什么是黄色的”"));
        let long = said("Write 2,000 words about light");
        assert!((1_990..2_020).contains(&long.split_whitespace().count()));
    }
}
