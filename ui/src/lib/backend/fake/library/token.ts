// The tokens of a search as core knows them: their names in both languages, and what their values
// ask of a picture.
import type { PictureView } from '../../generated';
import { dayOf, readDays } from './days';
import type { Shelf } from './shelf';
import { fold, word } from './term';

/** Whether a picture is found. */
export type Finds = (picture: PictureView) => boolean;

/** The own name of each token, other names that may be typed, and what its value may be. */
const TOKENS = {
  model: { also: ['模型'], allowed: 'model:flux' },
  rating: { also: ['评分', '星级'], allowed: '0–5, >=4, <3' },
  ratio: { also: ['比例'], allowed: '16:9, 1:1, landscape, portrait, square' },
  tag: { also: ['标签'], allowed: 'tag:hero' },
  board: { also: ['画板'], allowed: 'board:hero' },
  date: {
    also: ['日期'],
    allowed: '2026, 2026-11, 2026-11-22, 2026-10..2026-11, >=2026-11, today, 7d',
  },
  file: { also: ['文件'], allowed: 'file:fox' },
  flag: { also: ['标记'], allowed: 'picked, rejected, none' },
  width: { also: ['宽'], allowed: '1024, >=2048' },
  height: { also: ['高'], allowed: '1024, >=2048' },
} as const satisfies Record<string, { also: readonly string[]; allowed: string }>;

/** The own name of a token. */
export type Name = keyof typeof TOKENS;

export const NAMES = Object.keys(TOKENS) as Name[];

/** The own name of a token, as typed. */
export function nameOf(typed: string): Name | null {
  const folded = fold(typed);
  const known = (name: Name): boolean =>
    name === folded || TOKENS[name].also.some((other) => other === folded);
  return NAMES.find(known) ?? null;
}

/** What the value of a token may be. */
export function allowedOf(name: Name): string {
  return TOKENS[name].allowed;
}

/** What a token finds; null where it has no value yet, or one that makes no sense. */
export function readToken(shelf: Shelf, name: Name, value: string): Finds | null {
  const folded = fold(value);
  // An empty name is in every name.
  const named = folded.trim() !== '';
  switch (name) {
    case 'model':
      return named ? ({ model }) => fold(model ?? '').includes(folded) : null;
    case 'tag':
      return named ? ({ id }) => shelf.tagsOf(id).some((tag) => fold(tag) === folded) : null;
    case 'board':
      return named
        ? ({ id }) => shelf.boardsOf(id).some((board) => fold(shelf.nameOf(board)) === folded)
        : null;
    case 'file': {
      const asked = word(value);
      return asked === null ? null : ({ path }) => asked(fold(path));
    }
    case 'rating': {
      const holds = comparison(folded, 5);
      return holds === null ? null : ({ rating }) => holds(rating);
    }
    case 'width':
    case 'height': {
      const holds = comparison(folded, 0xff_ff_ff_ff);
      return holds === null ? null : (picture) => holds(picture[name]);
    }
    case 'ratio':
      return ratio(folded);
    case 'flag': {
      const asked = FLAGS[folded];
      return asked === undefined ? null : ({ flag }) => flag === asked;
    }
    case 'date': {
      const days = readDays(folded, dayOf(new Date(shelf.store.clock.now())));
      if (days === null) return null;
      return ({ createdAt }) => {
        const day = dayOf(new Date(createdAt));
        return day >= days[0] && day <= days[1];
      };
    }
  }
}

/** `>=4`, `≥4`, `4+`, `4`. */
function comparison(value: string, most: number): ((number: number) => boolean) | null {
  const [, sign = '', typed = '', plus = ''] =
    /^(>=|≥|<=|≤|>|<|=|)\s*(\d+)\s*(\+?)$/u.exec(value) ?? [];
  const wanted = Number(typed);
  if (typed === '' || wanted > most || (sign !== '' && plus !== '')) return null;
  if (sign === '>=' || sign === '≥' || plus !== '') return (number) => number >= wanted;
  if (sign === '<=' || sign === '≤') return (number) => number <= wanted;
  if (sign === '>') return (number) => number > wanted;
  if (sign === '<') return (number) => number < wanted;
  return (number) => number === wanted;
}

const FLAGS: Partial<Record<string, PictureView['flag']>> = {
  picked: 'picked',
  pick: 'picked',
  p: 'picked',
  选中: 'picked',
  留用: 'picked',
  rejected: 'rejected',
  reject: 'rejected',
  x: 'rejected',
  淘汰: 'rejected',
  拒绝: 'rejected',
  none: 'none',
  无: 'none',
};

/** Nobody counts pixels: what is within two in a hundred of a ratio has it. */
const NEAR = 0.02;
const SHAPES: Partial<Record<string, readonly [from: number, to: number]>> = {
  landscape: [1 + NEAR, Infinity],
  横: [1 + NEAR, Infinity],
  横图: [1 + NEAR, Infinity],
  portrait: [0, 1 - NEAR],
  竖: [0, 1 - NEAR],
  竖图: [0, 1 - NEAR],
  square: [1 - NEAR, 1 + NEAR],
  方: [1 - NEAR, 1 + NEAR],
  方图: [1 - NEAR, 1 + NEAR],
};

function ratio(value: string): Finds | null {
  const [, wide, high] = /^\s*([\d.]+)\s*[:x×/]\s*([\d.]+)\s*$/u.exec(value) ?? [];
  const asked = Number(wide) / Number(high);
  const sensible = asked >= 0.001 && asked <= 1000;
  const near = sensible ? ([asked * (1 - NEAR), asked * (1 + NEAR)] as const) : undefined;
  const span = SHAPES[value] ?? near;
  if (span === undefined) return null;
  const [from, to] = span;
  return ({ width, height }) => width / height >= from && width / height <= to;
}
