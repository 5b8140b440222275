import type { ComponentChildren } from 'preact';
import type { CallFailure } from '../api/problem.ts';
import { Link } from '../routing/link.tsx';

/** Says that something is being fetched. */
export function Loading() {
  return (
    <p class="loading" role="status">
      <span class="loading-mark" aria-hidden="true" />
      Loading…
    </p>
  );
}

/** A pasted table can be wrong in thousands of places; the first few are enough to act on. */
const SHOWN_FIELDS = 5;

/** A refusal or failure, with the id under which the server's log has it. */
export function FailureNotice({
  failure,
  title,
  message,
  retry,
}: {
  failure: CallFailure;
  title?: string | undefined;
  message?: string | undefined;
  retry?: () => void;
}) {
  return (
    <div class="notice notice-failure" role="alert">
      <p class="notice-title">{title ?? failure.title}</p>
      <p>{message ?? failure.message}</p>
      {failure.fields.length === 0 ? null : (
        <ul class="notice-fields">
          {failure.fields.slice(0, SHOWN_FIELDS).map((field) => (
            <li key={field.pointer}>{field.detail}</li>
          ))}
        </ul>
      )}
      {failure.traceId === null ? null : (
        <p class="notice-trace">
          Trace id: <code>{failure.traceId}</code>
        </p>
      )}
      {retry === undefined ? null : (
        <button type="button" class="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** What a page for changing things says to a role that may only look. */
export function NotAllowed({ children }: { children: ComponentChildren }) {
  return (
    <div class="notice notice-failure" role="alert">
      <p class="notice-title">Not allowed</p>
      <p>{children}</p>
    </div>
  );
}

/** What a list says when it has nothing, and what to do about it. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ComponentChildren;
  action?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <svg class="empty-mark" viewBox="0 0 120 48" aria-hidden="true">
        <circle cx="18" cy="34" r="3" />
        <circle cx="34" cy="29" r="3" />
        <circle cx="50" cy="33" r="3" />
        <circle cx="66" cy="28" r="3" />
        <circle cx="82" cy="32" r="3" />
        <path class="empty-outlier" d="M98 6l6 10h-12z" />
        <path class="empty-base" d="M8 44h104" />
      </svg>
      <h2>{title}</h2>
      {children === undefined ? null : <p>{children}</p>}
      {action === undefined ? null : <div class="empty-action">{action}</div>}
    </div>
  );
}

/** The body of a page whose object is not there, or is another tenant's. */
export function Missing({ back }: { back: { href: string; name: string } }) {
  return (
    <div class="empty">
      <p>There is nothing at this address, or you may not see it.</p>
      <div class="empty-action">
        <Link class="button" href={back.href}>{`Back to ${back.name}`}</Link>
      </div>
    </div>
  );
}
