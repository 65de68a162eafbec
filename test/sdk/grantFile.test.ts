import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GrantFileInvalidError } from '../../sdk/errors/index.ts'
import {
  defineGrant,
  describeGrant,
  hashGrant,
  parseGrantFile,
  serializeGrantFile,
} from '../../sdk/onchain/grant/index.ts'
import { uniswapV3Swap } from '../../sdk/onchain/permissions/index.ts'
import { grants } from './support/arbitraryGrant.ts'
import { example, MODULE, PAYEE, pay, USDC } from './support/example.ts'

const swap = uniswapV3Swap({
  router: '0x8888888888888888888888888888888888888888',
  routerVersion: 'SwapRouter',
  tokenIn: USDC,
  tokenOut: PAYEE,
  fee: 500,
  amountInPerCall: 5n,
  limit: 50n,
  minAmountOut: 1n,
})
const defined = defineGrant({
  ...example,
  permissions: [pay, ...swap.permissions],
  limits: { ...example.limits, ...swap.limits },
})
const text = serializeGrantFile(defined)

const changed = (change: (file: Record<string, never>) => void): string => {
  const file = JSON.parse(text)
  change(file)
  return JSON.stringify(file)
}

describe('grant file', () => {
  it('keeps the grant and its names', () => {
    const file = parseGrantFile(text)
    expect(file.grant).toEqual(defined.grant)
    expect(file.grantId).toBe(defined.grantId)
    const show = ({ grant, module, annotations }: typeof file) =>
      describeGrant(grant, module, { annotations })
    expect(show(file)).toEqual(show(defined))
  })

  it('keeps the approval when there is one', () => {
    const grantor = { key: example.sessionKey, signature: '0x1234' } as const
    expect(parseGrantFile(serializeGrantFile({ ...defined, grantor })).grantor).toEqual(grantor)
  })

  it('keeps any grant', () => {
    fc.assert(
      fc.property(grants({ permissions: 5, limits: 3 }), (grant) => {
        const file = {
          module: MODULE,
          grant,
          grantId: hashGrant(grant, MODULE),
          annotations: { functions: [], limits: [] },
        } as const
        expect(parseGrantFile(serializeGrantFile(file)).grant).toEqual(grant)
      }),
      { numRuns: 30 },
    )
  })

  it.each([
    ['text that is not JSON', '{'],
    ['another format', changed((file) => Object.assign(file, { format: 'other' }))],
    ['another version', changed((file) => Object.assign(file, { version: 2 }))],
    ['an unknown field', changed((file) => Object.assign(file, { note: 'x' }))],
    ['an unknown field of the grant', changed((file) => Object.assign(file['grant'] ?? {}, { deadline: 1 }))],
    [
      'a number where text belongs',
      changed((file) => Object.assign(file['grant']?.['networks']?.[0] ?? {}, { epoch: 3 })),
    ],
    [
      'a number in another writing',
      changed((file) => Object.assign(file['grant']?.['networks']?.[0] ?? {}, { epoch: '03' })),
    ],
    [
      'a number that does not fit',
      changed((file) => Object.assign(file['grant']?.['networks']?.[0] ?? {}, { epoch: `${2n ** 64n}` })),
    ],
    [
      'a grant that was changed',
      changed((file) => Object.assign(file['grant'] ?? {}, { validUntil: 2_000_000_000 })),
    ],
    [
      'a wrong checksum',
      changed((file) =>
        Object.assign(file['grant'] ?? {}, { account: '0xAaAaAaaAaAaAaaAaAAAAAAAAaaaAaAaAaaAaaAaa' }),
      ),
    ],
    [
      'a function that is none',
      changed((file) =>
        Object.assign(file['annotations']?.['functions']?.[0] ?? {}, { item: 'event Transfer()' }),
      ),
    ],
  ])('refuses %s', (_, content) => {
    expect(() => parseGrantFile(content)).toThrow(GrantFileInvalidError)
  })
})
