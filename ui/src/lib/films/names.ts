// What is said of a film in one line: what was asked for, what it is doing, what it cost.
import type { Film } from '$lib/backend/generated';
import {
  formatBytes,
  formatCost,
  formatDuration,
  formatNumber,
  formatPercent,
} from '$lib/i18n/formats';
import { t } from '$lib/i18n/words.svelte';
import { ADAPTIVE, OWN, type FilmField } from './choices';
import { madeFrom, shareOf } from './film';

/** A setting's value in words: `5 s`, `follows the frame`, `camera fixed`. */
export function valueOf(field: FilmField, value: string | number | boolean): string {
  switch (field) {
    case 'ratio':
      return value === ADAPTIVE ? t('film-ratio-adaptive') : String(value);
    case 'duration':
      return Number(value) === OWN ? t('film-seconds-own') : secondsName(Number(value));
    case 'frames':
      return t('film-frames', { count: Number(value) });
    case 'cameraFixed':
      return t(String(value) === 'true' ? 'film-camera-fixed' : 'film-camera-free');
    case 'watermark':
      return t(String(value) === 'true' ? 'film-watermark-on' : 'film-watermark-off');
    case 'audio':
      return t(String(value) === 'true' ? 'film-audio-on' : 'film-audio-off');
    case 'resolution':
    case 'seed':
      return String(value);
  }
}

/** `5 s`. */
export function secondsName(seconds: number): string {
  return formatDuration(seconds * 1000);
}

/** What was asked for: model · made from · ratio · resolution · length. */
export function askedLine(film: Film): string {
  const { ratio, resolution, duration, frames } = film;
  return [
    film.modelName,
    t(`film-from-${madeFrom(film)}`),
    ratio === null ? null : valueOf('ratio', ratio),
    resolution,
    duration === null ? null : valueOf('duration', duration),
    frames === null ? null : valueOf('frames', frames),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** What it took and cost: `108,900 tokens · ¥1.63`; empty where nothing is known. */
export function costLine(film: Film): string {
  return [
    film.tokens === null ? null : t('film-tokens', { count: formatNumber(film.tokens) }),
    film.cost === null ? null : formatCost(film.cost),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** What it does: `Running at the provider`. */
export function stateLine(film: Film): string {
  const share = shareOf(film);
  if (film.state === 'downloading' && share !== null) {
    return t('film-downloading-share', { share: formatPercent(share) });
  }
  if (film.state === 'downloading' && film.progress?.kind === 'receiving') {
    return t('film-downloading-bytes', { bytes: formatBytes(film.progress.received) });
  }
  if (film.state === 'running' && share !== null) {
    return t('film-running-share', { share: formatPercent(share) });
  }
  return t(`film-state-${film.state}`);
}

/** What is known beside it: since when, and how often it was asked. */
export function sinceLine(film: Film, nowMs: number): string {
  const since = Math.max(0, Math.floor((nowMs - film.sinceMs) / 1000));
  return [
    formatDuration(since * 1000),
    film.asked > 0 && film.state !== 'downloading' ? t('film-asked', { count: film.asked }) : null,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** A film's accessible name: its prompt and where it stands. */
export function filmName(film: Film): string {
  const state = film.state === 'done' ? t('film-video') : t(`film-state-${film.state}`);
  return t('film-name', { prompt: film.prompt === '' ? t('film-untitled') : film.prompt, state });
}
