//! Owns what *Improve*, *Translate* and *Describe* of a composer get: the prompt itself, better,
//! in the other language, or made of a picture; nothing around it.

use super::eyes::{Light, Sight};
use super::phrases;
use super::tongue::{Tongue, has};

/// What a system prompt makes of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Service {
    Improve,
    Translate(Option<Tongue>),
    Describe,
}

impl Service {
    /// Read from the system prompt, or from words beside a picture: a composer says what it wants
    /// and that nothing else is wanted.
    pub(super) fn of(system: &str, prompt: &str, sights: &[Sight]) -> Option<Self> {
        let asked = prompt.to_lowercase();
        if !sights.is_empty() && has(&asked, &["prompt", "提示词"]) {
            return Some(Self::Describe);
        }
        let lower = system.to_lowercase();
        let prompts = has(
            &lower,
            &[
                "prompt",
                "prompts",
                "提示词",
                "image",
                "picture",
                "图片",
                "图像",
            ],
        );
        let translates = [
            "translate",
            "translates",
            "translation",
            "translator",
            "翻译",
        ];
        if has(&lower, &translates) {
            let after = translates.iter().filter_map(|it| lower.rfind(it)).max();
            let tail = &lower[after.unwrap_or(0)..];
            let english = ["english", "英语", "英文"]
                .iter()
                .filter_map(|it| tail.find(it))
                .min();
            let chinese = ["chinese", "中文", "汉语"]
                .iter()
                .filter_map(|it| tail.find(it))
                .min();
            return Some(Self::Translate(match (english, chinese) {
                (Some(_), None) => Some(Tongue::English),
                (None, Some(_)) => Some(Tongue::Chinese),
                // "between Chinese and English", "from Chinese into English": by the text itself.
                _ => None,
            }));
        }
        if prompts && has(&lower, &["describe", "describes", "description", "描述"]) {
            return Some(Self::Describe);
        }
        let better = [
            "improve", "improves", "rewrite", "enhance", "better", "expand", "优化", "改进",
            "润色", "改写",
        ];
        (prompts && has(&lower, &better)).then_some(Self::Improve)
    }

    /// The answer.
    pub(super) fn serve(self, prompt: &str, sights: &[Sight]) -> String {
        match self {
            Self::Improve => improved(prompt),
            Self::Translate(target) => translated(prompt, target),
            Self::Describe => {
                let named = has(&prompt.to_lowercase(), &["chinese", "中文"]);
                let tongue = if named {
                    Tongue::Chinese
                } else {
                    Tongue::of(prompt)
                };
                let texts: Vec<String> = sights.iter().map(|it| described(it, tongue)).collect();
                if texts.is_empty() {
                    improved(prompt)
                } else {
                    texts.join("\n\n")
                }
            }
        }
    }
}

fn improved(prompt: &str) -> String {
    let text = prompt.trim().trim_end_matches(['.', '。', ',', '，']);
    let lower = text.to_lowercase();
    let additions: &[(&[&str], &str)] = match Tongue::of(text) {
        Tongue::English => &[
            (&["light", "lit", "lighting"], "soft directional light"),
            (
                &["composition", "composed", "framing"],
                "a balanced composition with room around the subject",
            ),
            (
                &["depth", "background"],
                "a calm, slightly blurred background",
            ),
            (&["texture", "detail", "detailed"], "fine natural texture"),
            (
                &["colour", "color", "palette", "colours"],
                "a restrained palette of two warm tones and one cool accent",
            ),
        ],
        Tongue::Chinese => &[
            (&["光"], "柔和的侧光"),
            (&["构图"], "构图均衡，主体四周留白"),
            (&["背景"], "背景简洁并略带虚化"),
            (&["细节", "质感"], "质感细腻自然"),
            (&["色调", "配色"], "以两种暖色为主、一种冷色点缀"),
        ],
    };
    let between = Tongue::of(text).pick(", ", "，");
    let new = additions
        .iter()
        .filter(|it| !has(&lower, it.0))
        .take(3)
        .map(|it| it.1);
    std::iter::once(text)
        .chain(new)
        .collect::<Vec<_>>()
        .join(between)
}

fn translated(prompt: &str, target: Option<Tongue>) -> String {
    let target = target.unwrap_or(match Tongue::of(prompt) {
        Tongue::English => Tongue::Chinese,
        Tongue::Chinese => Tongue::English,
    });
    match (Tongue::of(prompt), target) {
        (Tongue::Chinese, Tongue::English) => phrases::to_english(prompt),
        (Tongue::English, Tongue::Chinese) => phrases::to_chinese(prompt),
        _ => prompt.to_owned(),
    }
}

/// A picture as a prompt: what the demo truly sees of it.
fn described(sight: &Sight, tongue: Tongue) -> String {
    let colours = sight.palette(tongue);
    let mood = match sight.light {
        Light::Dark => tongue.pick("low, moody light", "低沉的暗调光线"),
        Light::Even => tongue.pick("soft, even light", "柔和均匀的光线"),
        Light::Bright => tongue.pick("bright, airy light", "明亮通透的光线"),
    };
    let shape = sight.shape(tongue);
    match tongue {
        Tongue::English => format!(
            "A {shape} composition in {colours}, {mood}, clean edges, the subject in the middle of \
             the frame"
        ),
        Tongue::Chinese => {
            format!("{shape}构图，以{colours}为主，{mood}，边缘干净，主体位于画面中央")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_prompt_says_which_service_is_wanted() {
        let rows = [
            (
                "You improve prompts for an image model. Answer with the prompt only.",
                Some(Service::Improve),
            ),
            (
                "Translate the prompt into Chinese.",
                Some(Service::Translate(Some(Tongue::Chinese))),
            ),
            (
                "Translate between Chinese and English.",
                Some(Service::Translate(None)),
            ),
            (
                "你是翻译，把提示词翻译成英文。",
                Some(Service::Translate(Some(Tongue::English))),
            ),
            (
                "Describe the picture as a prompt for an image model.",
                Some(Service::Describe),
            ),
            ("You are a helpful math tutor.", None),
        ];
        for (system, service) in rows {
            assert_eq!(Service::of(system, "a cat", &[]), service, "{system}");
        }
    }

    #[test]
    fn an_improved_prompt_begins_with_what_was_written() {
        let better = Service::Improve.serve("a cat on a wall", &[]);
        assert!(
            better.starts_with("a cat on a wall, soft directional light"),
            "{better}"
        );
        let chinese = Service::Improve.serve("墙上的一只猫。", &[]);
        assert!(chinese.starts_with("墙上的一只猫，柔和的侧光"), "{chinese}");
    }
}
