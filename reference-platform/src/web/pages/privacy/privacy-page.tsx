import { useState } from 'preact/hooks';
import { Page } from '../../components/page.tsx';
import { useMay } from '../../session/session.tsx';
import { NotFoundPage } from '../not-found-page.tsx';
import { Erasures } from './erasures.tsx';
import { Exports } from './exports.tsx';
import { RetentionSection } from './retention.tsx';

/** What an owner answers for: people’s data, handed out, erased, and kept no longer than needed. */
export function PrivacyPage() {
  const mayAnswer = useMay('answerForPrivacy');
  const [erasures, setErasures] = useState(0);
  if (!mayAnswer) return <NotFoundPage />;
  return (
    <Page title="Privacy" lead="People’s data: what is known of them, taken out, and how long it is kept.">
      <Exports erasures={erasures} />
      <Erasures onErased={() => setErasures((before) => before + 1)} />
      <RetentionSection />
    </Page>
  );
}
