// A check or a new index in words. Pure.
import type { FindingKind, LibraryTask, VerifyFinding } from '$lib/backend/generated';
import { formatList } from '$lib/i18n/formats';
import { t } from '$lib/i18n/words.svelte';

/** What can be found, in the order of how much it matters. */
const KINDS: readonly FindingKind[] = [
  'missing',
  'changed',
  'no-row',
  'no-record',
  'record-differs',
  'bad-record',
  'unreadable',
  'unknown',
  'foreign',
];

/** Files of one kind. */
export interface Found {
  kind: FindingKind;
  paths: string[];
}

/** What was found, by kind; kinds of which nothing was found are left out. */
export function foundIn(findings: readonly VerifyFinding[]): Found[] {
  return KINDS.map((kind) => ({
    kind,
    paths: findings.filter((found) => found.kind === kind).map(({ path }) => path),
  })).filter(({ paths }) => paths.length > 0);
}

/** What it does, or that it has ended. */
export function titleOf({ kind, state, findingCount, taken }: LibraryTask): string {
  if (state === 'running') return t(`upkeep-${kind}-going`);
  if (state === 'failed') return t(`upkeep-${kind}-failed`);
  // Making the index anew is one piece: a wish to stop it comes too late.
  if (kind === 'rebuild') return t('upkeep-rebuilt', { count: taken });
  if (state === 'cancelled') return t('upkeep-stopped');
  return t('upkeep-verified', { count: findingCount });
}

/** What came of it, in a sentence; empty while there is nothing to say. */
export function saidOf({ kind, state, done, total, refusedCount, ...task }: LibraryTask): string {
  if (kind === 'rebuild') {
    return refusedCount === 0 ? '' : t('upkeep-rebuilt-left', { count: refusedCount });
  }
  const { findings, findingCount } = task;
  const kinds = foundIn(findings).map((of) => t(`upkeep-${of.kind}`, { count: of.paths.length }));
  if (kinds.length === 0) {
    if (state === 'running') return '';
    return t('upkeep-looked', { done, total: total ?? done });
  }
  const what = formatList(kinds);
  return findingCount > findings.length
    ? t('upkeep-found-first', { what, count: findings.length })
    : t('upkeep-found', { what });
}
