import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Lets wide content scroll sideways by itself; while it does, it is a named region that the keyboard can reach. */
export function ScrollRegion({ label, children }: { label: string; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const [wide, setWide] = useState(false);
  const measure = () => {
    const element = box.current;
    if (element !== null) setWide(element.scrollWidth > element.clientWidth + 1);
  };
  // New content is measured before it is painted, a new width of the window when it is observed.
  useLayoutEffect(measure);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);
  const named = wide ? { role: 'region' as const, 'aria-label': `${label}, scrollable`, tabIndex: 0 } : {};
  return (
    <div class="scroll" ref={box} {...named}>
      {children}
    </div>
  );
}
