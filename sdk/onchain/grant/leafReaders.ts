import { numberToHex, zeroAddress } from 'viem'
import { LIFETIME } from '../../core/constants.ts'
import { type Limit, LimitKind } from '../../core/limit.ts'
import type { Operator, ParameterCondition } from '../../core/parameterCondition.ts'
import { CallKind, type Permission } from '../../core/permission.ts'
import type { Spend, SpendSource } from '../../core/spend.ts'
import { UseMalformedError } from '../../errors/encoding.ts'
import type { ByteReader } from './byteReader.ts'
import { PERIOD_FLAG } from './leafDigits.ts'

/** The next permission, without its place in the tree. */
export function readPermission(reader: ByteReader): Permission {
  const call = reader.number(8)
  if (call < CallKind.selector || call > CallKind.empty) {
    throw new UseMalformedError({ reason: 'a permission has an unknown kind of call.' })
  }
  return {
    call: call as CallKind,
    target: reader.address(),
    selector: call === CallKind.selector ? reader.bytes(4) : '0x00000000',
    maxValue: reader.var(),
    worstTier: reader.number(8),
    conditions: readConditions(reader),
    spends: reader.list(reader.number(8), () => readSpend(reader)),
  }
}

/** The next conditions, their number first. */
export function readConditions(reader: ByteReader): readonly ParameterCondition[] {
  return reader.list(reader.number(8), () => readCondition(reader))
}

/**
 * The next limit, without its place in the tree.
 * @param claimed Whether the period that a use claims stands in it.
 */
export function readLimit(reader: ByteReader, claimed: boolean): { limit: Limit; period: number } {
  const packed = reader.number(8)
  const kind = packed & ~PERIOD_FLAG
  if (kind < LimitKind.native || kind > LimitKind.count) {
    throw new UseMalformedError({ reason: 'a limit has an unknown kind.' })
  }
  const periodic = (packed & PERIOD_FLAG) !== 0
  const times = periodic
    ? { period: reader.number(32), periodStart: reader.number(48) }
    : { period: LIFETIME, periodStart: 0 }
  const period = periodic && claimed ? reader.number(32) : 0
  const limit: Limit = {
    kind: kind as LimitKind,
    ...times,
    token: kind === LimitKind.token ? reader.address() : zeroAddress,
    amount: reader.var(),
  }
  return { limit, period }
}

function readCondition(reader: ByteReader): ParameterCondition {
  const operator = reader.number(8)
  if (operator < 1 || operator > 15) {
    throw new UseMalformedError({ reason: 'a condition has an unknown operator.' })
  }
  const argument = reader.var()
  const values = reader.list(reader.number(8), () => numberToHex(reader.var(), { size: 32 }))
  return { argument, operator: operator as Operator, values }
}

function readSpend(reader: ByteReader): Spend {
  const limit = reader.number(16)
  const source = reader.number(8)
  if (source < 1 || source > 3) throw new UseMalformedError({ reason: 'a spend has an unknown source.' })
  return { limit, source: source as SpendSource, argument: reader.var() }
}
