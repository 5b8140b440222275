import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** Lets wide content scroll sideways by itself; while it does, it is a named region that the keyboard can reach. */
export function ScrollRegion({ label, children }: { label: string; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const [wide, setWide] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => setWide(element.scrollWidth > element.clientWidth + 1);
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
