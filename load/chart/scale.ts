/** The axis of a panel: it begins at 0 and ends at a round figure. */
export interface Scale {
  top: number;
  ticks: number[];
}

const STEPS = [1, 2, 5, 10];

/** An axis from 0 that holds `greatest`, with two to five round ticks above it. */
export function scaleFor(greatest: number): Scale {
  if (!(greatest > 0)) return { top: 1, ticks: [0, 1] };
  const power = 10 ** Math.floor(Math.log10(greatest / 3));
  const step = power * (STEPS.find((factor) => greatest / (power * factor) <= 4) ?? 10);
  const count = Math.ceil(greatest / step - 1e-9);
  // Products of decimals are not round to the last bit.
  const ticks = Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(6)));
  return { top: count * step, ticks };
}

/** Whole seconds to label a time axis of `lengthMs` with: at most eight. */
export function secondsFor(lengthMs: number): number[] {
  const seconds = lengthMs / 1000;
  const step = [1, 2, 5, 10, 30, 60, 300, 600, 3_600].find((width) => seconds / width <= 8) ?? 7_200;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
}
