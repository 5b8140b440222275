import { Page } from '../../components/page.tsx';
import { ChangePassword } from './change-password.tsx';
import { Profile } from './profile.tsx';
import { Sessions } from './sessions.tsx';
import { TwoStep } from './two-step.tsx';

/** One's own name, password, second step and sessions. */
export function AccountPage() {
  return (
    <Page title="Account">
      <Profile />
      <ChangePassword />
      <TwoStep />
      <Sessions />
    </Page>
  );
}
