import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actual,
  centred,
  fit,
  fitScale,
  isFit,
  nextStep,
  pan,
  percent,
  refitted,
  scaleAt,
  wheelFactor,
  zoomAt,
  type Stage,
} from './zoom';

const stage: fc.Arbitrary<Stage> = fc.record({
  field: fc.record({
    width: fc.integer({ min: 600, max: 3840 }),
    height: fc.integer({ min: 400, max: 2160 }),
  }),
  picture: fc.record({
    width: fc.integer({ min: 64, max: 16_384 }),
    height: fc.integer({ min: 64, max: 16_384 }),
  }),
  density: fc.constantFrom(1, 1.5, 2),
});
const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe("the viewer's zoom", () => {
  it('keeps the pixel under the pointer under it', () => {
    fc.assert(
      fc.property(
        stage,
        unit,
        unit,
        fc.double({ min: 1.01, max: 3, noNaN: true }),
        (at, u, v, by) => {
          // Both sides larger than the field, so that nothing has to be centred.
          const scale = Math.max(
            at.field.width / at.picture.width,
            at.field.height / at.picture.height,
          );
          fc.pre(scale * by < actual(at) * 16);
          const before = centred(at, scale);
          const point = { x: u * at.field.width, y: v * at.field.height };
          const after = zoomAt(before, point, by, at);
          const pixel = (view: typeof before) => ({
            x: (point.x - view.x) / view.scale,
            y: (point.y - view.y) / view.scale,
          });
          const close = 1e-6 * Math.max(at.picture.width, at.picture.height);
          expect(Math.abs(pixel(after).x - pixel(before).x)).toBeLessThan(close);
          expect(Math.abs(pixel(after).y - pixel(before).y)).toBeLessThan(close);
          expect(after.scale).toBeCloseTo(scale * by, 9);
        },
      ),
    );
  });

  it('fits the whole picture and never blows it up', () => {
    fc.assert(
      fc.property(stage, (at) => {
        const view = fit(at);
        expect(view.x).toBeGreaterThanOrEqual(-1e-6);
        expect(view.y).toBeGreaterThanOrEqual(-1e-6);
        expect(at.picture.width * view.scale).toBeLessThanOrEqual(at.field.width + 1e-6);
        expect(at.picture.height * view.scale).toBeLessThanOrEqual(at.field.height + 1e-6);
        expect(view.scale).toBeLessThanOrEqual(actual(at));
      }),
    );
  });

  it('cannot lose the picture, however far it is dragged', () => {
    const far = fc.integer({ min: -50_000, max: 50_000 });
    fc.assert(
      fc.property(stage, far, far, fc.double({ min: 1, max: 8, noNaN: true }), (at, dx, dy, by) => {
        const middle = { x: at.field.width / 2, y: at.field.height / 2 };
        const view = pan(zoomAt(fit(at), middle, by, at), dx, dy, at);
        expect(view.x).toBeLessThanOrEqual(middle.x + 1e-6);
        expect(view.x + at.picture.width * view.scale).toBeGreaterThanOrEqual(middle.x - 1e-6);
        expect(view.y).toBeLessThanOrEqual(middle.y + 1e-6);
        expect(view.y + at.picture.height * view.scale).toBeGreaterThanOrEqual(middle.y - 1e-6);
      }),
    );
  });

  it('ends at fit when it is made smaller again and again', () => {
    fc.assert(
      fc.property(stage, unit, unit, (at, u, v) => {
        const point = { x: u * at.field.width, y: v * at.field.height };
        let view = scaleAt(fit(at), point, actual(at) * 3, at);
        for (let turn = 0; turn < 60; turn += 1) view = zoomAt(view, point, 0.8, at);
        expect(view).toEqual(fit(at));
        expect(isFit(view, at)).toBe(true);
      }),
    );
  });

  it('stays fit when the window changes, and keeps the middle otherwise', () => {
    const before: Stage = {
      field: { width: 1000, height: 800 },
      picture: { width: 6336, height: 2688 },
      density: 1,
    };
    const after: Stage = { ...before, field: { width: 700, height: 800 } };
    expect(refitted(fit(before), before, after)).toEqual(fit(after));
    const near = centred(before, 1);
    const moved = refitted(near, before, after);
    expect(350 - moved.x).toBeCloseTo(500 - near.x);
  });

  it('1:1 is one picture pixel on one device pixel', () => {
    const at: Stage = {
      field: { width: 500, height: 500 },
      picture: { width: 2000, height: 2000 },
      density: 2,
    };
    expect(actual(at)).toBe(0.5);
    expect(percent(centred(at, actual(at)), at)).toBe(100);
  });

  it('plus and minus stop at round steps and at fit', () => {
    const at: Stage = {
      field: { width: 1048, height: 1048 },
      picture: { width: 3000, height: 3000 },
      density: 1,
    };
    expect(fitScale(at)).toBeCloseTo(1 / 3);
    expect(nextStep(fit(at), 1, at)).toBe(0.5);
    expect(nextStep(centred(at, 0.5), -1, at)).toBeCloseTo(1 / 3);
    expect(nextStep(centred(at, 0.7), 1, at)).toBe(1);
  });

  it('turns a notch towards the user into a smaller picture, by a bounded step', () => {
    expect(wheelFactor(120, 0)).toBeLessThan(1);
    expect(wheelFactor(-120, 0)).toBeGreaterThan(1);
    expect(wheelFactor(100_000, 0)).toBe(wheelFactor(240, 0));
    expect(wheelFactor(3, 1)).toBeCloseTo(wheelFactor(99, 0));
  });
});
