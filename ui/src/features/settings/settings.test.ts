import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFake, type FakeBackend } from '$lib/backend/fake';
import type { Ground } from '$lib/state/context';
import Stand from '$lib/testing/Stand.svelte';
import PricesSection from './PricesSection.svelte';
import ProviderForm from './ProviderForm.svelte';
import ProvidersSection from './ProvidersSection.svelte';
import LibrarySection from './LibrarySection.svelte';
import Settings from './Settings.svelte';
import { Unsaved } from './unsaved.svelte';

const KEY = 'sk-canary-7f3a';

async function open(
  fake: FakeBackend,
  of: unknown,
  props: Record<string, unknown>,
): Promise<Ground> {
  let ground: Ground | undefined;
  render(Stand, {
    backend: fake,
    of: of as never,
    with: props,
    stood: (given: Ground) => (ground = given),
  });
  await waitFor(() => expect(ground?.studio.state).not.toBeNull());
  return ground as Ground;
}

const withKey = (fake: FakeBackend): string[] =>
  fake.heard
    .filter(({ request }) => JSON.stringify(request ?? null).includes(KEY))
    .map(({ name }) => name);

afterEach(cleanup);

describe('a new provider', () => {
  it('sends the key once, in the request that sets it, and clears the field', async () => {
    const fake = createFake({ scene: 'empty' });
    const user = userEvent.setup();
    await open(fake, ProviderForm, { ondone: vi.fn() });
    const field = await screen.findByLabelText('Key');
    await user.type(field, KEY);
    await user.click(screen.getByRole('button', { name: /connect/i }));
    await waitFor(() => expect(fake.heard.map(({ name }) => name)).toContain('checkProvider'));
    expect(withKey(fake)).toEqual(['setKey']);
    expect(field).toHaveValue('');
    expect(document.body.innerText).not.toContain(KEY);
  });

  it('that works is begun with by one more Enter', async () => {
    const fake = createFake({ scene: 'empty' });
    const user = userEvent.setup();
    const ondone = vi.fn();
    await open(fake, ProviderForm, { ondone });
    await user.type(await screen.findByLabelText('Key'), `${KEY}{Enter}`);
    const start = await screen.findByRole('button', { name: 'Start creating' });
    await waitFor(() => expect(start).toHaveFocus());
    await user.keyboard('{Enter}');
    await waitFor(() => expect(ondone).toHaveBeenCalledOnce());
  });

  it.each(['demo', 'first-run'] as const)(
    'that works takes the place of the demo or of none, also when the form is left (%s)',
    async (scene) => {
      const fake = createFake({ scene });
      const user = userEvent.setup();
      const { studio } = await open(fake, ProviderForm, { ondone: vi.fn() });
      expect(studio.provider?.demo ?? true).toBe(true);
      await user.type(await screen.findByLabelText('Key'), `${KEY}{Enter}`);
      expect(await screen.findByText('It is in use from now on.')).toBeVisible();
      expect(screen.queryByRole('button', { name: 'Use this one' })).not.toBeInTheDocument();
      cleanup();
      expect(studio.provider?.demo).toBe(false);
      expect((await fake.snapshot()).providers.current).toBe(studio.provider?.id);
    },
  );

  it('that works leaves another real one in use, and offers to change that', async () => {
    const fake = createFake({ scene: 'runs' });
    const user = userEvent.setup();
    const ondone = vi.fn();
    const { studio } = await open(fake, ProviderForm, { ondone });
    const before = studio.provider?.id;
    await user.type(await screen.findByLabelText('Key'), `${KEY}{Enter}`);
    expect(await screen.findByText('“whatai relay” is still in use.')).toBeVisible();
    expect(studio.provider?.id).toBe(before);
    await user.click(screen.getByRole('button', { name: 'Use this one' }));
    expect(await screen.findByText('It is in use from now on.')).toBeVisible();
    expect(studio.provider?.id).not.toBe(before);
    expect((await fake.snapshot()).providers.current).toBe(studio.provider?.id);
    expect(screen.getByRole('button', { name: 'Start creating' })).toHaveFocus();
    expect(ondone).not.toHaveBeenCalled();
  });

  it('that works is not used when the form was cancelled while it was checked', async () => {
    const fake = createFake({ scene: 'demo' });
    const user = userEvent.setup();
    const { studio } = await open(fake, ProviderForm, {
      ondone: vi.fn(),
      oncancel: () => cleanup(),
    });
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const check = fake.checkProvider.bind(fake);
    fake.checkProvider = async (request) => {
      await answered;
      return check(request);
    };
    await user.type(await screen.findByLabelText('Key'), `${KEY}{Enter}`);
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    answer();
    await waitFor(() => expect(fake.heard.at(-1)?.name).toBe('checkProvider'));
    // What could still come after the answer has had its time.
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(fake.heard.map(({ name }) => name)).not.toContain('useProvider');
    expect(studio.provider?.demo).toBe(true);
  });

  it.each(['Cancel', null])('that fails is not used when the form is left (%s)', async (button) => {
    const fake = createFake({ scene: 'runs' });
    const user = userEvent.setup();
    const ground = await open(fake, ProviderForm, { ondone: vi.fn(), oncancel: () => cleanup() });
    const before = ground.studio.state?.providers.current;
    const many = ground.studio.state?.providers.providers.length ?? 0;
    const add = fake.addProvider.bind(fake);
    fake.addProvider = async (request) => {
      const kept = await add(request);
      await fake.useProvider({ provider: kept.provider });
      return kept;
    };
    await user.click(await screen.findByRole('radio', { name: 'Other' }));
    await user.type(screen.getByRole('textbox', { name: 'Address' }), 'https://wrong.example');
    const key = screen.getByLabelText('Key');
    await user.type(key, KEY);
    await user.click(screen.getByRole('button', { name: /connect/i }));
    await screen.findByRole('button', { name: 'Use it anyway' });
    expect(key).toHaveAttribute('placeholder', 'Kept, hidden');
    expect(ground.studio.state?.providers.current).not.toBe(before);
    if (button === null) cleanup();
    else await user.click(screen.getByRole('button', { name: button }));
    await waitFor(() => expect(ground.studio.state?.providers.current).toBe(before));
    expect(ground.studio.state?.providers.providers).toHaveLength(
      button === null ? many + 1 : many,
    );
  });

  it('drops what was said of one preset when another is chosen, and keeps one provider', async () => {
    const fake = createFake({ scene: 'empty' });
    const user = userEvent.setup();
    const { studio } = await open(fake, ProviderForm, { ondone: vi.fn() });
    const before = studio.state?.providers.providers.length ?? 0;
    await user.click(await screen.findByRole('button', { name: /connect/i }));
    await screen.findByRole('button', { name: 'Use it anyway' });
    const said = (): string => document.querySelector('.told')?.textContent.trim() ?? '';
    expect(said()).not.toBe('');
    await user.click(screen.getByRole('radio', { name: 'OpenAI' }));
    expect(said()).toBe('');
    expect(screen.queryByRole('button', { name: 'Use it anyway' })).not.toBeInTheDocument();
    await user.type(screen.getByLabelText('Key'), `${KEY}{Enter}`);
    await waitFor(() => expect(withKey(fake)).toEqual(['setKey']));
    expect(fake.heard.filter(({ name }) => name === 'addProvider')).toHaveLength(1);
    expect(studio.state?.providers.providers).toHaveLength(before + 1);
  });

  it('begins creating in Create, also from Settings', async () => {
    const fake = createFake({ scene: 'runs' });
    const user = userEvent.setup();
    const { shell } = await open(fake, ProvidersSection, { unsaved: new Unsaved(), open: null });
    shell.goTo('library');
    shell.show({ kind: 'settings', section: 'providers', provider: null });
    await user.click(await screen.findByRole('button', { name: 'Add a provider' }));
    await user.type(await screen.findByLabelText('Key'), `${KEY}{Enter}`);
    await user.click(await screen.findByRole('button', { name: 'Start creating' }));
    await waitFor(() => expect(shell.dialog.kind).toBe('none'));
    expect(shell.place).toBe('create');
  });

  it('keeps the pasted key when the name is refused, and says so at the name', async () => {
    const fake = createFake({ scene: 'empty' });
    const user = userEvent.setup();
    await open(fake, ProviderForm, { ondone: vi.fn() });
    const name = await screen.findByLabelText('Name');
    await user.clear(name);
    await user.type(name, 'whatai relay');
    await user.type(screen.getByLabelText('Key'), KEY);
    await user.click(screen.getByRole('button', { name: /connect/i }));
    await waitFor(() => expect(name).toHaveAccessibleDescription(/already a provider/));
    expect(name).toBeInvalid();
    expect(screen.getByLabelText('Key')).toHaveValue(KEY);
    expect(withKey(fake)).toEqual([]);
  });
});

describe('a provider that is there', () => {
  async function detail(fake: FakeBackend): Promise<Ground> {
    const user = userEvent.setup();
    const ground = await open(fake, ProvidersSection, {
      unsaved: new Unsaved(),
      open: null,
    });
    await user.click(await screen.findByRole('button', { name: /^Settings of whatai relay/ }));
    return ground;
  }

  it('clears the key field in the moment it is saved', async () => {
    const fake = createFake({ scene: 'no-key' });
    const user = userEvent.setup();
    await detail(fake);
    const field = screen.getByLabelText('Key');
    await user.type(field, KEY);
    await user.click(screen.getByRole('button', { name: 'Save key' }));
    expect(field).toHaveValue('');
    expect(withKey(fake)).toEqual(['setKey']);
    await waitFor(() =>
      expect(screen.getByText('Key in the system’s keychain')).toBeInTheDocument(),
    );
  });

  it('gives the keyboard to the key that is missing', async () => {
    const fake = createFake({ scene: 'no-key' });
    const { id } = (await fake.snapshot()).providers.providers.find(
      ({ key }) => key === 'missing',
    ) ?? { id: '' };
    await open(fake, Settings, { section: 'providers', provider: id });
    await waitFor(() => expect(screen.getByLabelText('Key')).toHaveFocus());
  });

  it('says why a key is kept for the session only', async () => {
    const user = userEvent.setup();
    await detail(createFake({ scene: 'no-key' }));
    await user.type(screen.getByLabelText('Key'), 'sk-session{Enter}');
    await waitFor(() => expect(screen.getByText(/The keychain is locked/)).toBeInTheDocument());
  });

  it('tells how many models there are, or which field is wrong', async () => {
    const user = userEvent.setup();
    await detail(createFake({ scene: 'runs' }));
    await user.click(screen.getByRole('button', { name: 'Check' }));
    await waitFor(() => expect(screen.getByText(/Works, \d+ models/)).toBeInTheDocument());
  });

  it('says that another address needs its key again before it is saved', async () => {
    const user = userEvent.setup();
    await detail(createFake({ scene: 'runs' }));
    const address = screen.getByRole('textbox', { name: 'Address' });
    await user.clear(address);
    await user.type(address, 'https://relay.example');
    expect(address).toHaveAccessibleDescription(/asked for again/);
  });

  it('is removed only after the question, and its row goes', async () => {
    const fake = createFake({ scene: 'runs' });
    const user = userEvent.setup();
    await detail(fake);
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    expect(fake.heard.map(({ name }) => name)).not.toContain('removeProvider');
    await user.click(screen.getByRole('button', { name: 'Remove provider' }));
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: /^Settings of whatai relay/ }),
      ).not.toBeInTheDocument(),
    );
  });
});

describe('file names', () => {
  it('are promised nothing: the name shown is an example, in a library without others', async () => {
    await open(createFake({ scene: 'empty' }), LibrarySection, {});
    const field = await screen.findByLabelText('Name template');
    expect(field).toHaveAccessibleDescription(/^For example: 2026-11-22\/campaign/);
  });

  it('can name the project, as the template of a new library does', async () => {
    const user = userEvent.setup();
    await open(createFake({ scene: 'empty' }), LibrarySection, {});
    const field = await screen.findByLabelText('Name template');
    await user.clear(field);
    await user.click(screen.getByRole('button', { name: /^Insert {project}: / }));
    expect(field).toHaveValue('{project}');
  });

  it('show what is wrong at the field, and an example once it is right', async () => {
    const user = userEvent.setup();
    await open(createFake({ scene: 'empty' }), LibrarySection, {});
    const field = await screen.findByLabelText('Name template');
    await user.clear(field);
    await user.type(field, '/elsewhere');
    await user.tab();
    await waitFor(() => expect(field).toBeInvalid());
    expect(field).toHaveAccessibleDescription(/cannot be used/);
    await user.clear(field);
    await user.type(field, '{{date}/{{seq}');
    await user.tab();
    await waitFor(() => expect(field).toHaveAccessibleDescription(/2026-11-22\/0143\.png/));
    expect(field).toBeValid();
  });
});

describe('prices', () => {
  it('lead to the form that connects when there is no provider', async () => {
    const ground = await open(createFake({ scene: 'first-run' }), PricesSection, {
      provider: null,
    });
    await userEvent.click(screen.getByRole('button', { name: 'Connect a provider' }));
    expect(ground.shell.dialog.kind).toBe('connect');
  });

  it('are kept when the field is left, and forgotten when it is emptied', async () => {
    const fake = createFake({ scene: 'runs' });
    const user = userEvent.setup();
    await open(fake, PricesSection, { provider: null });
    const field = await screen.findByLabelText('Price of one picture of GPT Image 2');
    await user.type(field, '0.04');
    await user.tab();
    const last = (): unknown => fake.heard.findLast(({ name }) => name === 'setPrice')?.request;
    await waitFor(() =>
      expect(last()).toMatchObject({ model: 'gpt-image-2', amount: '0.04', currency: 'CNY' }),
    );
    await user.clear(field);
    await user.tab();
    await waitFor(() => expect(last()).toMatchObject({ model: 'gpt-image-2', amount: null }));
  });

  it('say at the model what cannot be an amount', async () => {
    const user = userEvent.setup();
    await open(createFake({ scene: 'runs' }), PricesSection, {
      provider: null,
    });
    const field = await screen.findByLabelText('Price of one picture of GPT Image 2');
    await user.type(field, 'cheap');
    await user.tab();
    await waitFor(() => expect(field).toHaveAccessibleDescription(/cheap/));
  });
});

describe('the dialog', () => {
  it('asks nobody any more when the form was saved meanwhile', () => {
    const unsaved = new Unsaved();
    const left = vi.fn();
    unsaved.dirty = true;
    unsaved.leave(left);
    expect(unsaved.asking).toBe(true);
    unsaved.saved();
    expect(unsaved.asking).toBe(false);
    unsaved.dirty = true;
    expect(unsaved.asking).toBe(false);
    expect(left).not.toHaveBeenCalled();
  });

  it('saves once and goes where somebody wants to by then; what is refused stays', async () => {
    const unsaved = new Unsaved();
    const [first, later] = [vi.fn(), vi.fn()];
    let answer: (accepted: boolean) => void = () => undefined;
    unsaved.save = vi.fn(() => new Promise<boolean>((told) => (answer = told)));
    for (const accepted of [false, true]) {
      unsaved.dirty = true;
      unsaved.leave(first);
      const left = unsaved.saveAndLeave();
      expect(unsaved.saving).toBe(true);
      expect(await unsaved.saveAndLeave()).toBe(false);
      unsaved.leave(later);
      if (accepted) unsaved.saved();
      answer(accepted);
      expect(await left).toBe(accepted);
      expect([unsaved.asking, unsaved.saving]).toEqual([false, false]);
    }
    expect(unsaved.save).toHaveBeenCalledTimes(2);
    expect(first).not.toHaveBeenCalled();
    expect(later).toHaveBeenCalledTimes(1);
  });

  it('asks before it drops a form that is not saved', async () => {
    const user = userEvent.setup({ pointerEventsCheck: 0 });
    const fake = createFake({ scene: 'runs' });
    const { shell } = await open(fake, Settings, {
      section: 'providers',
      provider: null,
    });
    shell.show({ kind: 'settings', section: 'providers', provider: null });
    await user.click(await screen.findByRole('button', { name: /^Settings of whatai relay/ }));
    await user.type(screen.getByLabelText('Name'), ' two');
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(shell.dialog.kind).toBe('settings');
    await user.click(screen.getByRole('button', { name: 'Keep editing' }));
    expect(screen.getByLabelText('Name')).toHaveValue('whatai relay two');
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await user.click(screen.getByRole('button', { name: 'Discard changes' }));
    expect(shell.dialog.kind).toBe('none');
  });

  it('goes back to all providers from one of them by the name of the section', async () => {
    const user = userEvent.setup({ pointerEventsCheck: 0 });
    await open(createFake({ scene: 'runs' }), Settings, { section: 'providers', provider: null });
    const section = await screen.findByRole('button', { name: 'Providers' });
    const row = { name: /^Settings of whatai relay/ };
    await user.click(await screen.findByRole('button', row));
    expect(screen.queryByRole('button', row)).not.toBeInTheDocument();
    await user.click(section);
    expect(screen.getByRole('button', row)).toBeVisible();
    expect(section).toHaveFocus();
    await user.click(screen.getByRole('button', row));
    await user.type(screen.getByLabelText('Name'), ' two');
    await user.click(section);
    expect(screen.getByLabelText('Name')).toHaveValue('whatai relay two');
    await user.click(screen.getByRole('button', { name: 'Discard changes' }));
    expect(screen.getByRole('button', row)).toBeVisible();
  });

  it('stays on the screen when Esc asks about a form that is not saved', async () => {
    const user = userEvent.setup({ pointerEventsCheck: 0 });
    const fake = createFake({ scene: 'runs' });
    const { shell } = await open(fake, Settings, { section: 'providers', provider: null });
    shell.show({ kind: 'settings', section: 'providers', provider: null });
    await user.click(await screen.findByRole('button', { name: /^Settings of whatai relay/ }));
    await user.type(screen.getByLabelText('Name'), ' two');
    await user.keyboard('{Escape}');
    expect(screen.getByRole('dialog', { name: 'Settings' })).toBeVisible();
    expect(shell.dialog.kind).toBe('settings');
    await user.click(await screen.findByRole('button', { name: 'Keep editing' }));
    expect(screen.getByLabelText('Name')).toHaveValue('whatai relay two');
  });
});
