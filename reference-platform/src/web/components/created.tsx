import { When } from '../format/when.tsx';

/** The two last columns of most tables: by whom and when. */
export const createdColumns = [
  {
    header: 'Created by',
    cell: (row: { createdBy: { name: string } }) => row.createdBy.name,
  },
  {
    header: 'Created',
    cell: (row: { createdAt: string }) => <When iso={row.createdAt} />,
  },
];
