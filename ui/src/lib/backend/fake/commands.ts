// The fake's commands: each answers as core does, and refuses as core does.
import type { Commands, Held, PictureView } from '../generated';
import { chatCommands } from './chat/commands';
import { drawingOf } from './drawn';
import { filmCommands } from './films';
import type { FakeLibrary } from './library';
import type { Shelf } from './library/shelf';
import { Generator } from './generate';
import { providerCommands } from './providers';
import { refuse } from './refuse';
import type { Store } from './store';

function pictureOf(store: Store, id: string): PictureView {
  return store.pictures.get(id) ?? refuse('not-found', { args: { what: id } });
}

function holding(store: Store, held: Held): Held {
  for (const reference of held.references) store.held.set(reference.id, reference);
  return held;
}

function library(
  store: Store,
  change: Partial<Store['state']['library']>,
): Store['state']['library'] {
  Object.assign(store.state.library, change);
  store.emit({ kind: 'library-changed', library: store.state.library });
  return structuredClone(store.state.library);
}

function runCommands(store: Store): Partial<Commands> {
  const generator = new Generator(store);
  return {
    startRun: async (request) => {
      const [first, ...others] = generator.startAll(request).map((run) => run.id);
      return { run: first ?? refuse('internal'), others, notAsked: [] };
    },
    keepComposition: async (request) => {
      store.state.composition = structuredClone(request);
    },
    cancelRun: async ({ run }) => generator.cancel(run),
    retryRun: async ({ run }) => {
      const old = store.run(run) ?? refuse('not-found', { args: { what: run } });
      const missing = old.calls.filter((call) => call.state !== 'done').length;
      if (missing === 0) refuse('nothing-to-do');
      const made = generator.start({
        ...store.state.composition,
        prompt: old.prompt,
        model: old.model,
        ratio: old.ratio,
        size: old.size,
        count: missing,
        references: [],
        mask: null,
        also: [],
        continues: old.continues,
        drafts: old.drafts,
      });
      store.changeRun(run, { retriedAs: made.id });
      return { run: made.id, others: [], notAsked: [] };
    },
    rerun: async ({ run, route }) => {
      const old = store.run(run) ?? refuse('not-found', { args: { what: run } });
      const lacks = old.calls.filter((call) => call.state !== 'done').length;
      const made = generator.start(
        {
          ...store.state.composition,
          prompt: old.prompt.replace(/\bfail\b|失败/g, '').trim(),
          model: old.model,
          ratio: old.ratio,
          size: old.size,
          count: lacks > 0 ? lacks : old.asked,
          references: [],
          mask: null,
          route,
          also: [],
          continues: old.continues,
          drafts: old.drafts,
        },
        old.group,
      );
      if (lacks > 0) store.changeRun(run, { retriedAs: made.id });
      return { run: made.id, others: [], notAsked: [] };
    },
    keepRun: async ({ run }) => {
      const kept = store.run(run) ?? refuse('not-found', { args: { what: run } });
      const others = store.state.runs.filter(
        (other) => other.id !== run && other.group !== null && other.group === kept.group,
      );
      for (const other of others) {
        const goesOn = other.calls.some(
          (call) => !['done', 'failed', 'cancelled', 'unknown'].includes(call.state),
        );
        if (!goesOn) store.changeRun(other.id, { discarded: true });
      }
    },
    discardRun: async ({ run }) => store.changeRun(run, { discarded: true }),
    olderRuns: async () => ({ runs: [], more: false }),
    responseText: async () => ({
      status: 400,
      text: '{\n  "error": {\n    "message": "Your request was rejected as a result of our safety system.",\n    "type": "image_generation_user_error",\n    "code": "moderation_blocked"\n  }\n}',
      cut: false,
    }),
    earlierPrompts: async () => ({
      prompts: [...new Set(store.state.runs.map((run) => run.prompt))],
    }),
  };
}

function referenceCommands(store: Store): Partial<Commands> {
  const b = store.scene.builder;
  return {
    pickReferences: async () =>
      holding(store, {
        references: [b.held('cat.png', 'cat'), b.held('pagoda.jpg', 'pagoda')],
        refused: [],
      }),
    pasteReferences: async () =>
      holding(store, { references: [b.held('pasted.png', 'bananas')], refused: [] }),
    holdAddress: async () =>
      holding(store, { references: [b.held('from-the-web.jpg', 'ridges')], refused: [] }),
    holdPicture: async ({ picture }) => {
      const { hash, path, width, height, bytes, format } = pictureOf(store, picture);
      const name = path.split('/').at(-1) ?? path;
      const reference = { id: `held-${hash}`, name, width, height, bytes, format, alpha: false };
      return holding(store, { references: [reference], refused: [] });
    },
    holdSent: async ({ hashes }) => {
      const references = hashes.map((hash) => ({
        id: `held-${hash}`,
        name: 'reference.png',
        width: 1200,
        height: 800,
        bytes: 595_200,
        format: 'png',
        alpha: false,
      }));
      return holding(store, { references, refused: [] });
    },
    pickMask: async () =>
      holding(store, {
        references: [b.held('mask.png', 'stars', 1200, 800, true)],
        refused: [],
      }),
  };
}

function pictureCommands(store: Store, shelf: Shelf): Partial<Commands> {
  return {
    listPictures: async ({ before, limit }) => {
      const all = store.library();
      const from = before === null ? all : all.filter((picture) => picture.seq < before);
      return { pictures: from.slice(0, limit), more: from.length > limit, total: all.length };
    },
    picture: async ({ picture }) => {
      const found = pictureOf(store, picture);
      const run = store.state.runs.find((one) => one.id === found.run);
      const model = store.state.models.find((one) => one.id === found.model);
      return {
        picture: found,
        modelName: model?.name ?? found.model,
        revisedPrompt: null,
        ratio: run?.ratio ?? null,
        size: run?.size ?? null,
        quality: run?.quality ?? null,
        providerName: run?.providerName ?? 'whatai relay',
        demo: run?.demo ?? false,
        tookMs: store.croppedFrom.has(picture) ? null : 14_200,
        cost: run?.each ?? null,
        references: run?.references ?? [],
        mask: run?.mask ?? null,
        words: store.scene.words.get(picture) ?? null,
        usedRoute: store.croppedFrom.has(picture) ? null : (run?.usedRoute ?? null),
        continuedFrom: run?.continues ?? null,
        partial: false,
        textLeftOut: false,
        croppedFrom: store.croppedFrom.get(picture) ?? null,
        tags: [...shelf.tagsOf(picture)],
        boards: shelf.boardsOf(picture),
        conversation: null,
      };
    },
    revealPicture: async ({ picture }) => void pictureOf(store, picture),
    saveCopy: async ({ picture }) => ({
      name: pictureOf(store, picture).path.split('/').at(-1) ?? null,
    }),
    copyPicture: async ({ picture }) => void pictureOf(store, picture),
    cropPicture: async ({ picture, ratio }) => {
      const old = pictureOf(store, picture);
      const [wide, high] = ratio.split(':').map(Number);
      if (!wide || !high) refuse('value-not-allowed', { field: 'ratio', args: { value: ratio } });
      const width = Math.min(old.width, Math.floor((old.height * wide) / high));
      const height = Math.min(old.height, Math.floor((old.width * high) / wide));
      const made = store.scene.builder.picture({
        subject: drawingOf(old.hash).subject,
        width,
        height,
        tint: drawingOf(old.hash).tint,
        prompt: old.prompt,
        model: old.model,
        run: old.run,
        call: store.scene.builder.id('call'),
      });
      store.croppedFrom.set(made.id, old.id);
      store.add(made);
      return structuredClone(made);
    },
  };
}

function windowCommands(store: Store): Partial<Commands> {
  const { scene } = store;
  return {
    snapshot: async () => {
      if (scene.trouble === 'refuses') refuse('internal', { detail: 'database is locked' });
      if (scene.trouble === 'silent') await new Promise(() => undefined);
      return store.snapshot();
    },
    ready: async () => undefined,
    changeSettings: async ({ language, template, concurrency, notify }) => {
      const { settings } = store.state;
      if (template !== null) {
        if (template.startsWith('/') || template.trim() === '') {
          refuse('template-invalid', { field: 'template', args: { template } });
        }
        settings.template = template;
        settings.templateExample = `${template
          .replace('{date}', '2026-11-22')
          .replace('{project}', 'musa')
          .replace('{seq}', '0143')}.png`;
      }
      settings.language = language ?? settings.language;
      settings.concurrency = concurrency ?? settings.concurrency;
      settings.notify = notify ?? settings.notify;
      store.emit({ kind: 'settings-changed', settings });
      return structuredClone(settings);
    },
    chooseLibrary: async () =>
      library(store, { folder: '~/Pictures/Chosen', default: false, error: null }),
    defaultLibrary: async () =>
      library(store, { folder: '~/Pictures/Musa', default: true, error: null }),
    recheckLibrary: async () => library(store, {}),
    openLibrary: async () => undefined,
    keepPreferences: async (request) => {
      store.state.preferences = structuredClone(request);
    },
    answerClose: async () => undefined,
  };
}

/** Every command, over one memory. */
export function fakeCommands(store: Store, library: FakeLibrary): Commands {
  // That none is missing is a test's to see: the list is generated.
  return {
    ...windowCommands(store),
    ...runCommands(store),
    ...referenceCommands(store),
    ...pictureCommands(store, library.shelf),
    ...library.commands,
    ...filmCommands(store),
    ...providerCommands(store),
    ...chatCommands(store),
  } as Commands;
}
