import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HeldClock } from '$lib/backend/fake/clock';
import type { FakeOptions } from '$lib/backend/fake';
import { landingOf, usualOf, type Spot } from '$lib/state/landings';
import { reference } from '$lib/state/composer/testing';
import { onStage, type OnStage } from '$lib/testing/stage';
import { contextMenu } from '$lib/ui/contextMenu.svelte';
import Video from './Video.svelte';

beforeEach(() => {
  HTMLElement.prototype.scrollIntoView = () => undefined;
  HTMLElement.prototype.scrollTo = () => undefined;
});
afterEach(() => cleanup());

const user = userEvent.setup({ pointerEventsCheck: 0 });

async function inVideo(options: FakeOptions = {}): Promise<OnStage> {
  const on = await onStage(Video, options);
  on.shell.goTo('video');
  await screen.findByRole('region', { name: 'New film' });
  return on;
}

const prompt = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Prompt' });
const make = (): HTMLElement => screen.getByRole('button', { name: /^Make video/ });
const films = (): HTMLElement[] => screen.queryAllByRole('article');
const tile = (article: HTMLElement): HTMLElement => {
  const found = article.querySelector<HTMLElement>('[data-film]');
  if (found === null) throw new Error('no tile');
  return found;
};
const asked = ({ fake }: OnStage, name: string): unknown[] =>
  fake.heard.filter((one) => one.name === name).map(({ request }) => request);

test('a film goes from the press to its file, says where it is, and is asked for once', async () => {
  const clock = new HeldClock();
  const on = await inVideo({ scene: 'video-empty', clock });
  await user.type(prompt(), 'a fox runs');
  await user.click(make());
  await waitFor(() => expect(films()).toHaveLength(1));
  expect(screen.getByText('Asking for it')).toBeVisible();
  expect(screen.queryByText('Goes on if you close the app')).not.toBeInTheDocument();
  clock.advance(600);
  expect(await screen.findByText('Waiting at the provider')).toBeVisible();
  expect(screen.getByText('Goes on if you close the app')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Cancel' })).toBeVisible();
  clock.advance(2_100);
  expect(await screen.findByText('Running at the provider')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Cancel' })).not.toBeInTheDocument();
  clock.advance(60_000);
  expect(await screen.findByRole('button', { name: 'Play' })).toBeVisible();
  expect(await screen.findByText('The film is there: a fox runs')).toBeInTheDocument();
  expect(asked(on, 'startFilm')).toHaveLength(1);
});

test('a queued film is cancelled, and says that it cost nothing', async () => {
  const clock = new HeldClock();
  await inVideo({ scene: 'video-empty', clock });
  await user.type(prompt(), 'a fox runs');
  await user.click(make());
  await waitFor(() => expect(films()).toHaveLength(1));
  clock.advance(600);
  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(await screen.findByText('Cancelled before it began')).toBeVisible();
  expect(screen.getByText('Nothing was charged.')).toBeVisible();
});

test('the states tell what to do and whether it cost; a left one is asked about again', async () => {
  const on = await inVideo({ scene: 'video-states', clock: new HeldClock() });
  expect(screen.getByText(/“warming_up”, which Musa does not know/)).toBeVisible();
  expect(screen.getByText('Blocked by the provider’s safety filter.')).toBeVisible();
  expect(screen.getByText('May have been charged')).toBeVisible();
  expect(screen.getByText('The provider gave no last frame with this film.')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Last frame as reference' })).not.toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Ask about it again' }));
  expect(asked(on, 'followFilm')).toHaveLength(1);
});

test('the menu of a running film can only leave it, and says what that costs', async () => {
  const on = await inVideo({ scene: 'video', clock: new HeldClock() });
  const [running] = films();
  if (running === undefined) throw new Error('no film');
  await fireEvent.contextMenu(tile(running));
  const lines = contextMenu.asked?.groups.flat() ?? [];
  expect(lines.map(({ id }) => id)).toEqual(['again', 'leave']);
  expect(lines[1]?.detail).toMatch(/charged even if you stop waiting/);
  lines[1]?.run();
  await waitFor(() => expect(asked(on, 'leaveFilm')).toHaveLength(1));
  expect(await screen.findByText('You stopped waiting')).toBeVisible();
});

test('a deleted film leaves, and the toast brings it back', async () => {
  const on = await inVideo({ scene: 'video', clock: new HeldClock() });
  const [, done] = films();
  if (done === undefined) throw new Error('no film');
  await fireEvent.click(tile(done));
  done.querySelector<HTMLElement>('[data-film]')?.focus();
  await user.keyboard('{Delete}');
  await waitFor(() => expect(films()).toHaveLength(1));
  expect(on.shell.selection.kind).toBe('none');
  on.shell.toasts.at(-1)?.action?.run();
  await waitFor(() => expect(films()).toHaveLength(2));
  expect(asked(on, 'restoreFilm')).toHaveLength(1);
});

test('again with changes fills the storyboard, and sends nothing', async () => {
  const on = await inVideo({ scene: 'video', clock: new HeldClock() });
  const [, done] = films();
  if (done === undefined) throw new Error('no film');
  await user.click(within(done).getByRole('button', { name: 'Again with changes' }));
  await waitFor(() => expect(prompt().value).toMatch(/^The petals open/));
  expect(screen.getByRole('button', { name: 'First frame: dahlia.jpg' })).toBeVisible();
  expect(asked(on, 'startFilm')).toEqual([]);
});

test('the last frame becomes the first of the next film', async () => {
  await inVideo({ scene: 'video', clock: new HeldClock() });
  const [, done] = films();
  if (done === undefined) throw new Error('no film');
  await user.click(within(done).getByRole('button', { name: 'Last frame as reference' }));
  const menu = await screen.findByRole('menu');
  // This model takes no references: a line for them would promise too much.
  const names = within(menu)
    .getAllByRole('menuitem')
    .map(({ textContent }) => textContent.trim());
  expect(names).toEqual(['As first frame of the next film', 'As reference in Create']);
  await user.click(within(menu).getAllByRole('menuitem')[0] as HTMLElement);
  expect(
    await screen.findByRole('button', { name: 'First frame: last-frame.png' }),
  ).toBeInTheDocument();
});

test('a conflict is shown and settled before anything is made', async () => {
  const on = await inVideo({ scene: 'video-references', clock: new HeldClock() });
  await user.click(make());
  const question = (await screen.findByText(/Nothing was sent/)).closest('[role=alert]');
  expect(question).toHaveTextContent('The prompt says --ratio 9:16; Aspect ratio is set to 16:9.');
  expect(on.fake.store.state.films.page.films).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Make it as the pickers say' }));
  expect(prompt().value).toBe('The astronaut walks along the lake');
  // One of the pictures is still outside the limits: it is refused, and said in its place.
  await waitFor(() => expect(asked(on, 'startFilm')).toHaveLength(2));
  expect(await screen.findByText(/too long and narrow for a film/)).toBeVisible();
  expect(on.fake.store.state.films.page.films).toEqual([]);
});

test('dropped pictures land where they are let go, and two at once are both frames', async () => {
  await inVideo({ scene: 'video-empty', clock: new HeldClock() });
  const spots = landingOf('video')?.(2) ?? [];
  expect(spots.map(({ id }) => id)).toEqual(['first', 'last']);
  spots[0]?.take({ references: [reference('a'), reference('b')], refused: [] });
  expect(await screen.findByRole('button', { name: 'First frame: a.png' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Last frame: b.png' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Swap first and last frame' }));
  expect(screen.getByRole('button', { name: 'First frame: b.png' })).toBeVisible();
});

test('the first frame is dropped left and the last one right, and a taken one is said to be replaced', async () => {
  await inVideo({ scene: 'video-empty', clock: new HeldClock() });
  const spots = (good: number): readonly Spot[] => landingOf('video')?.(good) ?? [];
  spots(1)[0]?.take({ references: [reference('a')], refused: [] });
  await screen.findByRole('button', { name: 'First frame: a.png' });
  expect(spots(1).map(({ name }) => name)).toEqual(['First frame', 'Last frame']);
  expect(spots(1)[0]?.what).toBe('Replaces the first frame');
  expect(spots(1)[1]?.what).toBe('The film ends with this picture');
  expect(spots(2)[0]?.what).toMatch(/replace what is there/);
  // Let go beside both it fills what is empty.
  const usual = usualOf(spots(1));
  expect(usual?.id).toBe('last');
  usual?.take({ references: [reference('b')], refused: [] });
  await screen.findByRole('button', { name: 'Last frame: b.png' });
  expect(spots(1)[1]?.what).toBe('Replaces the last frame');
});

test('a paste outside of text is a frame, and text is left to the prompt', async () => {
  const on = await inVideo({ scene: 'video-empty', clock: new HeldClock() });
  const pasted = new Event('paste', { cancelable: true });
  Object.assign(pasted, { clipboardData: { types: ['image/png'] } });
  window.dispatchEvent(pasted);
  expect(await screen.findByRole('button', { name: 'First frame: pasted.png' })).toBeVisible();
  const words = new Event('paste', { cancelable: true });
  Object.assign(words, { clipboardData: { types: ['text/plain'] } });
  window.dispatchEvent(words);
  expect(words.defaultPrevented).toBe(false);
  expect(asked(on, 'pasteReferences')).toHaveLength(1);
});

test('arrow keys walk the films, and a film is played and closed by its keys', async () => {
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  const on = await inVideo({ scene: 'video', clock: new HeldClock() });
  const [first, second] = films().map(tile);
  first?.focus();
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(second);
  await user.keyboard(' ');
  await waitFor(() => expect(asked(on, 'playFilm')).toHaveLength(1));
  const video = await waitFor(() => {
    const found = second?.querySelector('video');
    if (found == null) throw new Error('no video yet');
    return found;
  });
  expect(video.getAttribute('src')).toMatch(/film.*webm/);
  Object.defineProperty(video, 'videoWidth', { value: 192 });
  await fireEvent(video, new Event('loadedmetadata'));
  await user.keyboard('{ArrowRight}');
  expect(video.currentTime).toBe(1);
  await user.keyboard('{End}');
  expect(video.currentTime).toBe(5);
  on.shell.goTo('create');
  await waitFor(() => expect(asked(on, 'stopFilm')).toHaveLength(1));
});

test('what is shown of a film is asked for under its own hash', async () => {
  const on = await inVideo({ scene: 'video', clock: new HeldClock() });
  const film = on.studio.state?.films.page.films.find(({ saved }) => saved !== null);
  const hash = film?.saved?.picture.hash ?? '';
  // The image scheme knows posters by the film alone.
  expect(film?.saved?.poster).not.toBe(hash);
  const shown = document.querySelector(`[data-film="${film?.id ?? ''}"] img`);
  expect(shown).toHaveAttribute('src', on.fake.pictureUrl(hash, 768));
});

test('a film without its decoder is a sentence, and opens in another program', async () => {
  const on = await inVideo({ scene: 'video-codec', clock: new HeldClock() });
  await user.click(screen.getByRole('button', { name: 'Play' }));
  const video = await waitFor(() => {
    const found = document.querySelector('video');
    if (found === null) throw new Error('no video yet');
    return found;
  });
  await fireEvent(video, new Event('error'));
  expect(await screen.findByText(/the decoder for it is missing/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Open in player' }));
  expect(asked(on, 'openPicture')).toHaveLength(1);
  expect(asked(on, 'stopFilm')).toHaveLength(1);
});

test('without a key the press leads to the key, and sends nothing', async () => {
  const on = await inVideo({ scene: 'no-key', clock: new HeldClock() });
  await user.click(screen.getByRole('button', { name: /Enter the key/ }));
  expect(on.shell.dialog).toMatchObject({ kind: 'settings', section: 'providers' });
  expect(asked(on, 'startFilm')).toEqual([]);
});
