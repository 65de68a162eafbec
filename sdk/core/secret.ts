const REDACTED = '[redacted]'

/** Names a member that no two secrets have alike. */
const IDENTITY = Symbol('identity')

/**
 * A secret that cannot be printed by accident: it shows as redacted through String, JSON, inspect and template
 * literals, and so in errors and logs. Only {@link Secret.reveal} gives it away, which makes every place that
 * does so easy to find.
 */
export class Secret<const value extends string = string> {
  readonly #value: value
  /** Deep comparisons see no private members and would call all secrets equal; they see this. */
  readonly [IDENTITY] = Symbol('secret')

  constructor(value: value) {
    this.#value = value
  }

  /** The value itself. Keep it out of variables that live long. */
  reveal(): value {
    return this.#value
  }

  /** Whether both hold the same value; takes the same time wherever they differ. Lengths are not hidden. */
  equals(other: Secret): boolean {
    const mine = new TextEncoder().encode(this.#value)
    const theirs = new TextEncoder().encode(other.#value)
    let difference = mine.length ^ theirs.length
    for (let i = 0; i < mine.length; i++) difference |= (mine[i] ?? 0) ^ (theirs[i] ?? 0)
    return difference === 0
  }

  toString(): string {
    return REDACTED
  }

  toJSON(): string {
    return REDACTED
  }

  [Symbol.toPrimitive](): string {
    return REDACTED
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Secret ${REDACTED}`
  }
}
