import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SceneName } from '$lib/backend/fake/scenes';
import { HeldClock } from '$lib/backend/fake/clock';
import { runCommand } from '$lib/state/shortcuts';
import { onStage, type OnStage } from '$lib/testing/stage';
import ChatPlace from './ChatPlace.svelte';

beforeEach(() => {
  HTMLElement.prototype.scrollTo = () => undefined;
  HTMLElement.prototype.scrollIntoView = () => undefined;
  class Watch {
    observe = (): void => undefined;
    disconnect = (): void => undefined;
    unobserve = (): void => undefined;
  }
  vi.stubGlobal('IntersectionObserver', Watch);
  vi.stubGlobal('ResizeObserver', Watch);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const user = userEvent.setup({ pointerEventsCheck: 0 });
const message = (): HTMLElement => screen.getByRole('textbox', { name: 'Message' });
const requests = ({ fake }: OnStage, name: string): unknown[] =>
  fake.heard.filter((one) => one.name === name).map((one) => one.request);

async function chat(scene: SceneName): Promise<OnStage & { clock: HeldClock }> {
  const clock = new HeldClock();
  const on = await onStage(ChatPlace, { scene, clock });
  on.shell.goTo('chat');
  await screen.findByRole('textbox', { name: 'Message' });
  return { ...on, clock };
}

test('a message is sent with Enter, its answer streams, and Stop stands where Send was', async () => {
  const on = await chat('chat-empty');
  await user.type(message(), 'Name the tin{Enter}');
  expect(await screen.findByRole('button', { name: 'Stop' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Send' })).not.toBeInTheDocument();
  expect(message()).toHaveValue('');
  on.clock.advance(1_500);
  await waitFor(() => expect(screen.getByText(/Two ways/)).toBeVisible());
  on.clock.advance(60_000);
  expect(await screen.findByRole('button', { name: 'Send' })).toBeVisible();
  expect(screen.getByText('Dahlia Hour.', { selector: 'strong' })).toBeVisible();
  expect(screen.getByText(/tokens · ¥/, { selector: '.cost' })).toBeVisible();
});

test('Enter while an input method composes, and Shift with Enter, send nothing', async () => {
  const on = await chat('chat-empty');
  await user.type(message(), '花');
  await fireEvent.keyDown(message(), { key: 'Enter', isComposing: true });
  await fireEvent.keyDown(message(), { key: 'Enter', keyCode: 229 });
  await fireEvent.keyDown(message(), { key: 'Enter', shiftKey: true });
  expect(requests(on, 'sendMessage')).toEqual([]);
});

test('Stop keeps what came and says so', async () => {
  const on = await chat('chat-empty');
  await user.type(message(), 'Name the tin{Enter}');
  on.clock.advance(1_200);
  await user.click(await screen.findByRole('button', { name: 'Stop' }));
  expect(
    await screen.findByText(/^Stopped\. What came is kept/, { selector: 'strong' }),
  ).toBeVisible();
  expect(screen.getByText(/Two/)).toBeVisible();
});

test('with nothing to send, Send says why and does nothing, nor does Enter', async () => {
  const on = await chat('chat-empty');
  const send = screen.getByRole('button', { name: 'Send' });
  expect(send).toHaveAttribute('aria-disabled', 'true');
  expect(send).toHaveAttribute('data-tip', expect.stringMatching(/^Nothing to send yet/));
  await user.click(send);
  await user.type(message(), ' {Enter}');
  expect(requests(on, 'sendMessage')).toEqual([]);
  expect(message()).toHaveAttribute('aria-invalid', 'false');
  expect(screen.queryByText('The prompt is empty.')).not.toBeInTheDocument();
  await user.type(message(), 'x');
  expect(send).toHaveAttribute('aria-disabled', 'false');
});

test('a second press where Stop was sends nothing', async () => {
  const on = await chat('chat-empty');
  await user.type(message(), 'Name the tin{Enter}');
  on.clock.advance(1_200);
  const stop = await screen.findByRole('button', { name: 'Stop' });
  await user.type(message(), 'not yet');
  await user.click(stop);
  await user.click(await screen.findByRole('button', { name: 'Send' }));
  expect(requests(on, 'sendMessage')).toHaveLength(1);
  expect(message()).toHaveValue('not yet');
});

test('calls of functions take their results, and go on when each has one', async () => {
  const on = await chat('chat-tools');
  const cards = await screen.findAllByRole('group', { name: 'Call of find_product' });
  expect(cards).toHaveLength(2);
  expect(screen.getByRole('button', { name: 'Continue' })).toBeDisabled();
  for (const card of cards) {
    await user.type(within(card).getByRole('textbox', { name: 'Result' }), 'free');
    await user.click(within(card).getByRole('button', { name: 'Give the result' }));
  }
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  on.clock.advance(60_000);
  expect(await screen.findByText('The name is free in both markets.')).toBeVisible();
  expect(requests(on, 'answerTools')).toMatchObject([
    { outputs: [{ output: 'free' }, { output: 'free' }] },
  ]);
});

test('versions of an answer are walked, the last one is shown first', async () => {
  await chat('chat-branches');
  expect(await screen.findByRole('heading', { name: 'Violet Steam' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'The version before' }));
  expect(await screen.findByRole('heading', { name: 'Slow Bloom' })).toBeVisible();
  expect(screen.getByText('2/3')).toBeVisible();
});

test('an earlier message is edited as another version; the draft waits aside', async () => {
  const on = await chat('chat-branches');
  await user.type(message(), 'a draft');
  await user.click(await screen.findByRole('button', { name: 'Edit and send again' }));
  await waitFor(() => expect(message()).toHaveValue('Three names for the tin.'));
  expect(screen.getByText(/You edit an earlier message/)).toBeVisible();
  await user.clear(message());
  await user.type(message(), 'Two names{Enter}');
  await waitFor(() => expect(message()).toHaveValue('a draft'));
  on.clock.advance(60_000);
  expect(await screen.findByText('Two names')).toBeVisible();
  expect(screen.getByText('2/2')).toBeVisible();
});

test('an error stands in its place with what to do and whether it was charged', async () => {
  const on = await chat('chat-empty');
  await user.type(message(), 'please fail{Enter}');
  on.clock.advance(60_000);
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent(/Nothing was charged\./);
  await user.click(within(alert).getByRole('button', { name: 'Ask again' }));
  expect(requests(on, 'regenerate')).toHaveLength(1);
});

test('a stream that broke off is shown as cut and keeps its words', async () => {
  await chat('chat-cut');
  expect(await screen.findByText('It began with a single tin, and with the')).toBeVisible();
  expect(screen.getByText('The answer broke off. What came is kept.')).toBeVisible();
});

test('a deleted conversation is brought back by its toast', async () => {
  const on = await chat('chat-branches');
  const line = await screen.findByRole('button', { name: /^Three names for the tin/ });
  line.focus();
  await user.keyboard('{Delete}');
  await waitFor(() =>
    expect(
      screen.queryByRole('button', { name: /^Three names for the tin/ }),
    ).not.toBeInTheDocument(),
  );
  const toast = on.shell.toasts.at(-1);
  expect(toast?.text).toBe('The chat was deleted.');
  toast?.action?.run();
  expect(await screen.findByRole('button', { name: /^Three names for the tin/ })).toBeVisible();
});

test('a conversation is renamed by F2, and Escape leaves its name', async () => {
  const on = await chat('chat-branches');
  (await screen.findByRole('button', { name: /^Three names/ })).focus();
  await user.keyboard('{F2}');
  await user.keyboard('nothing{Escape}');
  expect(requests(on, 'renameConversation')).toEqual([]);
  (await screen.findByRole('button', { name: /^Three names/ })).focus();
  await user.keyboard('{F2}');
  await user.keyboard('Names{Enter}');
  expect(await screen.findByRole('button', { name: /^Names/ })).toBeVisible();
});

test('a search finds words in messages, and says when it finds none', async () => {
  await chat('chat-cut');
  const search = screen.getByRole('textbox', { name: 'Find in chats' });
  await user.type(search, 'single tin');
  expect(await screen.findByText(/began with a single/, { selector: '.words' })).toBeVisible();
  await user.clear(search);
  await user.type(search, 'zebra');
  expect(await screen.findByText('Nothing has “zebra”.')).toBeVisible();
});

test('a field that is set is named, one outside its range is refused by its name', async () => {
  const on = await chat('chat-empty');
  await user.click(screen.getByRole('button', { name: 'Parameters' }));
  const field = await screen.findByRole('textbox', { name: 'generationConfig.temperature' });
  expect(field).toHaveValue('');
  await user.type(field, '9');
  expect(await screen.findByRole('button', { name: /Parameters: temperature 9/ })).toBeVisible();
  await waitFor(() => expect(field).toHaveAttribute('aria-invalid', 'true'));
  expect(requests(on, 'changeConversation').at(-1)).toMatchObject({
    settings: { parameters: { 'generationConfig.temperature': '9' } },
  });
  await user.clear(field);
  await waitFor(() =>
    expect(requests(on, 'changeConversation').at(-1)).toMatchObject({
      settings: { parameters: {} },
    }),
  );
});

test('pictures for a model without eyes are refused, and can be sent all the same', async () => {
  const on = await chat('chat-failed');
  await user.click(screen.getByRole('button', { name: 'Attach' }));
  await user.click(await screen.findByRole('menuitem', { name: /from files/ }));
  await user.type(message(), 'What is it?{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Send them anyway' }));
  await waitFor(() => expect(requests(on, 'sendMessage')).toHaveLength(2));
  expect(on.fake.store.chat.messages.size).toBeGreaterThan(0);
  expect(await screen.findByText('What is it?')).toBeVisible();
});

test('a picture in an answer says that it is saved, and opens in the viewer', async () => {
  const on = await chat('chat');
  expect(await screen.findByText('Saved to Library')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Open the picture' }));
  expect(on.shell.dialog.kind).toBe('viewer');
});

test('a page of a citation is opened by the one door', async () => {
  const on = await chat('chat-search');
  await user.click(await screen.findByRole('button', { name: /Kew.*www\.kew\.org/ }));
  expect(requests(on, 'openLink')).toEqual([{ url: 'https://www.kew.org/plants/dahlia' }]);
});

test('structured output is a tree, and says where it differs from its schema', async () => {
  await chat('chat-json');
  expect(await screen.findByText('JSON, as asked for')).toBeVisible();
  expect(screen.getByText('JSON, but it differs from the schema in one place')).toBeVisible();
  expect(screen.getByText('/items/1/launched')).toBeVisible();
});

test('a long conversation draws its end at once and the rest as it is gone to', async () => {
  await chat('chat-long');
  expect(await screen.findByText(/Answer 250/)).toBeVisible();
  expect(document.querySelectorAll('[data-message]').length).toBeLessThan(40);
});

test('what stands in the composer is kept for the conversation', async () => {
  const on = await chat('chat-branches');
  await user.type(message(), 'half a thought');
  window.dispatchEvent(new Event('pagehide'));
  await waitFor(() =>
    expect(requests(on, 'keepDraft').at(-1)).toMatchObject({ text: 'half a thought' }),
  );
  runCommand('chat-after');
  await waitFor(() => expect(message()).toHaveValue(''));
  runCommand('chat-before');
  await waitFor(() => expect(message()).toHaveValue('half a thought'));
});

test('without a key the button leads to it', async () => {
  const on = await onStage(ChatPlace, { scene: 'no-key', clock: new HeldClock() });
  on.shell.goTo('chat');
  await user.click(await screen.findByRole('button', { name: /Enter the key/ }));
  expect(on.shell.dialog).toMatchObject({ kind: 'settings' });
});
