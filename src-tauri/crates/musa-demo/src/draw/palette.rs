//! Owns the palettes: twelve sets of colours chosen by hand, each good from sky to foreground.

use super::colour::Colour;

/// The colours of one picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Palette {
    /// From the top of the sky to the horizon.
    pub(crate) sky: [Colour; 3],
    /// Sun, moon, lamps.
    pub(crate) light: Colour,
    /// Ridges from the farthest to the nearest.
    pub(crate) layers: [Colour; 5],
    /// Flat colours that go together.
    pub(crate) accents: [Colour; 4],
    /// The ground of a poster, and what is drawn on it.
    pub(crate) paper: Colour,
    pub(crate) ink: Colour,
}

/// The palettes by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    Dusk,
    Dawn,
    Forest,
    Ocean,
    Night,
    Ember,
    Blossom,
    Desert,
    Snow,
    Violet,
    Ink,
    Autumn,
}

impl Mood {
    pub(crate) const ALL: [Mood; 12] = [
        Mood::Dusk,
        Mood::Dawn,
        Mood::Forest,
        Mood::Ocean,
        Mood::Night,
        Mood::Ember,
        Mood::Blossom,
        Mood::Desert,
        Mood::Snow,
        Mood::Violet,
        Mood::Ink,
        Mood::Autumn,
    ];

    /// Sky, light, layers, accents, paper, ink.
    #[expect(
        clippy::unreadable_literal,
        reason = "RRGGBB is how colours are written"
    )]
    const fn codes(self) -> [u32; 15] {
        match self {
            Mood::Dusk => [
                0x2b1d4e, 0xa0466f, 0xffb27a, 0xfff0c2, 0xc2607a, 0x8d4470, 0x5b2f61, 0x351f49,
                0x1a1230, 0xf2845c, 0xffc773, 0x7a3b69, 0x2f5d7c, 0xf8eada, 0x2b1d4e,
            ],
            Mood::Dawn => [
                0x6f9fc0, 0xbcd5da, 0xfde2c4, 0xfff6df, 0xa9c0c8, 0x7d9fb0, 0x527a92, 0x315670,
                0x1b384f, 0xf2785c, 0xf7b267, 0x4f86a6, 0x2a4d69, 0xfbf4e8, 0x1f3b53,
            ],
            Mood::Forest => [
                0xb9d0c0, 0xdce6d2, 0xf7f0d8, 0xfffbe6, 0xa9c4a8, 0x7ba584, 0x4c7f66, 0x2a5a4b,
                0x143730, 0xe3a13a, 0x6a994e, 0x386641, 0xbc4749, 0xf4f0e0, 0x1d3a32,
            ],
            Mood::Ocean => [
                0x1b5e8c, 0x62b0cf, 0xe3f3ec, 0xfffbe8, 0x8cc3cf, 0x4f9bb5, 0x2a7396, 0x165075,
                0x0b304f, 0xff8a5b, 0xffd97d, 0x2e86ab, 0x14496b, 0xf0f6f3, 0x0d3553,
            ],
            Mood::Night => [
                0x060b22, 0x14214f, 0x3d4a86, 0xf6efd4, 0x2f3c6b, 0x222d56, 0x171f42, 0x0e142e,
                0x070b1c, 0xffd166, 0xef7b6a, 0x5f7fd1, 0x8ad0d0, 0xebe8df, 0x0e1531,
            ],
            Mood::Ember => [
                0x5a0f22, 0xb7283a, 0xfaa968, 0xfff1cf, 0xc9453f, 0x9a2a36, 0x6c1a2c, 0x430f20,
                0x240813, 0xe63946, 0xf4a261, 0x8d1b2d, 0x2a3f5f, 0xf9ecdf, 0x3a0c1a,
            ],
            Mood::Blossom => [
                0xe7a6bd, 0xf6cfd6, 0xfff0e6, 0xfffaf0, 0xe0a3b4, 0xc27d97, 0x95597b, 0x653b5c,
                0x3b2440, 0xe56b8c, 0xf7b2ad, 0x7fa99b, 0xffd6a5, 0xfdf1ee, 0x4b2a48,
            ],
            Mood::Desert => [
                0x7fb7c4, 0xf1d9ae, 0xfbe7c1, 0xfffdf0, 0xe3b478, 0xd0925a, 0xb36f45, 0x864b35,
                0x532c25, 0xd9713c, 0xedc07a, 0x3f7d84, 0x9c3d2e, 0xfbf1de, 0x4a2a22,
            ],
            Mood::Snow => [
                0x93b1c9, 0xc9d9e5, 0xf4f1ee, 0xffffff, 0xcddbe6, 0xa8bfd1, 0x7f9cb5, 0x546f8b,
                0x2d4560, 0xd1495b, 0x8fb8de, 0xf2c14e, 0x4a6fa5, 0xf5f8fa, 0x25394f,
            ],
            Mood::Violet => [
                0x221344, 0x5f3d8f, 0xd79bc6, 0xfde9f1, 0x8a63b0, 0x674690, 0x48306f, 0x2d1d4c,
                0x170f2c, 0xe07be0, 0x8e7cff, 0x54c6c9, 0xffc2b4, 0xf3edf8, 0x2a1a4a,
            ],
            Mood::Ink => [
                0xe4dccb, 0xeee7d8, 0xf5efe2, 0xc8372d, 0xcfc8ba, 0xa9a599, 0x7a7971, 0x4a4b49,
                0x222425, 0xc8372d, 0xd9a441, 0x54606b, 0x8f8a7e, 0xf4eee0, 0x232627,
            ],
            Mood::Autumn => [
                0x86a3a8, 0xe2cfa6, 0xf9dfb0, 0xfff4d2, 0xd8a75c, 0xc1793b, 0x97502d, 0x653525,
                0x38201b, 0xd1603d, 0xe9b44c, 0x6b7f3a, 0x7a2e2a, 0xf8efdd, 0x3c241c,
            ],
        }
    }

    pub(crate) fn palette(self) -> Palette {
        let [
            s0,
            s1,
            s2,
            light,
            l0,
            l1,
            l2,
            l3,
            l4,
            a0,
            a1,
            a2,
            a3,
            paper,
            ink,
        ] = self.codes().map(Colour::hex);
        Palette {
            sky: [s0, s1, s2],
            light,
            layers: [l0, l1, l2, l3, l4],
            accents: [a0, a1, a2, a3],
            paper,
            ink,
        }
    }
}
