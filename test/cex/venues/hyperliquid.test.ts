import { encode } from '@msgpack/msgpack'
import { secp256k1 } from '@noble/curves/secp256k1'
import { concat, type Hex, hashTypedData, keccak256, numberToHex, recoverAddress, toHex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../../sdk/cex/json.ts'
import { hyperliquidSigning } from '../../../sdk/cex/venues/hyperliquid/signing.ts'
import { signAt } from '../support/signAt.ts'

const KEY: Hex = '0x0123456789012345678901234567890123456789012345678901234567890123'
const OWNER = privateKeyToAddress(KEY)
const VAULT: Hex = '0x1719884eb866cb12b2287399b15f7db5e7d775ea'
const MAINNET = 'https://api.hyperliquid.xyz'
const TESTNET = 'https://api.hyperliquid-testnet.xyz'
const ORDER = {
  type: 'order',
  orders: [{ a: 1, b: true, p: '100', s: '100', r: false, t: { limit: { tif: 'Gtc' } } }],
  grouping: 'na',
}

const at = signAt(hyperliquidSigning, {
  baseUrl: MAINNET,
  moment: { nonce: '1700000000123' },
  key: { keyType: 'secp256k1', apiKey: OWNER, secret: KEY },
})

type Sent = {
  action: unknown
  nonce: number
  signature: { r: Hex; s: Hex; v: number }
  vaultAddress?: unknown
  expiresAfter?: unknown
}

function send(params: readonly (readonly [string, Json])[], baseUrl = MAINNET, nonce = '1700000000123') {
  const signed = at.rest({ method: 'POST', baseUrl, path: '/exchange', params }, { nonce })
  return { signed, sent: JSON.parse(signed.body ?? '') as Sent }
}

async function signer({ signature: { r, s, v } }: Sent, hash: Hex): Promise<Hex> {
  return await recoverAddress({ hash, signature: { r, s, v: BigInt(v) } })
}

/** As the venue describes it, by viem's own hash of typed data. */
function agentHash(packed: Uint8Array, rest: readonly Hex[], source: 'a' | 'b'): Hex {
  return hashTypedData({
    domain: {
      name: 'Exchange',
      version: '1',
      chainId: 1337,
      verifyingContract: '0x0000000000000000000000000000000000000000',
    },
    types: {
      Agent: [
        { name: 'source', type: 'string' },
        { name: 'connectionId', type: 'bytes32' },
      ],
    },
    primaryType: 'Agent',
    message: { source, connectionId: keccak256(concat([toHex(packed), ...rest])) },
  })
}

describe('hyperliquid', () => {
  it('signs an order as the venue’s own client does', () => {
    const { signed, sent } = send([['action', ORDER]], MAINNET, '0')
    expect(sent.signature).toEqual({
      r: '0xd65369825a9df5d80099e513cce430311d7d26ddf477f5b3a33d2806b100d78e',
      s: '0x2b54116ff64054968aa237c20ca9ff68000f977c93289157748a3162b6ea940e',
      v: 28,
    })
    expect(signed).toMatchObject({
      url: 'https://api.hyperliquid.xyz/exchange',
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
    })
    expect(signed.body).toMatch(
      /^\{"action":\{"type":"order","orders":\[\{"a":1,"b":true,.*\},"nonce":0,"signature":/,
    )
  })

  it('signs the vault and the end with the action, for the network of the host', async () => {
    const params = [
      ['action', ORDER],
      ['vaultAddress', VAULT],
      ['expiresAfter', 1_700_000_060_000],
    ] as const
    const { sent } = send(params, TESTNET)
    const rest: readonly Hex[] = [
      numberToHex(1_700_000_000_123, { size: 8 }),
      '0x01',
      VAULT,
      '0x00',
      numberToHex(1_700_000_060_000, { size: 8 }),
    ]
    expect(sent).toMatchObject({
      nonce: 1_700_000_000_123,
      vaultAddress: VAULT,
      expiresAfter: 1_700_000_060_000,
    })
    expect(await signer(sent, agentHash(encode(ORDER), rest, 'b'))).toBe(OWNER)
    expect(await signer(sent, agentHash(encode(ORDER), rest, 'a'))).not.toBe(OWNER)
  })

  it('signs the same with and without a vault of null', () => {
    const without = send([['action', ORDER]]).sent
    const withNull = send([
      ['action', ORDER],
      ['vaultAddress', null],
    ]).sent
    expect(withNull.signature).toEqual(without.signature)
    expect(withNull.vaultAddress).toBeNull()
    expect(without).not.toHaveProperty('vaultAddress')
  })

  it('keeps the order of names and every digit of a number', async () => {
    const raw = (JSON as unknown as { rawJSON(text: string): Json }).rawJSON('18446744073709551615')
    const action = { type: 'x', z: raw, a: 4_294_967_296, m: -5 }
    const { signed, sent } = send([['action', action]])
    expect(signed.body).toContain('"action":{"type":"x","z":18446744073709551615,"a":4294967296,"m":-5}')
    // 84: a map of four; cf: 64 bits without a sign; fb: minus five.
    const packed = Buffer.from('84a474797065a178a17acfffffffffffffffffa161cf0000000100000000a16dfb', 'hex')
    expect(
      await signer(sent, agentHash(packed, [numberToHex(1_700_000_000_123, { size: 8 }), '0x00'], 'a')),
    ).toBe(OWNER)
  })

  it.each([
    ['a fraction', 1.5, 'a number of the action is not whole.'],
    ['a fraction deep inside', [{ a: 0.1 }], 'a number of the action is not whole.'],
    [
      'a number beyond 64 bits',
      (JSON as unknown as { rawJSON(text: string): Json }).rawJSON('18446744073709551616'),
      'a number of the action does not fit in 64 bits.',
    ],
  ])('refuses %s', (_what, value: Json, reason) => {
    expect(() => send([['action', { type: 'x', value }]])).toThrow(reason)
  })

  it.each([
    ['no action', [], '"action" is not an object with a type.'],
    ['an action without a type', [['action', {}]], '"action" is not an object with a type.'],
    ['an action that is a list', [['action', []]], '"action" is not an object with a type.'],
    [
      'a vault that is no address',
      [
        ['action', ORDER],
        ['vaultAddress', '0x1'],
      ],
      '"vaultAddress" is not an address.',
    ],
    [
      'an end that is no time',
      [
        ['action', ORDER],
        ['expiresAfter', '1'],
      ],
      '"expiresAfter" is not a whole number of 64 bits.',
    ],
    [
      'a parameter of its own',
      [
        ['action', ORDER],
        ['nonce', 1],
      ],
      'there is no parameter "nonce" beside an action.',
    ],
    [
      'an action twice',
      [
        ['action', ORDER],
        ['action', ORDER],
      ],
      'a parameter is given twice.',
    ],
  ] as const)('refuses %s', (_what, params, reason) => {
    expect(() => send(params)).toThrow(reason)
  })

  it('refuses everything but POST /exchange, and a list as body', () => {
    const params = [['action', ORDER] as const]
    expect(() => at.rest({ method: 'POST', path: '/info', params })).toThrow(
      'only POST /exchange takes a signature.',
    )
    expect(() => at.rest({ method: 'PUT', path: '/exchange', params })).toThrow(
      'only POST /exchange takes a signature.',
    )
    expect(() => at.rest({ method: 'POST', path: '/exchange', params: null, bodyArray: [1] })).toThrow(
      'the venue takes no list as body.',
    )
  })

  it('refuses to sign without a nonce, or with one beyond 64 bits', () => {
    const none = signAt(hyperliquidSigning, {
      baseUrl: MAINNET,
      key: { keyType: 'secp256k1', apiKey: OWNER, secret: KEY },
    })
    expect(() => none.rest({ method: 'POST', path: '/exchange', params: [['action', ORDER]] })).toThrow(
      'The signature needs a nonce',
    )
    expect(() => send([['action', ORDER]], MAINNET, '18446744073709551616')).toThrow(
      'the nonce does not fit in 64 bits.',
    )
  })

  it.each(['0x12', `0x${'00'.repeat(32)}`, `0x${'ff'.repeat(32)}`])(
    'refuses a secret that is no key',
    (secret) => {
      const bad = signAt(hyperliquidSigning, {
        baseUrl: MAINNET,
        moment: { nonce: '1' },
        key: { keyType: 'secp256k1', apiKey: OWNER, secret },
      })
      expect(() => bad.rest({ method: 'POST', path: '/exchange', params: [['action', ORDER]] })).toThrow(
        'The credentials cannot be used',
      )
    },
  )

  it('signs with the lower half of s, always', () => {
    for (let nonce = 1; nonce <= 20; nonce++) {
      const { s } = send([['action', ORDER]], MAINNET, String(nonce)).sent.signature
      expect(BigInt(s) <= secp256k1.CURVE.n / 2n).toBe(true)
    }
  })

  it('says what to do instead of a login', () => {
    expect(() => at.ws()).toThrow('Subscribe by address')
  })
})

describe('user-signed actions of hyperliquid', () => {
  const domain = {
    name: 'HyperliquidSignTransaction',
    version: '1',
    chainId: 421614,
    verifyingContract: '0x0000000000000000000000000000000000000000',
  } as const
  const named = (fields: string) =>
    fields.split(',').map((field) => {
      const [type = '', name = ''] = field.split(' ')
      return { type, name }
    })

  it.each([
    [
      'usdSend',
      'UsdSend(string hyperliquidChain,string destination,string amount,uint64 time)',
      { destination: VAULT, amount: '1', time: 1687816341423 },
    ],
    [
      'withdraw3',
      'Withdraw(string hyperliquidChain,string destination,string amount,uint64 time)',
      { destination: VAULT, amount: '1', time: 1687816341423 },
    ],
    [
      'usdClassTransfer',
      'UsdClassTransfer(string hyperliquidChain,string amount,bool toPerp,uint64 nonce)',
      { amount: '1', toPerp: true, nonce: 1 },
    ],
    [
      'spotSend',
      'SpotSend(string hyperliquidChain,string destination,string token,string amount,uint64 time)',
      { destination: VAULT, token: 'PURR:0xc1', amount: '0.1', time: 1 },
    ],
    [
      'approveAgent',
      'ApproveAgent(string hyperliquidChain,address agentAddress,string agentName,uint64 nonce)',
      { agentAddress: VAULT, agentName: 'bot valid_until 1', nonce: 1 },
    ],
    [
      'tokenDelegate',
      'TokenDelegate(string hyperliquidChain,address validator,uint64 wei,bool isUndelegate,uint64 nonce)',
      { validator: VAULT, wei: 5, isUndelegate: false, nonce: 1 },
    ],
    [
      'sendToEvmWithData',
      'SendToEvmWithData(string hyperliquidChain,string token,string amount,string sourceDex,string destinationRecipient,string addressEncoding,uint32 destinationChainId,uint64 gasLimit,bytes data,uint64 nonce)',
      {
        token: 'USDC',
        amount: '1',
        sourceDex: '',
        destinationRecipient: VAULT,
        addressEncoding: 'hex',
        destinationChainId: 1,
        gasLimit: 200000,
        data: '0x0102',
        nonce: 1,
      },
    ],
  ])('signs %s field by field, as viem hashes it', async (type, struct, fields) => {
    const message = { hyperliquidChain: 'Testnet', ...fields }
    const { sent } = send([['action', { type, signatureChainId: '0x66eee', ...message }]], TESTNET)
    const [name = '', list = ''] = struct.replace(')', '').split('(')
    const primaryType = `HyperliquidTransaction:${name}`
    const hash = hashTypedData({ domain, types: { [primaryType]: named(list) }, primaryType, message })
    expect(await signer(sent, hash)).toBe(OWNER)
  })

  it('signs an agent without a name as one with an empty name', () => {
    const action = {
      type: 'approveAgent',
      signatureChainId: '0x66eee',
      hyperliquidChain: 'Mainnet',
      agentAddress: VAULT,
      nonce: 1,
    }
    expect(send([['action', action]]).sent.signature).toEqual(
      send([['action', { ...action, agentName: '' }]]).sent.signature,
    )
  })

  const usdSend = {
    type: 'usdSend',
    signatureChainId: '0x66eee',
    hyperliquidChain: 'Mainnet',
    destination: VAULT,
    amount: '1',
    time: 1,
  }

  it.each([
    [
      'another network than the host’s',
      { hyperliquidChain: 'Testnet' },
      '"hyperliquidChain" is not that of the host, "Mainnet".',
    ],
    ['a chain id that is none', { signatureChainId: 421614 }, '"signatureChainId" is not a chain id in hex.'],
    ['a field of another type', { amount: 1 }, '"amount" of the action is missing, or not of type string.'],
    ['a time that is no number', { time: '1' }, '"time" is not a whole number of 64 bits.'],
    ['a negative time', { time: -1 }, '"time" is not a whole number of 64 bits.'],
    ['a type that nobody knows', { type: 'usdSend2' }, 'how an action of this type is signed is not known.'],
    ['a signature of several', { type: 'multiSig' }, 'how an action of this type is signed is not known.'],
  ])('refuses %s', (_what, change, reason) => {
    expect(() => send([['action', { ...usdSend, ...change }]])).toThrow(reason)
    expect(send([['action', usdSend]]).sent.signature.v).toBeGreaterThanOrEqual(27)
  })

  it('refuses a vault or an end that the signature would not cover', () => {
    const reason = 'an action of this type covers neither vaultAddress nor expiresAfter.'
    expect(() =>
      send([
        ['action', usdSend],
        ['vaultAddress', VAULT],
      ]),
    ).toThrow(reason)
    expect(() =>
      send([
        ['action', usdSend],
        ['expiresAfter', 1],
      ]),
    ).toThrow(reason)
    expect(
      send([
        ['action', usdSend],
        ['vaultAddress', null],
      ]).sent.vaultAddress,
    ).toBeNull()
  })
})
