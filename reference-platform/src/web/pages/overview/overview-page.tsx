import { api } from '../../api/client.ts';
import { Fact, Facts } from '../../components/fact.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { bytes, count } from '../../format/numbers.ts';
import { useLoad } from '../../loading/use-load.ts';
import { useSession } from '../../session/session.tsx';
import { may } from '../../session/permissions.ts';
import { type Role, Usage } from '../../shapes/identity.ts';
import { GettingStarted } from './getting-started.tsx';
import { LatestDetections } from './latest-detections.tsx';
import { RunningJobs } from './running-jobs.tsx';

/** Where one lands after signing in. */
export function OverviewPage() {
  const { tenant, user } = useSession();
  if (tenant === null) {
    return (
      <Page title="Overview">
        <p>You are signed in as the platform’s operator. Tenants are looked after through the API.</p>
      </Page>
    );
  }
  return <TenantOverview tenantName={tenant.name} role={user.role} />;
}

function TenantOverview({ tenantName, role }: { tenantName: string; role: Role }) {
  const usage = useLoad('usage', (signal) => api.call(Usage, 'GET', '/tenant/usage', { signal }));
  const fresh = usage.value !== null && usage.value.datasets === 0;
  return (
    <Page title="Overview" lead={tenantName}>
      {fresh && may(role, 'write') ? <GettingStarted /> : null}
      <Section title="Usage">
        <LoadView load={usage}>
          {(value) => (
            <Facts size="large">
              <Fact label="Datasets">{count(value.datasets)}</Fact>
              <Fact label="Detectors">{count(value.detectors)}</Fact>
              <Fact label="Members">{count(value.members)}</Fact>
              <Fact label="Storage">{`${bytes(value.storageBytes)} of ${bytes(value.storageLimitBytes)}`}</Fact>
              <Fact label="Requests this window" note={`a window of ${value.requests.windowSeconds} s`}>
                {`${count(value.requests.used)} of ${count(value.requests.limit)}`}
              </Fact>
            </Facts>
          )}
        </LoadView>
      </Section>
      <RunningJobs />
      {may(role, 'readDetections') ? <LatestDetections /> : null}
    </Page>
  );
}
