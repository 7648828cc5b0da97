/**
 * How often a chi-square variable with so many degrees of freedom lies beyond a value: the regularised incomplete gamma
 * function Q(freedom / 2, value / 2), by its series below the mean (DLMF 8.11.4) and by its continued fraction above it
 * (DLMF 8.9.2, evaluated as Lentz does).
 */
export function chiSquareBeyond(value: number, freedom: number): number {
  if (!(value > 0)) return 1
  const [a, x] = [freedom / 2, value / 2]
  const front = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; term > sum * 1e-16; n++) {
      term *= x / (a + n)
      sum += term
    }
    return 1 - front * sum
  }
  const tiny = 1e-300
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < 1000; n++) {
    const step = -n * (n - a)
    b += 2
    d = 1 / (step * d + b || tiny)
    c = b + step / c || tiny
    fraction *= c * d
    if (Math.abs(c * d - 1) < 1e-15) break
  }
  return front * fraction
}

/** How often a standard normal variable lies as far from 0 as this, on either side. */
export function normalBeyond(z: number): number {
  return chiSquareBeyond(z * z, 1)
}

/** The logarithm of the gamma function of half a positive whole number, from Γ(1/2) = √π and Γ(1) = 1 upwards. */
function logGamma(halves: number): number {
  let sum = Number.isInteger(halves) ? 0 : Math.log(Math.PI) / 2
  for (let n = Number.isInteger(halves) ? 1 : 0.5; n < halves; n++) sum += Math.log(n)
  return sum
}
