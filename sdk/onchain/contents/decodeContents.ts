import type { Address, Hex } from 'viem'
import { MAX_LEAVES } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'
import { UseMalformedError } from '../../errors/encoding.ts'
import { ByteReader } from '../grant/byteReader.ts'
import { EMPTY_PARTS } from '../grant/emptyParts.ts'
import { readLimit, readPermission } from '../grant/leafReaders.ts'
import { readMessage } from '../grant/readMessage.ts'
import { readTerms } from '../grant/readTerms.ts'
import { CONTENTS_VERSION } from './encodeContents.ts'

export type DecodeContentsParameters = {
  contents: Hex
  account: Address
  chainId: bigint
}

/**
 * The grant in published contents. They are the publisher's claim: check that they hash to the grantId.
 * @throws UseMalformedError when the bytes are something else.
 */
export function decodeContents({ contents, account, chainId }: DecodeContentsParameters): Grant {
  const reader = new ByteReader(contents)
  if (reader.number(8) !== CONTENTS_VERSION) throw malformed('their version is unknown.')
  // The heights say no more than the numbers of permissions and limits do.
  const { epoch, networks, messagesHash, heights: _, ...terms } = readTerms(reader)
  const permissions = reader.list(count(reader), () => readPermission(reader))
  const limits = reader.list(count(reader), () => readLimit(reader, false).limit)
  const messages = messagesHash ? reader.list(reader.number(8), () => readMessage(reader)) : []
  if (reader.remaining !== 0) throw malformed('bytes follow their end.')
  const { identity } = EMPTY_PARTS
  return {
    ...terms,
    account,
    networks: networks ?? [{ chainId, epoch }],
    permissions,
    limits,
    messages,
    identity,
  }
}

function count(reader: ByteReader): number {
  const items = reader.number(16)
  if (items > MAX_LEAVES) throw malformed(`there are more than ${MAX_LEAVES} items.`)
  return items
}

function malformed(reason: string): Error {
  return new UseMalformedError({ reason: `as contents of a grant, ${reason}` })
}
