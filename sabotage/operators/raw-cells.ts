import { withBody } from '../proxy/message.ts';
import { afterwards, type Operator, single, succeeds } from './operator.ts';

/** A cell that a spreadsheet runs goes out as it is. */
export const rawCells: Operator = {
  name: 'RS-csv',
  family: 'RS',
  endsWorld: () => false,
  variants: ({ operation }) =>
    operation.id === 'datasets.export' ? single('An export holds cells that a spreadsheet runs.') : [],
  meets: succeeds,
  spoil: afterwards((answer) => {
    const csv = answer.body.toString('utf8');
    const raw = csv.replaceAll(/(^|[,"\n])'(?=[=+@\t-])/g, '$1');
    return answer.status !== 200 || raw === csv ? null : withBody(answer, Buffer.from(raw));
  }),
};
