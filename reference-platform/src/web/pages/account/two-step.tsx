import { useState } from 'preact/hooks';
import { Section } from '../../components/section.tsx';
import { useToast } from '../../components/toasts.tsx';
import { useSession } from '../../session/session.tsx';
import type { MfaEnrolment } from '../../shapes/identity.ts';
import { BeginTwoStep } from './begin-two-step.tsx';
import { EndTwoStep } from './end-two-step.tsx';
import { EnrolTwoStep } from './enrol-two-step.tsx';

/** How far a change of the second step has come. */
type Step = 'none' | 'asking' | MfaEnrolment;

/** Turns the second step of signing in on and off. */
export function TwoStep() {
  const session = useSession();
  const tell = useToast();
  const [step, setStep] = useState<Step>('none');
  const isOn = session.user.mfaEnabled;
  const cancel = () => setStep('none');
  const settle = (mfaEnabled: boolean) => {
    session.updateUser({ ...session.user, mfaEnabled });
    setStep('none');
    tell(`Two-step verification is ${mfaEnabled ? 'on' : 'off'}.`);
  };
  return (
    <Section title="Two-step verification">
      {typeof step === 'object' ? (
        <EnrolTwoStep enrolment={step} onVerified={() => settle(true)} onCancel={cancel} />
      ) : (
        <p>
          {isOn
            ? 'Two-step verification is on.'
            : 'Two-step verification is off. With it, signing in also takes a code from an authenticator app.'}
        </p>
      )}
      {step === 'none' ? (
        <button type="button" class="button" onClick={() => setStep('asking')}>
          {isOn ? 'Turn off two-step verification' : 'Set up two-step verification'}
        </button>
      ) : null}
      {step === 'asking' && isOn ? <EndTwoStep onEnded={() => settle(false)} onCancel={cancel} /> : null}
      {step === 'asking' && !isOn ? <BeginTwoStep onBegun={setStep} onCancel={cancel} /> : null}
    </Section>
  );
}
