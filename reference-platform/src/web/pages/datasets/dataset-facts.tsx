import { Fact, Facts } from '../../components/fact.tsx';
import { Section } from '../../components/section.tsx';
import { bytes, count, share } from '../../format/numbers.ts';
import { When } from '../../format/when.tsx';
import type { Dataset, Profile } from '../../shapes/dataset.ts';
import { formatName } from './names.ts';

const methods = { label: 'from the label column', robust_zscore: 'by robust z-scores' };

/** What a dataset is. The contamination comes with the profile, later than the rest. */
export function DatasetFacts({ dataset, profile }: { dataset: Dataset; profile: Profile | null }) {
  const contamination = profile?.contamination;
  return (
    <Section title="Facts">
      <Facts>
        <Fact label="Rows">{count(dataset.rowCount)}</Fact>
        <Fact label="Columns">{dataset.columns.length}</Fact>
        <Fact
          label="Estimated contamination"
          note={contamination === undefined ? undefined : methods[contamination.method]}
        >
          {contamination === undefined || contamination.estimate === null
            ? '–'
            : share(contamination.estimate)}
        </Fact>
        <Fact label="Size">{bytes(dataset.sizeBytes)}</Fact>
        <Fact label="Format">{formatName(dataset.format)}</Fact>
        <Fact label="Label column">{dataset.labelColumn ?? '–'}</Fact>
        <Fact label="Time column">{dataset.timeColumn ?? '–'}</Fact>
        <Fact label="Created by">{dataset.createdBy.name}</Fact>
        <Fact label="Created">
          <When iso={dataset.createdAt} />
        </Fact>
        <Fact label="SHA-256" wide>
          <code class="hash">{dataset.sha256}</code>
        </Fact>
      </Facts>
    </Section>
  );
}
