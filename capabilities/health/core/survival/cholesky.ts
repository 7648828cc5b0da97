/**
 * Solves `matrix · x = right` for a symmetric, positive definite matrix by its Cholesky decomposition. Directions that the
 * matrix says nothing about (a column that is the sum of others) come out as 0.
 */
export function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const lower = decompose(matrix)
  const x = Float64Array.from(right)
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i]![k]! * x[k]!
    x[i] = lower[i]![i] === 0 ? 0 : x[i]! / lower[i]![i]!
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i]! -= lower[k]![i]! * x[k]!
    x[i] = lower[i]![i] === 0 ? 0 : x[i]! / lower[i]![i]!
  }
  return x
}

/** The inverse of such a matrix. */
export function inverse(matrix: readonly Float64Array[]): Float64Array[] {
  return matrix.map((_, at) =>
    solve(
      matrix,
      Float64Array.from(matrix, (_row, i) => (i === at ? 1 : 0)),
    ),
  )
}

function decompose(matrix: readonly Float64Array[]): Float64Array[] {
  const lower = matrix.map(({ length }) => new Float64Array(length))
  matrix.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      let sum = row[j]!
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!
      if (i === j) lower[i]![i] = sum > row[i]! * 1e-12 ? Math.sqrt(sum) : 0
      else lower[i]![j] = lower[j]![j] === 0 ? 0 : sum / lower[j]![j]!
    }
  })
  return lower
}
