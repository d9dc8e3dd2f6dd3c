import { afterEach, expect, test, vi } from 'vitest';
import { Near } from './near.svelte';

type Entry = Pick<IntersectionObserverEntry, 'target' | 'isIntersecting'>;

/** An observer whose sight a test has in its hands. */
function eyes(): {
  watched: Set<Element>;
  see: (...entries: Entry[]) => void;
  root: () => unknown;
} {
  const watched = new Set<Element>();
  let heard: (entries: Entry[]) => void = () => undefined;
  let root: unknown;
  class Eyes {
    constructor(tell: (entries: Entry[]) => void, options: IntersectionObserverInit) {
      heard = tell;
      root = options.root;
    }
    observe = (element: Element): unknown => watched.add(element);
    unobserve = (element: Element): unknown => watched.delete(element);
  }
  vi.stubGlobal('IntersectionObserver', Eyes);
  return { watched, see: (...entries) => heard(entries), root: () => root };
}

afterEach(() => vi.unstubAllGlobals());

test('a run is near once it came near, and is watched no longer', () => {
  const { watched, see, root } = eyes();
  const scroller = document.createElement('div');
  scroller.dataset['scrolls'] = '';
  const [one, other] = [document.createElement('div'), document.createElement('div')];
  scroller.append(one, other);
  const near = new Near();
  near.watch('one')(one);
  near.watch('other')(other);
  expect(root()).toBe(scroller);
  see({ target: one, isIntersecting: false }, { target: other, isIntersecting: true });
  expect([near.has('one'), near.has('other')]).toEqual([false, true]);
  expect([...watched]).toEqual([one]);
  see({ target: other, isIntersecting: false });
  expect(near.has('other')).toBe(true);
});

test('a run that changes is not watched anew, one that goes is forgotten', () => {
  const { watched } = eyes();
  const near = new Near();
  const element = document.createElement('div');
  expect(near.watch('one')).toBe(near.watch('one'));
  const end = near.watch('one')(element);
  expect(watched.size).toBe(1);
  end?.();
  expect(watched.size).toBe(0);
});
