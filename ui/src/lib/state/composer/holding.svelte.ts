// The references that a composer holds, and the mask on the first of them: their order, what goes
// with what is removed, and that mentions follow their pictures. It reads no file and sends nothing.
import type { BoardId, Held, HeldReference, ReferenceId } from '$lib/backend/generated';
import { Asked } from './asked.svelte';
import { afterMove, afterRemove, afterReorder } from './mentions';
import type { Lost } from './missing';
import { forgiven, type Refusals } from './refusals';

/** What is asked for, with what holds its pictures. */
export abstract class Holding extends Asked {
  /** What the last press of Generate was refused for, by field, until that is changed. */
  refusals: Refusals = $state.raw({});
  /** What went without the user's asking for it, until it was read. */
  lost: readonly Lost[] = $state.raw([]);

  /** Something is other than it was: it is kept by and by. */
  protected abstract changed(): void;

  /** Adds pictures behind those that are there; one that is there already stays where it is. */
  hold(held: Held): void {
    const known = new Set(this.references.map((reference) => reference.id));
    const added = held.references.filter((reference) => !known.has(reference.id));
    if (added.length === 0) return;
    this.#refer([...this.references, ...added]);
  }

  /** The picture at one place goes to another; both from 0. */
  move(from: number, to: number): void {
    const last = this.references.length - 1;
    if (from === to || from < 0 || to < 0 || from > last || to > last) return;
    const next = [...this.references];
    const [taken] = next.splice(from, 1);
    if (taken === undefined) return;
    next.splice(to, 0, taken);
    this.prompt = afterMove(this.prompt, from, to);
    this.#refer(next);
  }

  /** The same pictures in another order. */
  reorder(ids: readonly ReferenceId[]): void {
    const order = ids.map((id) => this.references.findIndex((reference) => reference.id === id));
    if (order.length !== this.references.length || order.includes(-1)) return;
    if (order.every((old, now) => old === now)) return;
    this.prompt = afterReorder(this.prompt, order);
    this.#refer(order.flatMap((old) => this.references[old] ?? []));
  }

  remove(id: ReferenceId): void {
    const at = this.references.findIndex((reference) => reference.id === id);
    if (at < 0) return;
    this.prompt = afterRemove(this.prompt, at, this.references.length);
    this.#refer(this.references.filter((reference) => reference.id !== id));
  }

  /** A picture of the tray becomes the mask of the first one; the first can be its own. */
  useAsMask(id: ReferenceId): void {
    const mask = this.references.find((reference) => reference.id === id);
    if (mask === undefined) return;
    if (this.references[0]?.id !== id) this.remove(id);
    this.setMask(mask);
  }

  setMask(mask: HeldReference | null): void {
    this.mask = mask;
    this.lost = this.lost.filter((one) => one !== 'mask');
    this.forgive('mask');
    this.changed();
  }

  /** The next press begins anew. `lost` is told where nobody asked for it. */
  stopContinuing(lost: Lost | null = null): void {
    this.continues = null;
    if (lost !== null) this.lost = [...this.lost, lost];
    this.forgive('continues', 'route');
    this.changed();
  }

  /** The project: new pictures land on this board. */
  chooseBoard(board: BoardId | null): void {
    this.board = board;
    this.changed();
  }

  #refer(references: readonly HeldReference[]): void {
    const [first] = this.references;
    if (this.mask !== null && first !== undefined && references[0]?.id !== first.id) {
      // It was made for another picture.
      this.mask = null;
      this.lost = [...this.lost, 'mask'];
    }
    this.references = references;
    const numbered = Object.keys(this.refusals).filter((field) => field.startsWith('references'));
    this.forgive('mask', 'prompt', ...numbered);
    this.changed();
  }

  protected forgive(...fields: readonly string[]): void {
    this.refusals = forgiven(this.refusals, fields);
  }
}
