import { ScrollRegion } from '../../components/scroll-region.tsx';
import type { Profile } from '../../shapes/dataset.ts';

/** Steps of shading to each side of zero; the number itself is always in the cell. */
const STEPS = 5;

/** The correlation matrix as a table whose cells are shaded by strength and sign. */
export function Correlation({ correlation }: { correlation: Profile['correlation'] }) {
  const { columns, matrix } = correlation;
  return (
    <ScrollRegion label="Correlation">
      <table class="heat">
        <caption class="visually-hidden">Correlation</caption>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map((column, row) => (
            <tr key={column}>
              <th scope="row">{column}</th>
              {columns.map((other, position) => {
                const value = matrix[row]?.[position] ?? null;
                return (
                  <td key={other} data-heat={heat(value)}>
                    {value === null ? '–' : value.toFixed(2)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function heat(value: number | null): string | undefined {
  if (value === null) return undefined;
  const step = Math.round(Math.abs(value) * STEPS);
  return step === 0 ? '0' : `${value < 0 ? 'minus' : 'plus'}-${step}`;
}
