import type { Detector, DetectorVersion } from '../../shapes/detection.ts';

/** Choices of a version; the first, empty one leaves it to the API: that in production, or else the latest. */
export function versionOptions(
  detector: Detector,
  versions: readonly DetectorVersion[],
): { value: string; label: string }[] {
  const inUse =
    detector.productionVersion === null
      ? `Latest (v${versions[0]?.version ?? '–'})`
      : `In production (v${detector.productionVersion})`;
  return [
    { value: '', label: inUse },
    ...versions.map(({ version }) => ({ value: String(version), label: `v${version}` })),
  ];
}
