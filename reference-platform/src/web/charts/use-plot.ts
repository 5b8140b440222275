import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import { currentPalette, type Palette } from './palette.ts';

/** Makes a chart in a box that is `width` CSS pixels wide. */
export type BuildPlot = (box: HTMLElement, width: number, palette: Palette) => uPlot;

/** Keeps a chart in the referenced element: made anew with new data or another colour scheme, resized with its box. */
export function usePlot(build: BuildPlot, data: unknown): RefObject<HTMLDivElement> {
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(build);
  latest.current = build;
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let plot = latest.current(element, element.clientWidth, currentPalette());
    const again = () => {
      plot.destroy();
      plot = latest.current(element, element.clientWidth, currentPalette());
    };
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0 && element.clientWidth !== plot.width) {
        plot.setSize({ width: element.clientWidth, height: plot.height });
      }
    });
    observer.observe(element);
    const scheme = window.matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', again);
    return () => {
      observer.disconnect();
      scheme.removeEventListener('change', again);
      plot.destroy();
    };
  }, [data]);
  return box;
}
