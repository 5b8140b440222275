import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { DeleteDialog } from '../../components/delete-dialog.tsx';
import { FailureNotice } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { useToast } from '../../components/toasts.tsx';
import { useAction } from '../../loading/use-action.ts';
import { useSession } from '../../session/session.tsx';
import { MfaEnrolment } from '../../shapes/identity.ts';
import { EnrolTwoStep } from './enrol-two-step.tsx';

/** Turns the second step of signing in on and off. */
export function TwoStep() {
  const session = useSession();
  const tell = useToast();
  const begin = useAction();
  const [enrolment, setEnrolment] = useState<MfaEnrolment | null>(null);
  const [asking, setAsking] = useState(false);
  const isOn = session.user.mfaEnabled;
  const settle = (mfaEnabled: boolean) => {
    session.updateUser({ ...session.user, mfaEnabled });
    setEnrolment(null);
    setAsking(false);
    tell(`Two-step verification is ${mfaEnabled ? 'on' : 'off'}.`);
  };
  return (
    <Section title="Two-step verification">
      {enrolment !== null ? (
        <EnrolTwoStep
          enrolment={enrolment}
          onVerified={() => settle(true)}
          onCancel={() => setEnrolment(null)}
        />
      ) : (
        <>
          <p>
            {isOn
              ? 'Two-step verification is on.'
              : 'Two-step verification is off. With it, signing in also takes a code from an authenticator app.'}
          </p>
          {begin.failure === null ? null : <FailureNotice failure={begin.failure} />}
          {isOn ? (
            <button type="button" class="button" onClick={() => setAsking(true)}>
              Turn off two-step verification
            </button>
          ) : (
            <button
              type="button"
              class="button"
              aria-disabled={begin.busy}
              onClick={() =>
                void begin.run(async () => setEnrolment(await api.call(MfaEnrolment, 'POST', '/auth/mfa')))
              }
            >
              Set up two-step verification
            </button>
          )}
        </>
      )}
      {asking ? (
        <DeleteDialog
          title="Turn off two-step verification?"
          confirm="Turn off"
          remove={() => api.command('DELETE', '/auth/mfa')}
          onDone={() => settle(false)}
          onClose={() => setAsking(false)}
        >
          Signing in will take your password alone.
        </DeleteDialog>
      ) : null}
    </Section>
  );
}
