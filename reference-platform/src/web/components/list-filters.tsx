import { changeQuery } from '../routing/location.ts';
import { SelectField } from './fields.tsx';
import { SearchField } from './search-field.tsx';

interface FilterProps {
  /** The address that the list is shown for; a change leads back to its first page. */
  query: URLSearchParams;
  label: string;
}

interface ChoiceFilterProps extends FilterProps {
  /** The parameter of the address. */
  name: string;
  options: readonly { value: string; label: string }[];
}

/** Narrows or sorts a list by a choice. */
export function ChoiceFilter({ query, label, name, options }: ChoiceFilterProps) {
  return (
    <SelectField
      label={label}
      value={query.get(name) ?? ''}
      options={options}
      onValue={(value) => changeQuery({ [name]: value, offset: 0 })}
    />
  );
}

/** Narrows a list to what is typed: the parameter `q`. */
export function SearchFilter({ query, label }: FilterProps) {
  return (
    <SearchField label={label} value={query.get('q') ?? ''} onValue={(q) => changeQuery({ q, offset: 0 })} />
  );
}

/** Takes filters back. */
export function ClearFilters({ names }: { names: readonly string[] }) {
  const nothing = Object.fromEntries(names.map((name) => [name, '']));
  return (
    <button type="button" class="button" onClick={() => changeQuery({ ...nothing, offset: 0 })}>
      Clear filters
    </button>
  );
}
