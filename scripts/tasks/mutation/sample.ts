/** Some of many, chosen at random by a seed; in their own order. */
export function sample<item>(items: readonly item[], size: number, seed: number): item[] {
  const next = generator(seed)
  const chosen = items
    .map((item, index) => ({ item, index, rank: next() }))
    .sort((one, other) => one.rank - other.rank)
    .slice(0, size)
  return chosen.sort((one, other) => one.index - other.index).map(({ item }) => item)
}

/** Numbers from a linear congruential generator: good enough to choose, and the same everywhere. */
function generator(seed: number): () => number {
  let state = BigInt(seed)
  return () => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn
    return Number(state >> 33n)
  }
}
