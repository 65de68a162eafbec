import type { AccessLevel } from '../../core/accessLevel.ts'
import type { KeyFacts, Knowledge } from './keyReport.ts'

/** What a venue's word for a permission comes to; `nothing` gives no access at all. */
export type WordLevel = AccessLevel | 'nothing'

type Levels = Pick<KeyFacts, 'permissions' | 'words' | 'unrecognized'>

/**
 * What a list of permissions comes to. A word that the table lacks makes `trade` and `full` unknown, unless another word says yes.
 */
export function levelsOfWords(
  words: readonly string[],
  table: { readonly [word: string]: WordLevel },
): Levels {
  const known = words.filter((word) => Object.hasOwn(table, word))
  const unrecognized = words.filter((word) => !Object.hasOwn(table, word))
  const has = (level: WordLevel): boolean => known.some((word) => table[word] === level)
  const otherwise: Knowledge = unrecognized.length > 0 ? 'unknown' : 'no'
  return {
    permissions: {
      read: has('read') ? 'yes' : otherwise,
      trade: has('trade') ? 'yes' : otherwise,
      full: has('full') ? 'yes' : otherwise,
    },
    words,
    unrecognized,
  }
}

/** The same at a venue where whoever may write may read as well, and no word of its own says so. */
export function writingReads<Found extends Pick<KeyFacts, 'permissions'>>(found: Found): Found {
  const { permissions } = found
  const writes = permissions.trade === 'yes' || permissions.full === 'yes'
  return writes ? { ...found, permissions: { ...permissions, read: 'yes' } } : found
}

/**
 * What an answer with one flag for each permission comes to. A flag that is missing leaves its level unknown; one that the table lacks
 * leaves `trade` and `full` unknown, whatever its value, unless another says yes.
 */
export function levelsOfFlags(
  flags: { readonly [name: string]: unknown },
  table: { readonly [name: string]: WordLevel },
): Levels {
  const unrecognized = Object.keys(flags).filter((name) => !Object.hasOwn(table, name))
  const words = Object.keys(flags).filter((name) => flags[name] === true)
  const level = (wanted: AccessLevel): Knowledge => {
    const names = Object.keys(table).filter((name) => table[name] === wanted)
    if (names.some((name) => flags[name] === true)) return 'yes'
    if (wanted !== 'read' && unrecognized.length > 0) return 'unknown'
    return names.length > 0 && names.every((name) => flags[name] === false) ? 'no' : 'unknown'
  }
  return {
    permissions: { read: level('read'), trade: level('trade'), full: level('full') },
    words,
    unrecognized,
  }
}
