// The fake's pictures: drawings in twelve subjects, in any size and tint. A hash says itself what
// it shows, so an address can be made from it without a table.
import astronaut from '$lib/drawn/astronaut.svg?raw';
import bananas from '$lib/drawn/bananas.svg?raw';
import cat from '$lib/drawn/cat.svg?raw';
import coffee from '$lib/drawn/coffee.svg?raw';
import dahliaViolet from '$lib/drawn/dahlia-violet.svg?raw';
import dahlia from '$lib/drawn/dahlia.svg?raw';
import dunes from '$lib/drawn/dunes.svg?raw';
import lighthouse from '$lib/drawn/lighthouse.svg?raw';
import pagoda from '$lib/drawn/pagoda.svg?raw';
import ridges from '$lib/drawn/ridges.svg?raw';
import rocket from '$lib/drawn/rocket.svg?raw';
import stars from '$lib/drawn/stars.svg?raw';

/** What a drawing shows. */
export type Subject =
  | 'coffee'
  | 'dahlia'
  | 'dahlia-violet'
  | 'cat'
  | 'rocket'
  | 'pagoda'
  | 'stars'
  | 'ridges'
  | 'dunes'
  | 'bananas'
  | 'lighthouse'
  | 'astronaut';

const DRAWINGS: Record<Subject, string> = {
  coffee,
  dahlia,
  'dahlia-violet': dahliaViolet,
  cat,
  rocket,
  pagoda,
  stars,
  ridges,
  dunes,
  bananas,
  lighthouse,
  astronaut,
};

/** All of them, in an order that changes colour from one to the next. */
export const SUBJECTS = Object.keys(DRAWINGS) as Subject[];

/** Photographs of the same subjects, where a folder of them is served for looking. */
const PHOTOGRAPHS: Partial<Record<Subject, string>> = {
  coffee: 'coffee.png',
  dahlia: 'flower.jpg',
  cat: 'chelsea.png',
  rocket: 'rocket.jpg',
  pagoda: 'china.jpg',
  stars: 'hubble_deep_field.jpg',
  astronaut: 'astronaut.png',
};

/** The average colour of each drawing. */
export const AVERAGES: Record<Subject, string> = {
  coffee: '#8a5230',
  dahlia: '#3d5a4a',
  'dahlia-violet': '#6a4668',
  cat: '#a08468',
  rocket: '#3a4560',
  pagoda: '#9fb2b8',
  stars: '#10131c',
  ridges: '#8c97a8',
  dunes: '#c68a4a',
  bananas: '#b9a25a',
  lighthouse: '#2c3a55',
  astronaut: '#a8725a',
};

/** A drawing in a size and a tint. */
export interface Drawing {
  subject: Subject;
  width: number;
  height: number;
  /** 0 is as drawn; each step is another light. */
  tint: number;
  /** Tells equal drawings apart. */
  number: number;
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** A hash that says what it shows. */
export function hashOf(drawing: Drawing): string {
  const { width, height, tint, number } = drawing;
  const told =
    hex(SUBJECTS.indexOf(drawing.subject), 2) +
    hex(tint, 2) +
    hex(width, 4) +
    hex(height, 4) +
    hex(number, 8);
  return told.padEnd(64, '0');
}

/** What a hash shows. */
export function drawingOf(hash: string): Drawing {
  const part = (from: number, to: number): number => Number.parseInt(hash.slice(from, to), 16) || 0;
  return {
    subject: SUBJECTS[part(0, 2)] ?? 'coffee',
    tint: part(2, 4),
    width: part(4, 8) || 600,
    height: part(8, 12) || 400,
    number: part(12, 20),
  };
}

const TINTS = ['', 'saturate(.45) brightness(1.05)', 'hue-rotate(24deg)', 'hue-rotate(-28deg)'];
const kept = new Map<string, string>();

/** The address of a drawing. */
export function drawnUrl(hash: string, photos: string | null): string {
  const { subject, width, height, tint } = drawingOf(hash);
  const photograph = PHOTOGRAPHS[subject];
  if (photos !== null && photograph !== undefined) return `${photos}${photograph}`;
  const key = `${subject} ${width} ${height} ${tint}`;
  const found = kept.get(key);
  if (found !== undefined) return found;
  const light = TINTS[tint % TINTS.length] ?? '';
  const svg = DRAWINGS[subject].replace(
    'width="600" height="400"',
    `width="${width}" height="${height}"${light === '' ? '' : ` style="filter:${light}"`}`,
  );
  const url = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  kept.set(key, url);
  return url;
}

const WORDS: readonly (readonly [RegExp, Subject])[] = [
  [/coffee|espresso|cup|steam|咖啡|蒸汽/i, 'coffee'],
  [/violet|purple|紫/i, 'dahlia-violet'],
  [/flower|dahlia|garden|petal|花|菊/i, 'dahlia'],
  [/astronaut|portrait|space ?suit|宇航|人像/i, 'astronaut'],
  [/cat|fox|animal|猫|狐/i, 'cat'],
  [/rocket|launch|cockpit|火箭/i, 'rocket'],
  [/pagoda|temple|palace|terrace|塔|宫|亭/i, 'pagoda'],
  [/star|galax|night sky|星/i, 'stars'],
  [/mountain|ridge|dawn|山/i, 'ridges'],
  [/desert|dune|沙/i, 'dunes'],
  [/banana|fruit|still|香蕉|静物/i, 'bananas'],
  [/sea|light ?house|harbour|海|灯塔/i, 'lighthouse'],
];

/** What a prompt would show; prompts that name nothing go round. */
export function subjectOf(prompt: string, number: number): Subject {
  const named = WORDS.find(([words]) => words.test(prompt))?.[1];
  return named ?? SUBJECTS[number % SUBJECTS.length] ?? 'coffee';
}
