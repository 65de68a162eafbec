import { Big } from 'big.js'
import { DecimalInvalidError } from '../../errors/venueGrant.ts'

/** Quotients have 30 digits after the point and are rounded up: what is measured is never more than what is counted. */
const Exact = Big()
Exact.DP = 30
Exact.RM = 3

/** No sign, no exponent, no space, no zero too many at the front; up to 30 digits on either side of the point. */
const DECIMAL = /^(0|[1-9]\d{0,29})(\.\d{1,30})?$/
const WHOLE = /^(0|[1-9]\d{0,8})$/

/** Whether text is a decimal from 0, written in the only way that every program reads alike. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text)
}

/** Whether text is a whole number from 0, of at most nine digits. */
export function isWholeText(text: string): boolean {
  return WHOLE.test(text)
}

/**
 * A decimal, exact.
 * @throws DecimalInvalidError when text is not a plain decimal from 0.
 */
export function decimalOf(text: string, what: string): Big {
  if (typeof text !== 'string' || !DECIMAL.test(text)) throw new DecimalInvalidError({ what })
  return new Exact(text)
}

/**
 * A decimal that may have a minus in front, exact.
 * @throws DecimalInvalidError.
 */
export function signedDecimalOf(text: string, what: string): Big {
  return typeof text === 'string' && text.startsWith('-')
    ? decimalOf(text.slice(1), what).times(-1)
    : decimalOf(text, what)
}

/** The greatest of some decimals; undefined of none. */
export function greatest(values: readonly (Big | undefined)[]): Big | undefined {
  let most: Big | undefined
  for (const value of values) if (value && (!most || value.gt(most))) most = value
  return most
}

/** As text, without exponent. */
export function decimalText(value: Big): string {
  return value.toFixed()
}
