import { stringToHex } from 'viem'
import type { Message } from '../../core/message.ts'
import { anyDigits, bytesDigits, uintDigits } from '../../internal/words.ts'
import { conditionsDigits } from './leafDigits.ts'

/** A message as encoded messages and contents carry it: `u8 kind ‖ 32B domain ‖ u16 length ‖ contents ‖ u8 uncounted ‖ conditions`. */
export function messageDigits({ kind, domain, contents, uncounted, conditions }: Message): string {
  const text = anyDigits(stringToHex(contents), 'message.contents')
  return [
    uintDigits(kind, 8, 'message.kind'),
    bytesDigits(domain, 32, 'message.domain'),
    uintDigits(text.length / 2, 16, 'message.contents length'),
    text,
    uintDigits(uncounted ? 1 : 0, 8, 'message.uncounted'),
    conditionsDigits(conditions),
  ].join('')
}
