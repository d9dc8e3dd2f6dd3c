// What somebody has done with a fake library: boards, tags, stars, picks, rejects, a little trash,
// and files that a check finds.
import type { BoardView, VerifyFinding } from '../generated';
import type { Scene } from './scenes';

const board = (number: number, name: string, more: Partial<BoardView> = {}): BoardView => ({
  id: `00000000-0000-7000-9000-${String(number).padStart(12, '0')}`,
  name,
  parent: null,
  query: null,
  count: 0,
  ...more,
});

const AUTUMN = board(900_001, 'Autumn campaign');
const HERO = board(900_002, 'Hero shots', { parent: AUTUMN.id });
const MENU = board(900_003, 'Menu cards', { parent: AUTUMN.id });
const PACKAGING = board(900_004, 'Packaging study');

/** The boards of the design. */
export const BOARDS: BoardView[] = [
  AUTUMN,
  HERO,
  MENU,
  PACKAGING,
  board(900_005, 'Rated 4 and up', { query: 'rating:>=4', count: 272 }),
  board(900_006, '方形', { query: 'ratio:1:1', count: 500 }),
];

const TAGS = ['hero', '秋日', 'packshot', 'steam', 'still life', '工笔'];

/** What a check of it finds besides. */
const STRAYS: VerifyFinding[] = [
  { kind: 'missing', path: '2026-11-21/lighthouse-0008.png' },
  { kind: 'changed', path: '2026-11-21/dunes-0031.png' },
  { kind: 'no-record', path: '2026-11-22/coffee-0017.png' },
  { kind: 'no-row', path: '.musa/records/0192f0a1.json' },
  { kind: 'unknown', path: 'from-the-camera/IMG_0042.jpg' },
  { kind: 'unknown', path: '扫描件/二零二六年十一月/花园-0003.png' },
];

/** Gives a scene's older pictures what people give to pictures. */
export function curated(scene: Scene): void {
  scene.boards = BOARDS.map((one) => ({ ...one }));
  scene.strays = [...STRAYS];
  scene.older.forEach((picture, at) => {
    if (at % 11 === 2) picture.rating = 5;
    else if (at % 17 === 9) picture.rating = 3;
    if (at % 23 === 7) picture.flag = 'rejected';
    else if (at % 19 === 4) picture.flag = 'picked';
    const tags = TAGS.filter((_, tag) => at % (tag + 4) === tag % 3);
    if (tags.length > 0) scene.tagged.set(picture.id, tags);
    const on = [
      at % 7 === 0 ? AUTUMN.id : null,
      at % 41 === 3 ? HERO.id : null,
      at % 29 === 5 ? MENU.id : null,
      at % 5 === 1 ? PACKAGING.id : null,
    ].filter((id) => id !== null);
    if (on.length > 0) scene.laid.set(picture.id, on);
    if (at % 251 === 250) scene.trashed.push(picture.id);
  });
}
