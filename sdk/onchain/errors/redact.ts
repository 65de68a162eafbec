/** Longest run of bytes that may stay in a message: a word. Signatures, operations and prehashed messages are longer. */
const LONGEST = 32

/** The text without runs of bytes that could be a signature. */
export function redact(text: string): string {
  return text.replaceAll(/0x[0-9a-fA-F]+/g, (bytes) =>
    bytes.length > 2 + 2 * LONGEST ? `[${Math.floor(bytes.length / 2) - 1} bytes]` : bytes,
  )
}

/**
 * A copy of an error and its causes that can be printed. Errors of requests quote the whole request, the signature of an operation
 * included, and keep it as properties: only names, first paragraphs and codes are taken over.
 */
export function redactCause(error: unknown, depth = 0): Error | undefined {
  if (!(error instanceof Error) || depth > 8) return undefined
  const { shortMessage, details, code } = error as {
    shortMessage?: unknown
    details?: unknown
    code?: unknown
  }
  const lines = [typeof shortMessage === 'string' ? shortMessage : (error.message.split('\n\n')[0] ?? '')]
  if (typeof details === 'string' && !lines[0]?.includes(details)) lines.push(`Details: ${details}`)
  const cause = redactCause(error.cause, depth + 1)
  const copy = new Error(redact(lines.join('\n')), cause ? { cause } : undefined)
  Object.defineProperty(copy, 'name', { value: error.name, configurable: true })
  if (typeof code === 'number' || typeof code === 'string') Object.assign(copy, { code })
  return copy
}
