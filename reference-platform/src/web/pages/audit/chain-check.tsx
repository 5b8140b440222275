import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { FailureNotice } from '../../components/notices.tsx';
import { count } from '../../format/numbers.ts';
import { useAction } from '../../loading/use-action.ts';
import { ChainVerdict } from '../../shapes/audit.ts';

/** Has the server recompute the hash chain, and says what came of it. */
export function ChainCheck() {
  const action = useAction();
  const [verdict, setVerdict] = useState<ChainVerdict | null>(null);
  const verify = () =>
    action.run(async () => {
      setVerdict(null);
      setVerdict(await api.call(ChainVerdict, 'GET', '/audit/verify'));
    });
  return (
    <div class="chain">
      <button
        type="button"
        class="button button-primary"
        aria-disabled={action.busy}
        onClick={() => {
          if (!action.busy) void verify();
        }}
      >
        Verify chain
      </button>
      <div role="status" aria-label="Chain verdict" class="chain-verdict">
        {verdict === null ? null : <Verdict verdict={verdict} />}
      </div>
      {action.failure === null ? null : <FailureNotice failure={action.failure} />}
    </div>
  );
}

function Verdict({ verdict }: { verdict: ChainVerdict }) {
  if (verdict.firstBroken !== null) {
    return (
      <p class="chain-broken">{`The chain is broken at entry ${count(verdict.firstBroken.sequence)}.`}</p>
    );
  }
  return (
    <>
      <p class="all-good">{`The chain is intact: ${count(verdict.entries)} entries.`}</p>
      {verdict.headHash === null ? null : (
        <p class="chain-head">
          Head hash <code class="hash">{verdict.headHash}</code>
        </p>
      )}
    </>
  );
}
