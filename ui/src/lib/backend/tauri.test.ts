import { clearMocks, mockConvertFileSrc, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, describe, expect, it } from 'vitest';
import { COMMAND_NAMES, type Commands } from './generated';
import { tauriBackend } from './tauri';

afterEach(() => clearMocks());

describe('the Tauri backend', () => {
  it('sends every command under its name, with one object called request', async () => {
    const sent: [string, unknown][] = [];
    mockIPC((name, payload) => {
      sent.push([name, payload]);
      return null;
    });
    const calls = tauriBackend() as unknown as Record<
      string,
      (request: unknown) => Promise<unknown>
    >;
    const names = Object.keys(COMMAND_NAMES) as (keyof Commands)[];
    for (const method of names) {
      await calls[method]?.({ marked: method });
    }
    expect(sent).toEqual(
      names.map((method) => [COMMAND_NAMES[method], { request: { marked: method } }]),
    );
    expect(names.length).toBeGreaterThan(30);
  });

  it('sends an empty request where a command takes nothing', async () => {
    const sent: unknown[] = [];
    mockIPC((_name, payload) => {
      sent.push(payload);
      return null;
    });
    await tauriBackend().ready();
    expect(sent).toEqual([{ request: {} }]);
  });

  it('hears what happens by one channel, until it stops', async () => {
    let channel: { onmessage: (event: unknown) => void } | undefined;
    mockIPC((name, payload) => {
      if (name === 'subscribe') channel = (payload as { channel: typeof channel }).channel;
      return null;
    });
    const heard: unknown[] = [];
    const stop = await tauriBackend().listen((event) => heard.push(event));
    const event = { seq: 1, happened: { kind: 'missed' } };
    channel?.onmessage(event);
    stop();
    channel?.onmessage(event);
    expect(heard).toEqual([event]);
  });

  it.each([
    ['linux', 'musa://localhost/'],
    ['windows', 'http://musa.localhost/'],
  ])('asks the image scheme of %s', (system, origin) => {
    mockIPC(() => null);
    mockConvertFileSrc(system);
    const backend = tauriBackend();
    expect(backend.pictureUrl('abc', 320)).toBe(`${origin}picture/abc?w=320`);
    expect(backend.pictureUrl('abc')).toBe(`${origin}picture/abc`);
    expect(backend.heldUrl('id', 768)).toBe(`${origin}held/id?w=768`);
    expect(backend.sentUrl('abc', 320)).toBe(`${origin}sent/abc?w=320`);
  });
});
