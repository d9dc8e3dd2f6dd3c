// What tiles and runs are called: for screen readers, and the line over a run.
import { errorWhat } from '$lib/backend/errors';
import type { Run } from '$lib/backend/generated';
import { formatDuration, formatMoney, formatNumber, timesMoney } from '$lib/i18n/formats';
import { t } from '$lib/i18n/words.svelte';
import { arrived, deleted, isEnded, type Tile } from '$lib/runs/tiles';
import { valueName } from '$lib/runs/values';
import { workLine } from '$lib/runs/working';

/** A tile's accessible name: its prompt, and its state where it is not simply there. */
export function tileName(run: Run, tile: Tile, turn: number | null): string {
  const { state } = tile;
  switch (state.kind) {
    case 'done':
      return run.prompt;
    case 'gone':
      return t('tile-name', { prompt: run.prompt, state: t('tile-deleted') });
    case 'waiting':
      return t('tile-name', {
        prompt: run.prompt,
        state: turn === null ? t('state-queued') : t('tile-turn', { turn }),
      });
    case 'working':
      return t('tile-name', { prompt: run.prompt, state: workLine(state.work) });
    case 'failed':
    case 'cancelled':
    case 'unknown':
      return t('tile-name', {
        prompt: run.prompt,
        state:
          state.error === null || state.kind === 'unknown'
            ? t(`state-${state.kind}`)
            : errorWhat(state.error),
      });
  }
}

/** The quiet line of a run beside others of the same prompt: how many arrived, cost, time. */
export function columnLine(run: Run): string {
  const came = arrived(run);
  return line([cameOf(run, came), deletedOf(run), costOf(run, came), tookOf(run)]);
}

/** The quiet line of a run: model, ratio, size, how many arrived, cost, time. */
export function runLine(run: Run): string {
  const came = arrived(run);
  const parts = [
    run.modelName,
    run.ratio,
    run.size?.replace('x', ' × '),
    run.quality === null ? null : valueName('quality', run.quality),
    cameOf(run, came),
    deletedOf(run),
    costOf(run, came),
    tookOf(run),
  ];
  return line(parts);
}

function cameOf(run: Run, came: number): string {
  return isEnded(run) && came === run.asked
    ? t('run-all', { asked: run.asked })
    : t('run-some', { came: formatNumber(came), asked: formatNumber(run.asked) });
}

/** Null where all were: that stands in their place. */
function deletedOf(run: Run): string | null {
  const count = deleted(run);
  const some = count > 0 && run.calls.some(({ saved }) => saved.length > 0);
  return some ? t('run-some-deleted', { count }) : null;
}

function costOf(run: Run, came: number): string | null {
  return run.each === null || came === 0 ? null : formatMoney(timesMoney(run.each, came));
}

function tookOf(run: Run): string | null {
  return run.tookMs === null ? null : formatDuration(run.tookMs);
}

function line(parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part !== null && part !== undefined).join(' · ');
}
