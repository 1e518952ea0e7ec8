/** A place on an axis and how it is written. */
export type Tick = { at: number; text: string }

/** Round numbers from 0 to at least `most`: the end of the scale is the last of them. */
export function roundTicks(most: number, parts = 5): number[] {
  if (!(most > 0)) return [0, 1]
  const rough = most / parts
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * power >= rough * (1 - 1e-9)) ?? 10) * power
  const count = Math.ceil(most / step - 1e-9)
  // By multiplication: adding up would give 0.30000000000000004.
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

/** Ticks of shares; the scale never ends beyond 100 %. */
export function shareTicks(most: number, write: (share: number) => string): Tick[] {
  return roundTicks(Math.min(1, most))
    .filter((at) => at <= 1)
    .map((at) => ({ at, text: write(at) }))
}
