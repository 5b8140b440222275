import { useEffect, useRef } from 'preact/hooks';

/** A bar from 0 to 1 with its percentage in text. */
export function Progress({ label, value }: { label: string; value: number }) {
  const fill = useRef<HTMLSpanElement>(null);
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  useEffect(() => {
    fill.current?.style.setProperty('--share', String(percent / 100));
  }, [percent]);
  return (
    <span class="progress">
      <span
        class="progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span class="progress-fill" ref={fill} />
      </span>
      <span class="progress-text">{percent}%</span>
    </span>
  );
}
