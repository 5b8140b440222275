/** Colours of the charts, read from the style sheet's tokens, so that charts follow the colour scheme. */
export interface Palette {
  readonly ink: string;
  readonly line: string;
  readonly normal: string;
  readonly anomaly: string;
  readonly surface: string;
  readonly font: string;
}

/** The colours in force now. */
export function currentPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: token('--ink-soft'),
    line: token('--line'),
    normal: token('--chart-normal'),
    anomaly: token('--anomaly'),
    surface: token('--surface'),
    font: `12px ${token('--font-text')}`,
  };
}
