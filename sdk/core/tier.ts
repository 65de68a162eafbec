/** How dangerous things are now, as a grant's keeper sees it. */
export const Tier = {
  /** Calm. */
  A: 0,
  B: 1,
  C: 2,
  /** Nothing goes: what an absent or expired tier counts as. */
  D: 3,
} as const

export type Tier = (typeof Tier)[keyof typeof Tier]

/** Letter of a risk tier. */
export function tierName(tier: number): string {
  return ['A', 'B', 'C', 'D'][tier] ?? `${tier}`
}

/** Whether a number is a tier. */
export function isTier(value: number): value is Tier {
  return Number.isInteger(value) && value >= Tier.A && value <= Tier.D
}
