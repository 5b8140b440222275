import { useState } from 'preact/hooks';
import { addressOf, api } from '../../api/client.ts';
import { DeleteDialog } from '../../components/delete-dialog.tsx';
import { useToast } from '../../components/toasts.tsx';
import { DetectorVersion, type Detector } from '../../shapes/detection.ts';

interface VersionActionsProps {
  detector: Detector;
  version: DetectorVersion;
  mayRelease: boolean;
  onChange: () => void;
}

const words = {
  promote: {
    button: 'Promote',
    title: 'Promote to production?',
    confirm: 'Promote version',
    done: (now: number) => `Version ${now} is in production.`,
  },
  rollback: {
    button: 'Roll back',
    title: 'Roll back?',
    confirm: 'Roll back version',
    done: (now: number) => `Rolled back: version ${now} is in production again.`,
  },
} as const;

/** What can be done with one version: its file for everybody, its stage for those who release. */
export function VersionActions({ detector, version, mayRelease, onChange }: VersionActionsProps) {
  const tell = useToast();
  const [open, setOpen] = useState(false);
  const path = `/detectors/${detector.id}/versions/${version.version}`;
  const step = version.stage === 'staging' ? 'promote' : version.stage === 'production' ? 'rollback' : null;
  return (
    <span class="row-actions">
      <a class="button" href={addressOf(`${path}/export`)} download>
        {`Download v${version.version}`}
      </a>
      {mayRelease && step !== null ? (
        <button type="button" class="button" onClick={() => setOpen(true)}>
          {`${words[step].button} v${version.version}`}
        </button>
      ) : null}
      {open && step !== null ? (
        <DeleteDialog
          title={words[step].title}
          confirm={words[step].confirm}
          remove={async () => {
            const now = await api.call(DetectorVersion, 'POST', `${path}/${step}`);
            tell(words[step].done(now.version));
          }}
          onDone={() => {
            setOpen(false);
            onChange();
          }}
          onClose={() => setOpen(false)}
        >
          {step === 'promote' ? (
            <Promotion detector={detector} version={version} />
          ) : (
            <Rollback version={version} />
          )}
        </DeleteDialog>
      ) : null}
    </span>
  );
}

function Promotion({ detector, version }: { detector: Detector; version: DetectorVersion }) {
  return (
    <>
      <strong>Version {version.version}</strong> will work wherever no version is named.
      {detector.productionVersion === null ? '' : ` Version ${detector.productionVersion} will be archived.`}
    </>
  );
}

function Rollback({ version }: { version: DetectorVersion }) {
  return (
    <>
      <strong>Version {version.version}</strong> will be archived, and the version that it replaced works
      again.
    </>
  );
}
