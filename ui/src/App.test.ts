import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import App from './App.svelte';
import { createFake, type FakeBackend, type FakeOptions } from '$lib/backend/fake';
import { HeldClock } from '$lib/backend/fake/clock';
import { allCommands, doubledKeys } from '$lib/state/shortcuts';

const LONG = { timeout: 10_000 };

afterEach(() => cleanup());

async function opened(options: FakeOptions): Promise<{ fake: FakeBackend; clock: HeldClock }> {
  const clock = new HeldClock();
  const fake = createFake({ clock, ...options });
  render(App, { backend: fake });
  await waitFor(() => expect(fake.heard.some((one) => one.name === 'snapshot')).toBe(true));
  await Promise.resolve();
  return { fake, clock };
}

const requests = (fake: FakeBackend, name: string): unknown[] =>
  fake.heard.filter((one) => one.name === name).map((one) => one.request);

describe('the window', () => {
  it('says that it is painted, whatever the other side answers', async () => {
    const { fake } = await opened({ scene: 'dead' });
    await waitFor(() => expect(requests(fake, 'ready')).toHaveLength(1));
    expect(
      await screen.findByRole('heading', { name: 'Musa’s core does not answer' }),
    ).toBeVisible();
    fake.store.scene.trouble = 'none';
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('navigation', { name: 'Places' })).toBeVisible();
  });

  it('draws a picture of the demo right after the second button of the first run', async () => {
    const { fake, clock } = await opened({ scene: 'first-run' });
    await userEvent.click(await screen.findByRole('button', { name: /Try the built-in demo/ }));
    await waitFor(() => expect(requests(fake, 'startRun')).toHaveLength(1));
    expect(requests(fake, 'useDemo')).toHaveLength(1);
    clock.advance(10_000);
    expect(fake.store.library()).toHaveLength(1);
    expect(fake.store.state.runs[0]?.demo).toBe(true);
    expect(await screen.findByRole('navigation', { name: 'Places' })).toBeVisible();
  });

  it('goes back to the demo from the menu of providers, when it does not run', async () => {
    const fake = createFake({ scene: 'empty' });
    const { providers } = fake.store.state;
    providers.providers = providers.providers.filter((one) => !one.demo);
    render(App, { backend: fake });
    await userEvent.click(await screen.findByRole('button', { name: /^Provider/ }));
    await userEvent.click(await screen.findByRole('menuitem', { name: /Built-in demo/ }));
    await waitFor(() => expect(requests(fake, 'useDemo')).toHaveLength(1));
    expect(await screen.findByRole('button', { name: 'Provider: Built-in demo' })).toBeVisible();
  });

  it('connects a provider with a key that leaves in one request', async () => {
    const { fake } = await opened({ scene: 'first-run' });
    await userEvent.click(await screen.findByRole('button', { name: /Connect a provider/ }));
    const dialog = await screen.findByRole('dialog', undefined, LONG);
    const key = await within(dialog).findByLabelText('Key');
    await userEvent.type(key, 'sk-secret{Enter}');
    await waitFor(() => expect(requests(fake, 'addProvider')).toHaveLength(1));
    expect(JSON.stringify(fake.heard).split('sk-secret')).toHaveLength(2);
    expect(document.body.textContent).not.toContain('sk-secret');
    for (const field of dialog.querySelectorAll('input')) expect(field.value).not.toBe('sk-secret');
    await waitFor(() => expect(requests(fake, 'checkProvider')).toHaveLength(1));
  });

  it('speaks the other language at once, and keeps the choice', async () => {
    const { fake } = await opened({ scene: 'first-run', language: 'en' });
    await userEvent.click(await screen.findByRole('button', { name: '中文' }));
    expect(await screen.findByRole('heading', { name: '做出值得留下的画面' })).toBeVisible();
    expect(document.documentElement.lang).toBe('zh-CN');
    expect(requests(fake, 'changeSettings')).toEqual([
      { language: 'zh-CN', template: null, concurrency: null, notify: null },
    ]);
  });

  it('takes the theme that was chosen', async () => {
    await opened({ scene: 'empty', theme: 'light' });
    await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('light'));
  });

  it('keeps the composer when another place is gone to', async () => {
    await opened({ scene: 'runs' });
    const prompt = await screen.findByDisplayValue(/Serve @1 on the terrace/);
    await userEvent.type(prompt, ' and tea');
    await userEvent.click(screen.getByRole('button', { name: 'Library' }));
    await userEvent.click(screen.getByRole('button', { name: 'Create' }));
    expect(screen.getByDisplayValue(/and tea$/)).toBe(prompt);
  });

  it('opens where it was before a reload, and in Create where that is no place', async () => {
    await opened({ scene: 'runs' });
    expect(await screen.findByRole('button', { name: 'Create', current: 'page' })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Library' }));
    cleanup();
    await opened({ scene: 'runs' });
    expect(await screen.findByRole('button', { name: 'Library', current: 'page' })).toBeVisible();
    cleanup();
    sessionStorage.setItem('place', 'nowhere');
    await opened({ scene: 'runs' });
    expect(await screen.findByRole('button', { name: 'Create', current: 'page' })).toBeVisible();
  });

  it('lays the panel of a narrow window under what stands above the place, and Esc puts it away', async () => {
    const width = window.innerWidth;
    window.innerWidth = 900;
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(45);
    try {
      await opened({ scene: 'no-key' });
      await userEvent.click(await screen.findByRole('button', { name: 'Library' }));
      await screen.findByRole('combobox', { name: 'Search the library' }, LONG);
      await userEvent.keyboard('{Control>}.{/Control}');
      const panel = await screen.findByRole('complementary', { name: 'Details' });
      expect(panel.parentElement?.style.getPropertyValue('--banners')).toBe('45px');
      await userEvent.keyboard('{Escape}');
      await waitFor(() => expect(panel).not.toBeInTheDocument());
    } finally {
      window.innerWidth = width;
      vi.restoreAllMocks();
    }
  });

  it('asks once how to close, and answers', async () => {
    const { fake } = await opened({ scene: 'runs' });
    await screen.findByRole('navigation', { name: 'Places' });
    fake.emit({ kind: 'close-asked', running: 2 });
    const dialog = await screen.findByRole('dialog', { name: '2 runs are still going on' });
    await userEvent.click(within(dialog).getByRole('button', { name: /Stop waiting/ }));
    expect(requests(fake, 'answerClose')).toEqual([{ how: 'stop' }]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('stays when the question is put away by Esc', async () => {
    const { fake } = await opened({ scene: 'runs' });
    await screen.findByRole('navigation', { name: 'Places' });
    fake.emit({ kind: 'close-asked', running: 1 });
    await screen.findByRole('dialog', { name: 'A run is still going on' });
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(requests(fake, 'answerClose')).toEqual([{ how: 'stay' }]));
  });

  it('offers in the palette what can be done, and does it', async () => {
    await opened({ scene: 'runs' });
    await screen.findByRole('navigation', { name: 'Places' });
    await userEvent.keyboard('{Control>}k{/Control}');
    const field = await screen.findByPlaceholderText(/Type a command/, undefined, LONG);
    expect(await screen.findByRole('option', { name: /Open Settings/ })).toBeVisible();
    expect(screen.queryByText(/Nothing matches/)).toBeNull();
    await userEvent.type(field, 'go library');
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Library' })).toHaveAttribute(
        'aria-current',
        'page',
      ),
    );
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('changes provider and language from the palette, found by those words', async () => {
    const { fake } = await opened({ scene: 'runs' });
    await screen.findByRole('navigation', { name: 'Places' });
    const choose = async (typed: string, name: string): Promise<void> => {
      await userEvent.keyboard('{Control>}k{/Control}');
      const field = await screen.findByPlaceholderText(/Type a command/, undefined, LONG);
      await userEvent.type(field, typed);
      await userEvent.click(await screen.findByRole('option', { name }));
    };
    await choose('provider', 'Change provider to Built-in demo');
    expect(await screen.findByRole('button', { name: 'Provider: Built-in demo' })).toBeVisible();
    await choose('provider', 'Change provider to whatai relay');
    expect(await screen.findByRole('button', { name: 'Provider: whatai relay' })).toBeVisible();
    await choose('language', 'Language as the system');
    await waitFor(() =>
      expect(requests(fake, 'changeSettings')).toEqual([
        expect.objectContaining({ language: 'system' }),
      ]),
    );
  });

  it('says of the demo that its money is not real', async () => {
    const fake = createFake({ scene: 'demo' });
    const remaining = { micros: 9_880_000, currency: 'USD' };
    fake.balance = () => Promise.resolve({ balance: { remaining, used: null } });
    render(App, { backend: fake });
    const left = await screen.findByText(/^≈.*9\.88.*left$/, undefined, LONG);
    expect(left.closest('[data-tip]')).toHaveAttribute(
      'data-tip',
      'Play money of the built-in demo',
    );
    await userEvent.click(screen.getByRole('button', { name: /^Provider: Built-in demo/ }));
    expect(await screen.findByText('Drawn on this computer, for play money')).toBeVisible();
  });

  it('gives the focus back when a dialog closes', async () => {
    await opened({ scene: 'runs' });
    const settings = await screen.findByRole('button', { name: 'Settings' });
    settings.focus();
    await userEvent.keyboard('?');
    await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }, LONG);
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(settings).toHaveFocus());
  });

  it('wants no key twice', async () => {
    await opened({ scene: 'runs' });
    await userEvent.click(await screen.findByRole('button', { name: 'Library' }));
    await waitFor(() => expect(allCommands().length).toBeGreaterThan(20));
    expect(doubledKeys(allCommands())).toEqual([]);
  });

  it.each([
    ['no-key', 'whatai relay has no key.', 'Enter the key'],
    ['session-key', 'The key for whatai relay is kept until Musa is closed.', 'Enter it again'],
    ['library-missing', 'The library folder is not there: /media/photos/Musa', 'Choose folder…'],
    ['offline', 'whatai relay cannot be reached.', 'Check the connection'],
  ] as const)('says what is the matter, with a next step: %s', async (scene, text, step) => {
    await opened({ scene });
    expect(await screen.findByText(text)).toBeVisible();
    expect(screen.getAllByRole('button', { name: step })[0]).toBeVisible();
  });

  it('takes the library again when its folder is back', async () => {
    const { fake } = await opened({ scene: 'library-missing' });
    await userEvent.click(await screen.findByRole('button', { name: 'Use the default' }));
    expect(requests(fake, 'defaultLibrary')).toHaveLength(1);
    await waitFor(() => expect(screen.queryByText(/The library folder is not there/)).toBeNull());
  });
});

describe('an app, not a page', () => {
  it.each(['dragstart', 'drop', 'contextmenu'])(
    '%s does nothing that a page would',
    async (type) => {
      await opened({ scene: 'empty' });
      const place = await screen.findByRole('navigation', { name: 'Places' });
      const event = new Event(type, { bubbles: true, cancelable: true });
      Object.defineProperty(event, 'dataTransfer', { value: new DataTransfer() });
      place.dispatchEvent(event);
      expect(event.defaultPrevented).toBe(true);
    },
  );

  it('leaves the menu of a text field alone', async () => {
    await opened({ scene: 'runs' });
    const prompt = await screen.findByDisplayValue(/Serve @1/);
    const event = new Event('contextmenu', { bubbles: true, cancelable: true });
    prompt.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });

  it('does not zoom by the wheel', async () => {
    await opened({ scene: 'empty' });
    const place = await screen.findByRole('navigation', { name: 'Places' });
    const wheel = new WheelEvent('wheel', { ctrlKey: true, bubbles: true, cancelable: true });
    Object.defineProperty(wheel, 'ctrlKey', { value: true });
    place.dispatchEvent(wheel);
    expect(wheel.defaultPrevented).toBe(true);
  });
});
