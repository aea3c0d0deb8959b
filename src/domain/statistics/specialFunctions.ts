const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
];

/** Natural logarithm of the gamma function for x > 0 (Lanczos, g = 7). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  let series = lanczos[0] as number;
  for (let k = 1; k < lanczos.length; k++) series += (lanczos[k] as number) / (shifted + k);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(series);
}

/** Regularised incomplete beta function I_x(a, b) by Lentz's continued fraction. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  // The fraction converges fast only on one side of the mean; mirror on the other.
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(x, a, b)) / a;
  return 1 - (front * betaFraction(1 - x, b, a)) / b;
}

function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const guard = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return fraction;
}

/** P(T > t) of Student's t with `df` degrees of freedom, computed as a tail. */
export function studentTail(t: number, df: number): number {
  const tail = incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2;
  return t >= 0 ? tail : 1 - tail;
}

/** Density of Student's t with `df` degrees of freedom. */
function studentDensity(t: number, df: number): number {
  const constant = Math.exp(logGamma((df + 1) / 2) - logGamma(df / 2)) / Math.sqrt(df * Math.PI);
  return constant * Math.exp(-((df + 1) / 2) * Math.log1p((t * t) / df));
}

/**
 * The t with P(|T| > t) = `alpha` (two-sided); for `df` > 0 and 0 < alpha < 1. A few steps of
 * bisection to come near, then Newton's: a score report needs hundreds of these in a frame.
 */
export function studentQuantile(alpha: number, df: number): number {
  let low = 0;
  let high = 2;
  while (2 * studentTail(high, df) > alpha) high *= 2;
  for (let step = 0; step < 4; step++) {
    const middle = (low + high) / 2;
    if (2 * studentTail(middle, df) > alpha) low = middle;
    else high = middle;
  }
  let t = (low + high) / 2;
  for (let step = 0; step < 50; step++) {
    const change = (2 * studentTail(t, df) - alpha) / (2 * studentDensity(t, df));
    t = Math.max(t / 2, t + change);
    if (Math.abs(change) <= 1e-13 * t) break;
  }
  return t;
}

/** The standard normal quantile of 0.975. */
export const z95 = 1.959963984540054;

/**
 * Regularised upper incomplete gamma function Q(a, x): by its series below a + 1, by Lentz's
 * continued fraction above, so that small tails keep their digits.
 */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 10_000 && term > sum * 1e-17; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 10_000; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (Math.abs(an * d + b) < tiny ? tiny : an * d + b);
    c = Math.abs(b + an / c) < tiny ? tiny : b + an / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return front * fraction;
}

/** P(X > x) of χ² with `df` degrees of freedom, computed as a tail. */
export function chiSquareTail(x: number, df: number): number {
  return upperGamma(df / 2, x / 2);
}

/** The x with P(X > x) = `alpha` of χ² with `df` degrees of freedom; by bisection. */
export function chiSquareQuantile(alpha: number, df: number): number {
  let low = 0;
  let high = Math.max(1, df);
  while (chiSquareTail(high, df) > alpha) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-13 * high; step++) {
    const middle = (low + high) / 2;
    if (chiSquareTail(middle, df) > alpha) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(Z > z) of the standard normal distribution, computed as a tail. */
export function normalTail(z: number): number {
  return z >= 0 ? upperGamma(0.5, (z * z) / 2) / 2 : 1 - normalTail(-z);
}

/** The z with P(Z > z) = `alpha`, 0 < alpha < 1; Newton on the logarithm of the tail. */
export function normalQuantile(alpha: number): number {
  if (alpha > 0.5) return -normalQuantile(1 - alpha);
  if (alpha === 0.5) return 0;
  // The tail is about density over z, which gives a start that is near also far out.
  let z = Math.sqrt(Math.max(0, -2 * Math.log(alpha * 2)));
  for (let step = 0; step < 60; step++) {
    const tail = normalTail(z);
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const change = ((Math.log(tail) - Math.log(alpha)) * tail) / density;
    z += change;
    if (Math.abs(change) <= 1e-15 * Math.max(1, z)) break;
  }
  return z;
}

/** P(F > f) of the F distribution with `df1` and `df2` degrees of freedom, computed as a tail. */
export function fisherTail(f: number, df1: number, df2: number): number {
  if (f <= 0) return 1;
  return incompleteBeta(df2 / (df2 + df1 * f), df2 / 2, df1 / 2);
}

/** The x with I_x(a, b) = `probability`; by bisection. */
export function betaQuantile(probability: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 200 && high - low > 1e-16 * high; step++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
