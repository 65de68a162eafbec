/** What each word of a venue stands for, as {@link OrderMembers.choice} takes it. */
export function choices<value>(words: { readonly [word: string]: value }): ReadonlyMap<string, value> {
  return new Map(Object.entries(words))
}
