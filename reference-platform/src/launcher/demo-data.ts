/** Numbers in [0, 1) that are the same on each start (mulberry32). */
function seededNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const rows = 2_000;
const anomalousShare = 0.03;
const firstPayment = Date.UTC(2026, 0, 5, 6);

/**
 * Card payments of a small bank as CSV: two thousand rows, three in a hundred of them fraudulent (large, at
 * night, in bursts, far from home), as the column `is_fraud` says.
 */
export function demoPayments(): string {
  const next = seededNumbers(20_260_105);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const channels = ['card', 'transfer', 'direct debit', 'wallet'];
  const lines = ['paid_at,channel,amount,hour,merchant_risk,payments_last_day,distance_km,is_fraud'];
  for (let row = 0; row < rows; row += 1) {
    const fraud = next() < anomalousShare;
    const hour = fraud ? Math.floor(next() * 5) : 7 + Math.floor(next() * 15);
    const paidAt = new Date(firstPayment + Math.floor(row / 20) * 86_400_000 + hour * 3_600_000);
    const amount = fraud ? 900 + Math.abs(normal()) * 1_500 : Math.exp(3.4 + normal() * 0.6);
    const values = [
      paidAt.toISOString(),
      channels[Math.floor(next() * channels.length)] ?? 'card',
      amount.toFixed(2),
      hour,
      (fraud ? 0.6 + next() * 0.4 : next() * 0.5).toFixed(3),
      fraud ? 8 + Math.floor(next() * 20) : Math.floor(next() * 5),
      (fraud ? 400 + next() * 4_000 : Math.abs(normal()) * 15).toFixed(1),
      fraud ? 1 : 0,
    ];
    lines.push(values.join(','));
  }
  return `${lines.join('\n')}\n`;
}
