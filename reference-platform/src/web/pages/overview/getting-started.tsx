import { Section } from '../../components/section.tsx';
import { Link } from '../../routing/link.tsx';

/** The three steps to a first detection. */
export function GettingStarted() {
  return (
    <Section title="Getting started" note="Three steps to a first detection.">
      <ol class="steps">
        <li>
          <h3>Bring a table</h3>
          <p>CSV or JSON lines. Assay profiles its columns and estimates how much of it is anomalous.</p>
          <Link class="button button-primary" href="/datasets/new">
            Upload your first dataset
          </Link>
        </li>
        <li>
          <h3>Choose an algorithm</h3>
          <p>Isolation forest is a good start for tables of many columns.</p>
          <Link class="button" href="/detectors/new">
            Create a detector
          </Link>
        </li>
        <li>
          <h3>Train, then examine</h3>
          <p>Each training makes a version; each detection ranks the rows that do not belong.</p>
        </li>
      </ol>
    </Section>
  );
}
