// A whole backend in memory: the page runs on it in any browser, in the unit tests and in the
// pictures of the documentation. It behaves as core does, by a clock that a test can hold.
import type { Backend } from './backend';
import type { Happened, LanguageChoice, ThemeChoice } from './generated';
import { HeldClock, passingClock, type Clock } from './fake/clock';
import { fakeCommands } from './fake/commands';
import { drawnUrl } from './fake/drawn';
import { fakeLibrary, type FakeLibrary } from './fake/library';
import { isScene, makeScene, type SceneName } from './fake/scenes';
import { Store } from './fake/store';

/** What a fake begins with. */
export interface FakeOptions {
  scene?: SceneName;
  language?: LanguageChoice;
  theme?: ThemeChoice;
  clock?: Clock;
  /** Runs of `forty`, for measuring. */
  runs?: number;
  /** Address of a folder with photographs, ending in a slash; for looking only. */
  photos?: string | null;
}

/** A backend in memory, and a door for tests. */
export interface FakeBackend extends Backend {
  /** Tells the window something, as the shell would: `drag-entered`, `dropped`, `close-asked`. */
  emit(happened: Happened): void;
  /** Every command that came, with its request, oldest first. */
  readonly heard: readonly { name: string; request: unknown }[];
  readonly store: Store;
  readonly library: FakeLibrary;
}

/** A backend in memory. */
export function createFake(options: FakeOptions = {}): FakeBackend {
  const clock = options.clock ?? passingClock();
  const store = new Store(makeScene(options.scene ?? 'empty', clock.now(), options.runs), clock);
  const photos = options.photos ?? null;
  if (options.language !== undefined) store.state.settings.language = options.language;
  if (options.theme !== undefined) store.state.preferences.theme = options.theme;
  const library = fakeLibrary(store);
  const heard: { name: string; request: unknown }[] = [];
  const logged = Object.fromEntries(
    Object.entries(fakeCommands(store, library)).map(([name, answer]) => [
      name,
      (request: unknown) => {
        heard.push({ name, request });
        return (answer as (request: unknown) => Promise<unknown>)(request);
      },
    ]),
  );
  return {
    ...(logged as unknown as Backend),
    listen: (tell) => {
      const end = store.listen(tell);
      const { closing } = store.scene;
      if (closing !== null)
        clock.after(400, () => store.emit({ kind: 'close-asked', running: closing }));
      return Promise.resolve(end);
    },
    viewBuffer: (request) =>
      new Promise((answer) => {
        answer(library.buffer(request));
      }),
    pictureUrl: (hash) => drawnUrl(hash, photos),
    heldUrl: (id) => drawnUrl(id.replace(/^held-/, ''), photos),
    sentUrl: (hash) => drawnUrl(hash, photos),
    draftUrl: (call, draft) => drawnUrl(store.draftHash(call, draft), photos),
    emit: (happened) => store.emit(happened),
    heard,
    store,
    library,
  };
}

/** The fake that the page's address asks for: `?scene=runs&lang=zh-CN&theme=light&hold`. */
export function fakeFromAddress(search: string): FakeBackend {
  const asked = new URLSearchParams(search);
  const scene = asked.get('scene') ?? 'first-run';
  const lang = asked.get('lang');
  const theme = asked.get('theme');
  const held = asked.has('hold') ? new HeldClock() : null;
  const fake = createFake({
    scene: isScene(scene) ? scene : 'first-run',
    language: lang === 'zh-CN' || lang === 'en' ? lang : 'system',
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    clock: held ?? passingClock(Number(asked.get('speed') ?? '1') || 1),
    photos: asked.get('photos'),
    ...(asked.has('runs') ? { runs: Number(asked.get('runs')) } : {}),
  });
  fake.store.state.settings.systemLanguage = navigator.language.startsWith('zh') ? 'zh-CN' : 'en';
  // The door for tests in a browser. It exists on the fake only.
  Object.assign(window, {
    __musa: {
      emit: (happened: Happened) => fake.emit(happened),
      advance: (milliseconds: number) => held?.advance(milliseconds),
      heard: fake.heard,
      held: () => fake.store.held,
      snapshot: () => fake.store.snapshot(),
    },
  });
  return fake;
}
