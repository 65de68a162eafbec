import * as z from 'zod'
import type { KeyFacts } from '../../keys/keyReport.ts'
import { levelsOfWords, type WordLevel } from '../../keys/levels.ts'
import { get, questions } from '../../keys/questions.ts'
import { readIps } from '../../keys/readIps.ts'
import { readTime } from '../../keys/readTime.ts'
import { member, replyOutcome } from '../../keys/replyOutcome.ts'
import type { VenueInspection } from '../../keys/venueInspection.ts'

/** Lists that the venue documents, each word with its list. Earning, paying and person-to-person deals move money out of trading. */
const LEVELS: { readonly [word: string]: WordLevel } = {
  'ContractTrade.Order': 'trade',
  'ContractTrade.Position': 'trade',
  'Spot.SpotTrade': 'trade',
  'Options.OptionsTrade': 'trade',
  'Derivatives.DerivativesTrade': 'trade',
  'BlockTrade.BlockTrade': 'trade',
  'CopyTrading.CopyTrading': 'full',
  'Wallet.AccountTransfer': 'full',
  'Wallet.SubMemberTransfer': 'full',
  'Wallet.SubMemberTransferList': 'full',
  'Wallet.Withdraw': 'full',
  'Earn.Earn': 'full',
  'FiatP2P.FiatP2POrder': 'full',
  'FiatP2P.Advertising': 'full',
  'FiatBybitPay.FaitPayOrder': 'full',
  'Exchange.ExchangeHistory': 'read',
  'NFT.NFTQueryProductList': 'read',
  'Affiliate.Affiliate': 'read',
}

const schema = z.looseObject({
  result: z.looseObject({
    note: z.string().optional(),
    readOnly: z.union([z.literal(0), z.literal(1)]),
    permissions: z.record(z.string(), z.array(z.string())),
    ips: z.array(z.string()).optional(),
    expiredAt: z.string().optional(),
    createdAt: z.string().optional(),
  }),
})

/** Bybit v5. A key without an address lapses; one with an address does not. */
export const bybitInspection: VenueInspection = {
  documents: 'https://bybit-exchange.github.io/docs/v5/user/apikey-info',
  verified: true,
  ...questions(get('/v5/user/query-api')),
  outcome: replyOutcome({
    code: (body) => member(body, 'retCode'),
    answered: ['0'],
    keyUnknown: ['10003', '33004'],
  }),
  read([answer]) {
    const { result } = schema.parse(answer)
    const words = Object.entries(result.permissions).flatMap(([list, names]) =>
      names.map((name) => `${list}.${name}`),
    )
    const levels = levelsOfWords(words, LEVELS)
    const { expiredAt = '' } = result
    const expiresAt = readTime(expiredAt)
    // How the venue writes that there is no end.
    const endless = expiredAt === '' || expiredAt.startsWith('1970-') || expiredAt.startsWith('0001-')
    const ips = readIps(result.ips)
    return {
      ...levels,
      permissions: permissionsOf(levels, result.readOnly === 1),
      ips,
      expiresAt: endless && Array.isArray(ips) ? 'never' : expiresAt,
      createdAt: readTime(result.createdAt ?? 0),
      label: result.note,
    }
  },
}

/**
 * A key that only reads has the same lists, and may only read what they name. One that is said to withdraw all the same is not believed to
 * only read.
 */
function permissionsOf(
  { permissions, words, unrecognized }: Pick<KeyFacts, 'permissions' | 'words' | 'unrecognized'>,
  readOnly: boolean,
): KeyFacts['permissions'] {
  if (!readOnly) return { ...permissions, read: 'yes' }
  const doubtful = unrecognized.length > 0 || words.includes('Wallet.Withdraw')
  return { read: 'yes', trade: unrecognized.length > 0 ? 'unknown' : 'no', full: doubtful ? 'unknown' : 'no' }
}
