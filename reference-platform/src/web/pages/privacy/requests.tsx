import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Empty } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { useToast } from '../../components/toasts.tsx';
import type { Loaded } from '../../loading/use-load.ts';
import type { Job } from '../../shapes/detection.ts';
import { RequestProgress } from './request-progress.tsx';

/** Requests of one kind that are shown: the newest. */
export const SHOWN = 20;

/** What the dialog of a new request calls. */
export interface RequestDialog {
  onStarted: (job: Job) => void;
  onClose: () => void;
}

interface RequestsProps<T> {
  title: string;
  note: string;
  /** The button that asks for a new one. */
  action: { label: string; class: 'button-primary' | 'button-danger' };
  /** One request, by which its progress is named. */
  one: string;
  ended: { well: string; badly: string };
  list: Loaded<{ items: T[]; total: number; limit: number; offset: number }>;
  empty: string;
  columns: readonly TableColumn<T>[];
  dialog: (props: RequestDialog) => ComponentChildren;
  onEnd?: () => void;
}

/** Requests about people of one kind, the progress of the one that was just asked for, and the way to a new one. */
export function Requests<T extends { id: string }>(props: RequestsProps<T>) {
  const { title, action, list } = props;
  const tell = useToast();
  const [asking, setAsking] = useState(false);
  const [job, setJob] = useState<Job | null>(null);
  const end = ({ status }: Job) => {
    tell(status === 'completed' ? props.ended.well : props.ended.badly);
    list.reload();
    props.onEnd?.();
  };
  const start = (started: Job) => {
    setAsking(false);
    setJob(started);
    list.reload();
  };
  return (
    <Section title={title} note={props.note}>
      <div class="filters">
        <button type="button" class={`button ${action.class}`} onClick={() => setAsking(true)}>
          {action.label}
        </button>
      </div>
      {job === null ? null : <RequestProgress started={job} title={props.one} onEnd={end} />}
      <LoadView load={list}>
        {({ items, total }) =>
          total === 0 ? (
            <Empty title={props.empty} />
          ) : (
            <DataTable
              caption={title}
              captionHidden
              cards
              busy={list.loading}
              rows={items}
              rowKey={({ id }) => id}
              columns={props.columns}
            />
          )
        }
      </LoadView>
      {asking ? props.dialog({ onStarted: start, onClose: () => setAsking(false) }) : null}
    </Section>
  );
}
