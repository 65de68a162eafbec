/** A JSON value. Numbers that a double cannot hold come as {@link RawJson}. */
export type Json =
  | null
  | boolean
  | number
  | string
  | RawJson
  | readonly Json[]
  | { readonly [name: string]: Json }

/** The text of a number kept digit by digit: what `JSON.rawJSON` makes, and what `JSON.stringify` writes as it is. */
export type RawJson = { readonly rawJSON: string }
