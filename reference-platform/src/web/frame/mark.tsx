/** The sign of the product: an A struck in a hallmark's cartouche, its bar the gold streak on a touchstone. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path class="mark-frame" d="M9 2h14l7 7v14l-7 7H9l-7-7V9z" />
      <path class="mark-letter" d="M9.5 24L16 8l6.5 16" />
      <path class="mark-streak" d="M6 20.5l20-5" />
    </svg>
  );
}
