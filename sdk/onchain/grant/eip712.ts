import { type Address, type Hex, keccak256, stringToHex } from 'viem'

/** One member of an EIP-712 struct. */
export type StructMember = { readonly name: string; readonly type: string }

/** EIP-712 structs by name. */
export type StructTypes = { readonly [name: string]: readonly StructMember[] }

/** Heights of the two trees of a grant, 0 to 10 each. */
export type Heights = { readonly permissions: number; readonly limits: number }

/**
 * The domain of everything that is signed. It has no chainId: the module has the same address on every chain, and
 * messages that hold on one chain only name it themselves.
 */
export type ModuleDomain = {
  readonly name: 'Latchkey'
  readonly version: '1'
  readonly verifyingContract: Address
}

/** The structs that grants and other messages are made of. */
export const STRUCT_TYPES = {
  Guard: members('address guard,bytes config'),
  Identity: members('uint8 kind,address registry,bytes subject'),
  Key: members('uint8 kind,bytes key'),
  Limit: members('uint8 kind,address token,uint128 amount,uint32 period,uint48 periodStart'),
  MaximumFee: members('uint256 budget,uint256 price'),
  Message: members(
    'uint8 kind,bytes32 domain,string contents,ParameterCondition[] conditions,bool uncounted',
  ),
  Network: members('uint256 chainId,uint64 epoch'),
  ParameterCondition: members('uint256 argument,uint8 operator,bytes32[] values'),
  PaymasterRule: members('uint8 kind,address[] listed'),
  Permission: members(
    'address target,uint8 call,bytes4 selector,uint256 maxValue,ParameterCondition[] conditions,' +
      'Spend[] spends,uint8 worstTier',
  ),
  Spend: members('uint16 limit,uint8 source,uint256 argument'),
  Supersession: members('bytes32 grantId,uint16[] carries'),
} as const

/** The domain as a struct of its own. */
export const DOMAIN_TYPES = {
  EIP712Domain: members('string name,string version,address verifyingContract'),
} as const

/** The domain of a module. */
export function moduleDomain(module: Address): ModuleDomain {
  return { name: 'Latchkey', version: '1', verifyingContract: module }
}

/** The structs of a grant whose trees have these heights: one `[2]` per level. */
export function grantTypes(heights: Heights): StructTypes {
  const permissions = `Permission${'[2]'.repeat(heights.permissions)}`
  const limits = `Limit${'[2]'.repeat(heights.limits)}`
  const Grant = members(
    `address account,Network[] networks,${permissions} permissions,${limits} limits,Message[] messages,` +
      'Guard[] guards,uint48 validAfter,uint48 validUntil,uint32 keyLifetime,uint32 overlap,uint8 maxKeys,' +
      'MaximumFee maximumFee,PaymasterRule paymaster,Key rotator,Key keeper,Identity identity,' +
      'Supersession supersedes,Key sessionKey,bytes16 salt',
  )
  return { Grant, ...STRUCT_TYPES }
}

/** EIP-712 encodeType: the struct itself, then everything that it refers to, sorted by name. */
export function encodeType(name: string, types: StructTypes): string {
  const referenced = new Set<string>()
  collect(name, types, referenced)
  referenced.delete(name)
  return [name, ...[...referenced].sort()].map((struct) => `${struct}(${list(types[struct] ?? [])})`).join('')
}

/** keccak256 of {@link encodeType}. */
export function typeHash(name: string, types: StructTypes = STRUCT_TYPES): Hex {
  return keccak256(stringToHex(encodeType(name, types)))
}

/** The members of a struct, from their text in the type: `type name,type name`. */
export function members(text: string): readonly StructMember[] {
  return text.split(',').map((member) => {
    const [type = '', name = ''] = member.split(' ')
    return { name, type }
  })
}

function list(struct: readonly StructMember[]): string {
  return struct.map(({ name, type }) => `${type} ${name}`).join(',')
}

function collect(type: string, types: StructTypes, found: Set<string>): void {
  const name = type.replace(/\[.*$/, '')
  const struct = types[name]
  if (!struct || found.has(name)) return
  found.add(name)
  for (const member of struct) collect(member.type, types, found)
}
