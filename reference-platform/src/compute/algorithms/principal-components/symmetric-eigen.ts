/** Eigenvalues of a symmetric matrix, largest first, and an eigenvector of length 1 for each. */
export interface Eigen {
  readonly values: Float64Array;
  /** Row after row: element i of vector j at j · size + i. */
  readonly vectors: Float64Array;
}

/** Off-diagonal elements this small beside the diagonal are 0 in double precision. */
const NEGLIGIBLE = 1e-17;
/** Ten sweeps do for any matrix that has been seen; the bound is there for those that have not. */
const MOST_SWEEPS = 60;

/**
 * Eigenvalues and eigenvectors by the cyclic Jacobi method (Golub and Van Loan, Matrix Computations, section 8.5).
 * `matrix` holds size × size elements and is overwritten.
 */
export function symmetricEigen(matrix: Float64Array, size: number, progress: () => void): Eigen {
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) vectors[i * size + i] = 1;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
    let rotations = 0;
    for (let p = 0; p < size - 1; p += 1) {
      for (let q = p + 1; q < size; q += 1) {
        if (rotate(matrix, vectors, size, p, q)) rotations += 1;
      }
      progress();
    }
    if (rotations === 0) break;
  }
  const order = Array.from({ length: size }, (_, i) => i).sort(
    (a, b) => (matrix[b * size + b] ?? 0) - (matrix[a * size + a] ?? 0) || a - b,
  );
  const sorted = new Float64Array(size * size);
  order.forEach((from, to) => {
    sorted.set(vectors.subarray(from * size, (from + 1) * size), to * size);
  });
  return { values: Float64Array.from(order, (i) => matrix[i * size + i] ?? 0), vectors: sorted };
}

/** Makes the elements (p, q) and (q, p) zero; false where they are so already. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): boolean {
  const off = a[p * size + q] ?? 0;
  const first = a[p * size + p] ?? 0;
  const second = a[q * size + q] ?? 0;
  if (Math.abs(off) <= NEGLIGIBLE * Math.sqrt(Math.abs(first * second))) return false;
  const theta = (second - first) / (2 * off);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cos = 1 / Math.sqrt(t * t + 1);
  const sin = t * cos;
  for (let k = 0; k < size; k += 1) {
    const left = a[k * size + p] ?? 0;
    const right = a[k * size + q] ?? 0;
    a[k * size + p] = cos * left - sin * right;
    a[k * size + q] = sin * left + cos * right;
  }
  for (let k = 0; k < size; k += 1) {
    const upper = a[p * size + k] ?? 0;
    const lower = a[q * size + k] ?? 0;
    a[p * size + k] = cos * upper - sin * lower;
    a[q * size + k] = sin * upper + cos * lower;
    const x = vectors[p * size + k] ?? 0;
    const y = vectors[q * size + k] ?? 0;
    vectors[p * size + k] = cos * x - sin * y;
    vectors[q * size + k] = sin * x + cos * y;
  }
  a[p * size + q] = 0;
  a[q * size + p] = 0;
  return true;
}
