/**
 * Source text with one character per byte of its UTF-8 form: the compiler gives positions in bytes, and in this form they
 * are positions in the string.
 */
export type SourceBytes = string & { readonly form?: 'one character per byte' }

export function toSourceBytes(text: string): SourceBytes {
  return Buffer.from(text, 'utf8').toString('latin1')
}

export function fromSourceBytes(bytes: SourceBytes): string {
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** Source text without its line breaks and indentation. */
export function oneLine(bytes: SourceBytes): string {
  return fromSourceBytes(bytes).replace(/\s+/g, ' ').trim()
}
