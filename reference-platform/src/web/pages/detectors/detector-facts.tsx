import { Fact, Facts } from '../../components/fact.tsx';
import { Section } from '../../components/section.tsx';
import { share } from '../../format/numbers.ts';
import { When } from '../../format/when.tsx';
import { inWords } from '../../format/words.ts';
import type { Detector } from '../../shapes/detection.ts';
import { StatusBadge } from './status-badge.tsx';
import { algorithmName, useAlgorithms } from './use-algorithms.ts';

/** What a detector is. */
export function DetectorFacts({ detector }: { detector: Detector }) {
  const algorithms = useAlgorithms().value;
  return (
    <Section title="Facts">
      <Facts>
        <Fact label="Status">
          <StatusBadge status={detector.status} />
        </Fact>
        <Fact label="Algorithm">{algorithmName(algorithms, detector.algorithm)}</Fact>
        <Fact label="Latest version">
          {detector.latestVersion === null ? '–' : `v${detector.latestVersion}`}
        </Fact>
        <Fact label="In production">
          {detector.productionVersion === null ? '–' : `v${detector.productionVersion}`}
        </Fact>
        <Fact label="Contamination">{share(detector.contamination)}</Fact>
        {Object.entries(detector.parameters).map(([name, value]) => (
          <Fact key={name} label={inWords(name)}>
            {typeof value === 'number' ? value : inWords(value)}
          </Fact>
        ))}
        <Fact label="Seed">{detector.seed}</Fact>
        <Fact label="Created by">{detector.createdBy.name}</Fact>
        <Fact label="Created">
          <When iso={detector.createdAt} />
        </Fact>
      </Facts>
    </Section>
  );
}
