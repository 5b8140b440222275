import { SelectField } from '../../components/fields.tsx';
import { inWords } from '../../format/words.ts';
import { useSession } from '../../session/session.tsx';
import { TENANT_ROLES } from '../../shapes/identity.ts';

const about: Record<string, string> = {
  owner: 'Everything, the audit log and the organisation itself included.',
  admin: 'Data, detectors, members and API keys.',
  analyst: 'Data, detectors and detections.',
  viewer: 'Looks at data, detectors and detections.',
  sales: 'Sees the overview and the members.',
  verifier: 'Looks at detections.',
  auditor: 'Looks at everything and the audit log.',
};

/** The choice of a role. Only owners are offered to make owners. */
export function RoleField(props: {
  value: string;
  onValue: (role: string) => void;
  error: string | undefined;
}) {
  const { user } = useSession();
  const offered = TENANT_ROLES.filter(
    (role) => role !== 'owner' || user.role === 'owner' || props.value === 'owner',
  );
  return (
    <SelectField
      label="Role"
      value={props.value}
      hint={about[props.value]}
      error={props.error}
      options={offered.map((role) => ({ value: role, label: inWords(role) }))}
      onValue={props.onValue}
    />
  );
}
