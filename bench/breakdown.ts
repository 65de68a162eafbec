import { type Hash, hexToBytes } from 'viem'
import { entryPoint07Address } from 'viem/account-abstraction'
import type { Contracts, Measured } from './system.ts'
import type { World } from './world.ts'

/** Whose code burnt gas, in the order of a report. */
export const PLACES = ['EntryPoint', 'account', 'module', 'token', 'other'] as const

/** What it was burnt on, in the order of a report. */
export const PURPOSES = ['storage', 'calls', 'precompiles', 'hashing', 'events', 'rest'] as const

type Place = (typeof PLACES)[number]
type Purpose = (typeof PURPOSES)[number]

/** Where the gas of one transaction went. All parts add up to the gas used. */
export type Breakdown = {
  /** 21,000, and what a transaction pays for its calldata, authorizations aside. */
  readonly intrinsic: number
  readonly places: { readonly [place in Place]?: { readonly [purpose in Purpose]?: number } }
  /** Opcodes that the module ran. */
  readonly moduleOpcodes: number
  /** Taken off the bill for storage that was cleared, and whatever else the trace does not see; negative. */
  readonly refund: number
}

/**
 * Splits a transaction's gas by contract and purpose. Code that a proxy delegates to counts as the proxy's. A call's own costs, a
 * cold account among them, are the caller's; a precompile's are the caller's under `precompiles`.
 */
export async function breakDown(world: World, contracts: Contracts, measured: Measured): Promise<Breakdown> {
  const traced = await trace(world, measured.hash)
  const placeOf = places(world, contracts)
  const spent: { [place in Place]?: { [purpose in Purpose]?: number } } = {}
  let sum = 0
  let moduleOpcodes = 0
  for (const [address, purposes] of Object.entries(traced)) {
    const place = placeOf(address)
    const entry = spent[place] ?? {}
    spent[place] = entry
    for (const [purpose, { gas, count }] of Object.entries(purposes)) {
      entry[purpose as Purpose] = (entry[purpose as Purpose] ?? 0) + gas
      sum += gas
      if (place === 'module') moduleOpcodes += count
    }
  }
  const intrinsic = intrinsicGas(measured)
  return { intrinsic, places: spent, moduleOpcodes, refund: Number(measured.gas) - intrinsic - sum }
}

type Traced = { [address: string]: { [purpose: string]: { gas: number; count: number } } }

async function trace({ publicClient }: World, hash: Hash): Promise<Traced> {
  const parameters = [hash, { tracer: TRACER }]
  return publicClient.request({ method: 'debug_traceTransaction', params: parameters } as never)
}

function places(world: World, { accounts, modules }: Contracts): (address: string) => Place {
  const known = new Map<string, Place>([[entryPoint07Address.toLowerCase(), 'EntryPoint']])
  known.set(world.token.toLowerCase(), 'token')
  for (const address of accounts) known.set(address.toLowerCase(), 'account')
  for (const address of modules) known.set(address.toLowerCase(), 'module')
  return (address) => known.get(address) ?? 'other'
}

function intrinsicGas({ calldata }: Measured): number {
  const bytes = hexToBytes(calldata)
  const zeros = bytes.filter((byte) => byte === 0).length
  return 21_000 + 4 * zeros + 16 * (bytes.length - zeros)
}

// Runs inside the chain. An opcode's cost is what the gas left of its frame falls by until the frame's next opcode, less what
// the frames that it opened used: the chain reports an opcode's own cost one opcode late. The struct logger would send every stack and memory instead.
const TRACER = `{
  frames: [],
  spent: {},
  purposes: {
    SLOAD: 'storage', SSTORE: 'storage', TLOAD: 'storage', TSTORE: 'storage',
    CALL: 'calls', STATICCALL: 'calls', DELEGATECALL: 'calls', CALLCODE: 'calls', CREATE: 'calls', CREATE2: 'calls',
    BALANCE: 'calls', EXTCODESIZE: 'calls', EXTCODEHASH: 'calls', EXTCODECOPY: 'calls',
    KECCAK256: 'hashing', SHA3: 'hashing',
    LOG0: 'events', LOG1: 'events', LOG2: 'events', LOG3: 'events', LOG4: 'events',
  },
  add: function (frame, gas) {
    var place = (this.spent[frame.address] = this.spent[frame.address] || {});
    var entry = (place[frame.purpose] = place[frame.purpose] || { gas: 0, count: 0 });
    entry.gas += gas;
    entry.count += 1;
  },
  close: function () {
    var frame = this.frames.pop();
    this.add(frame, 0);
    if (this.frames.length > 0) this.frames[this.frames.length - 1].inner += frame.first - frame.gas;
  },
  purposeOf: function (log) {
    var op = log.op.toString();
    var purpose = this.purposes[op] || 'rest';
    if (purpose === 'calls' && op.indexOf('CALL') >= 0) {
      var target = log.stack.peek(1).toString(16);
      if (target.length <= 3 && target !== '0') return 'precompiles';
    }
    return purpose;
  },
  step: function (log) {
    var depth = log.getDepth(), gas = log.getGas();
    while (this.frames.length > depth) this.close();
    var frame = this.frames[depth - 1];
    if (frame) this.add(frame, frame.gas - gas - frame.inner);
    else {
      frame = { first: gas, address: toHex(log.contract.getAddress()) };
      this.frames[depth - 1] = frame;
    }
    frame.gas = gas;
    frame.inner = 0;
    frame.purpose = this.purposeOf(log);
  },
  fault: function () {},
  result: function () {
    while (this.frames.length > 0) this.close();
    return this.spent;
  },
}`
