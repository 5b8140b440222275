import { createContext, type ComponentChildren } from 'preact';
import { useCallback, useContext, useRef, useState } from 'preact/hooks';

const STAY_MS = 10_000;

interface Toast {
  readonly id: number;
  readonly text: string;
}

const ToastContext = createContext<(text: string) => void>(() => undefined);

/** Gives the function that tells the user, wherever they go next, that something is done. */
export function useToast(): (text: string) => void {
  return useContext(ToastContext);
}

/** Keeps the messages and the live region that speaks them. */
export function Toasts({ children }: { children: ComponentChildren }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const next = useRef(1);
  const dismiss = useCallback(
    (id: number) => setToasts((current) => current.filter((toast) => toast.id !== id)),
    [],
  );
  const tell = useCallback(
    (text: string) => {
      const id = next.current++;
      setToasts((current) => [...current.slice(-2), { id, text }]);
      window.setTimeout(() => dismiss(id), STAY_MS);
    },
    [dismiss],
  );
  return (
    <ToastContext.Provider value={tell}>
      {children}
      <div class="toasts" role="status" aria-label="Notifications">
        {toasts.map((toast) => (
          <div class="toast" key={toast.id}>
            <span>{toast.text}</span>
            <button
              type="button"
              class="toast-dismiss"
              aria-label="Dismiss notification"
              onClick={() => dismiss(toast.id)}
            >
              <span aria-hidden="true">×</span>
            </button>
          </div>
        ))}
      </div>
    </ToastContext.Provider>
  );
}
