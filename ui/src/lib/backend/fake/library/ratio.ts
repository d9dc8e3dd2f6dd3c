// The name of a shape, for what selected pictures of the fake share.

/** Of the names that a person knows, the nearest. */
export function nearestRatio(ratio: number): string {
  const known: [string, number][] = [
    ['1:1', 1],
    ['3:2', 1.5],
    ['2:3', 2 / 3],
    ['4:3', 4 / 3],
    ['16:9', 16 / 9],
    ['9:16', 9 / 16],
  ];
  const away = ([, value]: [string, number]): number => Math.abs(value / ratio - 1);
  return known.reduce((best, one) => (away(one) < away(best) ? one : best))[0];
}
