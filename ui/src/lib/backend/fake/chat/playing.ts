// How the fake's answers grow: part by part and word by word, by its clock, with the events and in
// the order that core has. A stop keeps what came.
import { commandError } from '../../backend';
import type { Answer, AnswerPart, AnswerStep, ChatMessage, MessageId } from '../../generated';
import type { CallOff } from '../clock';
import { hashOf } from '../drawn';
import type { Store } from '../store';
import { checkedFor, type Played, type Script } from './scripts';
import type { Talked } from './talks';

const FIRST_MS = 500;
const WORD_MS = 45;

/** Answers that arrive. */
export class Playing {
  readonly #store: Store;
  readonly #off = new Map<MessageId, CallOff>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Plays an answer from its waiting message to its end. */
  play(talk: Talked, message: ChatMessage, script: Script): void {
    const { body } = message;
    if (body.kind !== 'answer') return;
    talk.view.running = [...talk.view.running, message.id];
    talk.view.row.running = true;
    const { answer } = body;
    const began = this.#store.clock.now();
    const steps: [number, () => void][] = [
      [FIRST_MS, () => this.#grow(message, answer, [{ kind: 'state', state: 'streaming' }])],
      ...script.parts.flatMap((part, at) => this.#partSteps(talk, message, answer, part, at)),
      [
        120,
        () => {
          answer.finish = script.finish;
          answer.finishWord = script.finish;
          answer.error = script.error;
          this.#end(talk, message, answer, script.state, began);
        },
      ],
    ];
    this.#step(message.id, steps, 0);
  }

  /** Stops an answer: what came stays. */
  stop(talk: Talked, id: MessageId): void {
    const message = this.#store.chat.messages.get(id);
    if (message?.body.kind !== 'answer' || !talk.view.running.includes(id)) return;
    this.#off.get(id)?.();
    const { answer } = message.body;
    answer.error = commandError('stopped-waiting', { charged: 'maybe' });
    this.#end(talk, message, answer, 'stopped', Date.parse(message.createdAt));
  }

  #step(id: MessageId, steps: readonly [number, () => void][], at: number): void {
    const step = steps[at];
    if (step === undefined) return;
    const off = this.#store.clock.after(step[0], () => {
      step[1]();
      if (at + 1 < steps.length) this.#step(id, steps, at + 1);
    });
    this.#off.set(id, off);
  }

  #partSteps(
    talk: Talked,
    message: ChatMessage,
    answer: Answer,
    played: Played,
    at: number,
  ): [number, () => void][] {
    const put = (part: AnswerPart) => (): void =>
      this.#grow(message, answer, [{ kind: 'part', at, part: structuredClone(part) }]);
    if (played.kind === 'draw') {
      return [
        [300, put({ kind: 'picture', picture: null, error: null })],
        [900, () => this.#draw(talk, message, answer, at, played.subject)],
      ];
    }
    const text = textOf(played);
    if (played.kind === 'search') {
      return [
        [200, put({ ...played, state: 'searching', sources: [] })],
        [900, put(played)],
      ];
    }
    if (text === null) return [[200, put(played)]];
    const pieces = text.match(/\s*\S+\s*|\s+/g) ?? [];
    const said = pieces.map((piece): [number, () => void] => [
      WORD_MS,
      () => this.#grow(message, answer, [{ kind: 'text', at, text: piece }]),
    ]);
    return [[120, put(emptied(played))], ...said, [20, put(played)]];
  }

  #draw(
    talk: Talked,
    message: ChatMessage,
    answer: Answer,
    at: number,
    subject: Extract<Played, { kind: 'draw' }>['subject'],
  ): void {
    const { store } = { store: this.#store };
    const picture = store.scene.builder.picture({
      subject,
      width: 1200,
      height: 800,
      prompt: talk.view.row.title,
      model: answer.model,
      createdAt: new Date(store.clock.now()).toISOString(),
    });
    picture.hash = hashOf({ subject, width: 1200, height: 800, tint: 0, number: picture.seq });
    store.add(picture);
    this.#grow(message, answer, [
      { kind: 'part', at, part: { kind: 'picture', picture, error: null } },
    ]);
  }

  #grow(message: ChatMessage, answer: Answer, steps: AnswerStep[]): void {
    for (const step of steps) {
      if (step.kind === 'state') answer.state = step.state;
      else if (step.kind === 'part') answer.parts[step.at] = step.part;
      else {
        const part = answer.parts[step.at];
        if (part?.kind === 'tool-call') part.arguments += step.text;
        else if (part !== undefined && 'text' in part) part.text += step.text;
      }
    }
    const { conversation, id } = message;
    this.#store.emit({ kind: 'answer-grew', conversation, message: id, steps });
  }

  #end(
    talk: Talked,
    message: ChatMessage,
    answer: Answer,
    state: Answer['state'],
    began: number,
  ): void {
    this.#off.delete(message.id);
    const { view } = talk;
    answer.state = state;
    answer.answered = state !== 'stopped';
    answer.tookMs = this.#store.clock.now() - began;
    if (state === 'done') {
      const output = answer.parts.reduce((sum, part) => sum + (textOf(part)?.length ?? 0), 8) >> 2;
      answer.usage = { input: 180, cached: null, output, thinking: null, total: 180 + output };
      answer.cost = { micros: 1_620 + output * 72, currency: 'CNY' };
      answer.checked = checkedFor(view.settings, answer);
      this.#store.chat.count(talk, answer);
    }
    view.running = view.running.filter((id) => id !== message.id);
    view.row.running = view.running.length > 0;
    this.#store.emit({ kind: 'message-changed', message });
    this.#store.emit({ kind: 'conversation-changed', conversation: view });
  }
}

function textOf(part: AnswerPart): string | null {
  if (part.kind === 'tool-call') return part.arguments;
  return part.kind === 'text' || part.kind === 'thinking' || part.kind === 'refusal'
    ? part.text
    : null;
}

function emptied(part: AnswerPart): AnswerPart {
  if (part.kind === 'tool-call') return { ...part, arguments: '' };
  if (part.kind === 'thinking') return { ...part, text: '', tookMs: null };
  if (part.kind === 'text') return { ...part, text: '', citations: [] };
  return part.kind === 'refusal' ? { ...part, text: '' } : part;
}
